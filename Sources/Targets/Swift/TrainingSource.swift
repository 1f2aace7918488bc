import NetworkTerms
import SizeInference
import SpecLanguage

/// Writes a training section as the runtime's options.
struct TrainingSource {
    /// The arguments of `TrainingOptions`, in order.
    let arguments: [String]

    /// Returns the source of the training options.
    static func extensionOfNetwork(_ network: SizedNetwork, options: SourceOptions, data: DataPath) -> String {
        let arguments = TrainingSource(network.spec, data: data).arguments
        return """
            extension \(NetworkSource.typeName(of: network, options)) {
                /// The training settings in the spec.
                \(options.modifier)static let training = TrainingOptions(
            \(arguments.joined(separator: ",\n").indented(by: 8)))
            }

            """
    }

    init(_ spec: Spec, data: DataPath) {
        let settings = TrainingSettings(spec)
        var arguments = ["data: \(Self.text(settings.data) { data.expression(of: $0) })"]
        let isSingle = settings.outputs.isEmpty
        if isSingle, settings.target != .label { arguments.append("target: .\(settings.target.rawValue)") }
        if settings.noise > 0 { arguments.append("noise: \(SwiftText.literal(settings.noise))") }
        if isSingle, settings.loss != .usual(for: settings.target) {
            arguments.append("loss: \(Self.text(settings.loss))")
        }
        arguments += [
            "epochs: \(settings.epochs)", "batch: \(settings.batch)", "seed: \(settings.seed)",
            "optimizer: \(Self.text(settings.optimizer))", "schedule: \(Self.text(settings.schedule))",
        ]
        if !isSingle {
            let outputs = settings.outputs.map { "    \(Self.text($0))," }
            arguments.append("outputs: [\n\(outputs.joined(separator: "\n"))\n]")
        }
        self.arguments = arguments
    }

    /// Returns what an output learns, without default arguments.
    private static func text(_ output: OutputTraining) -> String {
        var arguments = [SwiftText.literal(output.name ?? "")]
        switch output.target {
        case .label: break
        case .input: arguments.append("target: .input")
        case .column(let name): arguments.append("target: .column(\(SwiftText.literal(name)))")
        }
        if output.loss != .usual(for: output.target.kind) { arguments.append("loss: \(text(output.loss))") }
        if output.weight != 1 { arguments.append("weight: \(SwiftText.literal(output.weight))") }
        return "OutputTraining(\(arguments.joined(separator: ", ")))"
    }

    /// Returns a call of the function that creates the choice, without default arguments: `.sgd(rate: 0.1)`.
    private static func text(_ choice: some TrainingChoice, path: (String) -> String = SwiftText.literal) -> String {
        let (method, call) = (choice.definition.method, choice.call)
        let arguments = method.arguments.compactMap { argument -> String? in
            let name = argument.parameter.name
            guard argument.isRequired || call.differsFromDefault(name), let value = call[name] else { return nil }
            let text: String
            if argument.parameter.type == .path, case .word(let word) = value {
                text = path(word)
            } else {
                text = ValueText.literal(value, argument.type, channels: 1)
            }
            return (argument.label.map { "\($0): " } ?? "") + text
        }
        if arguments.isEmpty { return ".\(method.name)" }
        let line = ".\(method.name)(\(arguments.joined(separator: ", ")))"
        if line.count <= 90 { return line }
        return ".\(method.name)(\n    \(arguments.joined(separator: ",\n    ")))"
    }
}
