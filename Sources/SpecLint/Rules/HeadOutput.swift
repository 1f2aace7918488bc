import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// An auxiliary head answers something else than the network.
    static let headOutput = Rule("head-output", .training, .error)
}

extension LintRule {
    static let headOutput = LintRule(
        .headOutput,
        summary: "An auxiliary head gives what the network gives.",
        reason: "Its loss compares the head's output with the same target as the network's own.",
        source: "Szegedy and others, Going deeper with convolutions, 2015, section 5",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu, as early
              - 3x3 conv, 8, relu
            heads:
              main: [fc 10]
              aux:
                from: early
                layers: [fc 5]
            train:
              data: fashion-mnist
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu, as early
              - 3x3 conv, 8, relu
            heads:
              main: [fc 10]
              aux:
                from: early
                layers: [fc 10]
            train:
              data: fashion-mnist
            """,
        check: { linted in
            linted.network.auxiliaryHeads.filter { $0.output != linted.network.output }.map {
                Message.differs($0, linted.network)
            }
        })
}

private enum Message {
    static func differs(_ head: SizedAuxiliaryHead, _ network: SizedNetwork) -> Diagnostic {
        Diagnostic(
            .headOutput,
            "the auxiliary head `\(head.head.name.value)` gives \(head.output), and the network gives \(network.output)",
            at: head.steps.last?.span ?? head.head.name.span,
            notes: network.steps.last.map { [Diagnostic.Note("\($0.name) gives \(network.output)", at: $0.span)] }
                ?? [],
            help: "end both alike: one target is compared with either")
    }
}
