import SizeInference
import NetworkTerms
import SpecLanguage

/// Writes the types of a network's input and output, which carry their sizes.
enum SampleTypes {
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
