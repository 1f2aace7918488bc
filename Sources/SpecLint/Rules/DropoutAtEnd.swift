import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Dropout of the answers themselves.
    static let dropoutAtEnd = Rule("dropout-at-end", .training, .warning)
}

extension LintRule {
    static let dropoutAtEnd = LintRule(
        .dropoutAtEnd,
        summary: "Dropout stands before the layer that answers, not behind it.",
        reason: """
            Behind the last layer it sets answers to zero at random, and the loss learns from numbers that the network never \
            meant. Before it, it keeps single units from being relied on, which is what it is for.
            """,
        source: "Srivastava and others, Dropout, 2014, section 4",
        example: """
            input: 8x8x3
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
              - dropout 0.5
            """,
        better: """
            input: 8x8x3
            body:
              - 3x3 conv, 8, relu
            head:
              - dropout 0.5
              - fc 10
            """,
        check: { linted in
            guard let last = linted.last, last.traits.contains(.dropsValues), last.node > 1 else { return [] }
            return [Message.drops(last)]
        })
}

private enum Message {
    static func drops(_ last: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .dropoutAtEnd, "\(last.name) is the last layer, and drops the answers themselves",
            at: last.span,
            help: "move it before the layer that answers")
    }
}
