import SizeInference
import NetworkTerms
import SpecLanguage

/// Writes the types of a network's input and outputs, which carry their sizes.
enum SampleTypes {
    /// The type of several outputs: each is a property with a type of its own.
    static func text(_ outputs: [SizedOutput], access: String) -> String {
        var (properties, types) = (SwiftNames(taken: ["shapes", "outputs", "hash", "hashValue", "self"]), SwiftNames())
        let written = outputs.map { output in
            (
                output: output, property: properties.member(output.name, orElse: "output"),
                type: types.type("\(output.name) Output")
            )
        }
        let declarations = written.map { output, property, type in
            """
            /// The output of `\(SwiftText.comment(output.name))`.
            \(access)var \(property): \(type)
            """
        }
        let nested = written.map { output, _, type in
            text(
                type, output.shape, documentation: "\(description(of: output.shape).capitalizedFirst).", access: access)
        }
        let shapes = written.map { "\($0.type).shape" }
        let assignments = written.enumerated().map { "\($1.property) = \($1.type)(unchecked: outputs[\($0)])" }
        return """
            /// The outputs for one sample.
            \(access)struct Output: NetworkOutput {
                \(access)static var shapes: [TensorShape] { [\(shapes.joined(separator: ", "))] }

            \(declarations.joined(separator: "\n").indented(by: 4))

                \(access)init(outputs: [[Float]]) {
            \(assignments.joined(separator: "\n").indented(by: 8))
                }

            \(nested.joined(separator: "\n\n").indented(by: 4))
            }
            """
    }

    /// `a map of 7x7x64, height x width x channels`, or `10 numbers`.
    static func description(of size: TensorShape) -> String {
        size.isFeatureMap ? "a map of \(size), height x width x channels" : "\(size) numbers"
    }

    static func text(_ name: String, _ size: TensorShape, documentation: String, access: String) -> String {
        return """
            /// \(documentation)
            \(access)struct \(name): \(size.isFeatureMap ? "FeatureMap" : "UnitVector") {
                \(access)static var shape: TensorShape { \(ValueText.literal(size)) }

                \(access)var values: [Float]

                \(access)init(unchecked values: [Float]) { self.values = values }
            }
            """
    }
}
