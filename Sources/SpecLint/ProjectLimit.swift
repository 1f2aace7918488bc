import NetworkTerms
import SpecLanguage
import SpecText

extension Budget.Limit {
    /// Whose budget it is.
    ///
    /// - Parameter word: what is said of a spec's own.
    func owner(_ word: String) -> String { isOfProject ? "the project's" : word }

    /// Where a finding about the limit belongs: at the limit, or where that is the project's, at the model's name.
    func place(in linted: LintedNetwork) -> Span { isOfProject ? linted.network.spec.placeOfModel : span }

    /// Where the limit is written, if a finding about it is elsewhere.
    var notes: [Diagnostic.Note] {
        isOfProject ? [Diagnostic.Note("the project's budget is written here", at: span)] : []
    }
}

extension Spec {
    /// Where findings are that are about the whole model.
    var placeOfModel: Span { model?.span ?? Span(file: 0, start: 0, end: 0) }
}
