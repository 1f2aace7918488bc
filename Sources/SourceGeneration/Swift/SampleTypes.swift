import SizeInference
import SpecLanguage

/// Writes the types of a network's input and output, which carry their sizes.
enum SampleTypes {
    static func text(_ name: String, _ size: TensorSize, documentation: String, access: String) -> String {
        let shape =
            size.isFeatureMap
            ? "TensorShape(height: \(size.axes[0]), width: \(size.axes[1]), channels: \(size.axes[2]))"
            : "TensorShape(units: \(size.channels))"
        return """
            /// \(documentation)
            \(access)struct \(name): \(size.isFeatureMap ? "FeatureMap" : "UnitVector") {
                \(access)static var shape: TensorShape { \(shape) }

                \(access)var values: [Float]

                \(access)init(unchecked values: [Float]) { self.values = values }
            }
            """
    }
}
