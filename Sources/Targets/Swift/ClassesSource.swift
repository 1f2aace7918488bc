import SizeInference
import NetworkTerms
import SpecLanguage

/// Writes the enum `Class`: the classes of the spec's data.
enum ClassesSource {
    /// The data set whose classes have names, and the output with a score for each; nil if the data has no names, or the
    /// network doesn't classify it.
    static func data(of network: SizedNetwork) -> (data: DataSetDefinition, output: SizedOutput)? {
        guard let data = network.spec.training?.knownData?.value else { return nil }
        let outputs = zip(network.outputs, TrainingSettings(network.spec).objectives)
        return outputs.first { output, objective in
            objective.loss.definition.compares == .classes && objective.target == .label
                && !output.shape.isFeatureMap && output.shape.channels == data.classes
        }.map { (data, $0.0) }
    }

    /// - Parameter output: the name of the output with the scores, if there are several.
    static func text(_ data: DataSetDefinition, output: String, access: String) -> String {
        let classes = data.classNames
        let scores = output.isEmpty ? "the output's scores" : "the scores of `\(SwiftText.comment(output))`"
        var names = SwiftNames(taken: [
            "description", "rawValue", "allCases", "hashValue", "hash", "init", "names", "self",
        ])
        let cases = classes.enumerated().map { number, name in
            """
            /// \(SwiftText.comment(name)).
            case \(names.member(name, orElse: "class"))\(number == 0 ? " = 0" : "")
            """
        }
        return """
            /// The classes of \(SwiftText.comment(data.title)), in the order of \(scores).
            \(access)enum Class: Int, CaseIterable, Sendable, CustomStringConvertible {
            \(cases.joined(separator: "\n").indented(by: 4))

                /// The name in the data.
                \(access)var description: String { Self.names[rawValue] }

                private static let names = [
            \(classes.map { "\(SwiftText.literal($0))," }.joined(separator: "\n").indented(by: 8))
                ]
            }
            """
    }
}
