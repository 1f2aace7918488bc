import SpecLanguage
import SpecText

extension Budget.Limit {
    /// Whose budget it is.
    ///
    /// - Parameter word: what is said of a spec's own.
    func owner(_ word: String) -> String { isOfProject ? "the project's" : word }
}

extension Diagnostic {
    /// A finding about the limit of a budget, where it belongs: at the limit, or where that is the project's, at the model's
    /// name, with the limit as a note.
    func placed(by limit: Budget.Limit, in linted: LintedNetwork) -> Diagnostic {
        guard limit.isOfProject else { return self }
        var finding = self
        finding.span = linted.network.spec.placeOfModel
        finding.notes.insert(Note("the project's budget is written here", at: limit.span), at: 0)
        return finding
    }
}

extension Spec {
    /// Where findings stand that are about the whole model.
    var placeOfModel: Span { model?.span ?? Span(file: 0, start: 0, end: 0) }
}
