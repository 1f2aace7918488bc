import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A batch norm of what a batch norm gave.
    static let repeatedNorm = Rule("repeated-norm", .structure, .warning)
}

extension LintRule {
    static let repeatedNorm = LintRule(
        .repeatedNorm,
        summary: "No norm stands right behind one of its kind.",
        reason: """
            What a norm gives has the mean and the variance already that the next one makes: its own factor and offset \
            could be the first one's. It costs time, and most likely a line was copied.
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
            .repeatedNorm, "\(second.name) norms what \(first.name) has just normed", at: second.span,
            notes: [Diagnostic.Note("the first one stands here", at: first.span)], help: "remove one of the two")
    }
}
