import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// An input whose size isn't that of the data's samples.
    package static let dataSize = Rule("data-size", .training, .error)
}

extension LintRule {
    static let dataSize = LintRule(
        .dataSize,
        summary: "The input has the size of the data's samples.",
        reason: "A network is planned for one input size; it can't read samples of another size.",
        source: "the data set's own description",
        example: """
            input: 32x32x3
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
            """,
        check: { linted in
            guard let training = linted.network.spec.training, let data = training.knownData,
                let name = training.data?.key, let input = linted.network.spec.input,
                linted.network.input != data.value.input,
                !(linted.network.input.axes.count == 1 && linted.network.input.count == data.value.input.count)
            else { return [] }
            return [Message.differs(linted.network, data, called: name, input.span)]
        })
}

private enum Message {
    static func differs(
        _ network: SizedNetwork, _ data: Located<DataSetDefinition>, called name: String, _ input: Span
    ) -> Diagnostic {
        let size = data.value.input.description
        return Diagnostic(
            .dataSize, "the input is \(network.input), but the samples of \(name) are \(size)",
            at: input, notes: [.data(at: data.span)],
            help: "write `input: \(size)`", fixes: [Diagnostic.Fix("write `\(size)`", replacing: input, with: size)])
    }
}
