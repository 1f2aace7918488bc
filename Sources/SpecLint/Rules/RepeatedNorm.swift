import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Two normalizations of the same kind in a row.
    static let repeatedNorm = Rule("repeated-norm", .structure, .warning)
}

extension LintRule {
    static let repeatedNorm = LintRule(
        .repeatedNorm,
        summary: "No normalization directly follows another of the same kind.",
        reason: """
            The output of a normalization already has the mean and variance that the next one produces, and the first \
            one's scale and offset could do the work of both. It costs time, and is probably a copied line.
            """,
        source: "Ioffe and Szegedy, Batch normalization, 2015, section 3",
        example: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, no bias
              - batch norm
              - batch norm
              - relu
            """,
        better: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, no bias
              - batch norm
              - relu
            """,
        check: { linted in
            linted.pairs.compactMap { first, second in
                guard first.traits.contains(.standardizes), first.kind == second.kind else {
                    return nil
                }
                return Message.again(first, second)
            }
        })
}

private enum Message {
    static func again(_ first: LintedNetwork.Place, _ second: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .repeatedNorm, "\(second.name) normalizes again what \(first.name) has just normalized", at: second.span,
            notes: [Diagnostic.Note("the first one is here", at: first.span)], help: "remove one of the two")
    }
}
