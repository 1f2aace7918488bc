import SizeInference
import NetworkTerms
import SpecLanguage

/// Writes the enum `Class`: the classes of the spec's data.
enum ClassesSource {
    /// The data set whose classes have names; nil if the data has no names, or the network isn't a classifier of them.
    static func data(of network: SizedNetwork) -> DataSetDefinition? {
        let training = TrainingSettings(network.spec)
        guard !network.hasSeveralOutputs, training.loss.definition.compares == .classes, training.target == .label,
            let data = network.spec.training?.knownData?.value, !network.output.isFeatureMap,
            network.output.channels == data.classes
        else { return nil }
        return data
    }

    static func text(_ classes: [String], data: String, access: String) -> String {
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
            /// The classes of \(SwiftText.comment(data)), in the order of the output's scores.
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
