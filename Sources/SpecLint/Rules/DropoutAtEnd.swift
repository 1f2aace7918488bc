import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Dropout applied to the output of the network.
    static let dropoutAtEnd = Rule("dropout-at-end", .training, .warning)
}

extension LintRule {
    static let dropoutAtEnd = LintRule(
        .dropoutAtEnd,
        summary: "Dropout comes before the output layer, not after it.",
        reason: """
            After the last layer, dropout sets outputs to zero at random, so the loss sees values that the network \
            didn't predict. Before the last layer, it keeps the network from relying on single units, which is its \
            purpose.
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
            linted.lasts.filter { $0.traits.contains(.dropsValues) && $0.node > 1 }.map(Message.drops)
        })
}

private enum Message {
    static func drops(_ last: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .dropoutAtEnd, "\(last.name) is the last layer and drops the outputs themselves",
            at: last.span,
            help: "move it before the output layer")
    }
}
