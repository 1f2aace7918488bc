import NetworkTerms
import SpecLanguage
import SpecText

extension Budget.Limit {
    /// Returns the owner of the budget for a message.
    ///
    /// - Parameter word: the owner of a spec's own budget.
    func owner(_ word: String) -> String { isOfProject ? "the project's" : word }

    /// The place of a finding about the limit: the limit, or the model's name if the limit is the project's.
    func place(in linted: LintedNetwork) -> Span { isOfProject ? linted.network.spec.placeOfModel : span }

    /// A note on where the limit is, if a finding about it is elsewhere.
    var notes: [Diagnostic.Note] {
        isOfProject ? [Diagnostic.Note("the project's budget", at: span)] : []
    }
}

extension Spec {
    /// The place of findings about the whole model.
    var placeOfModel: Span { model?.span ?? Span(file: 0, start: 0, end: 0) }
}
