import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// An auxiliary head whose output differs from the network's.
    static let headOutput = Rule("head-output", .training, .error)
}

extension LintRule {
    static let headOutput = LintRule(
        .headOutput,
        summary: "An auxiliary head has the same output as the network.",
        reason: """
            The loss of the auxiliary head uses the same target as the network's own. If the network has several outputs, \
            it is the target of the first.
            """,
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
        let subject = network.hasSeveralOutputs ? "`\(network.outputs[0].name)`" : "the network"
        let last = network.steps.last { $0.node <= network.graph.end }
        return Diagnostic(
            .headOutput,
            "the auxiliary head `\(head.head.name.value)` outputs \(head.output), but \(subject) outputs \(network.output)",
            at: head.steps.last?.span ?? head.head.name.span,
            notes: last.map { [Diagnostic.Note("\($0.name) outputs \(network.output)", at: $0.span)] } ?? [],
            help: "give both the same output: they are compared with the same target")
    }
}
