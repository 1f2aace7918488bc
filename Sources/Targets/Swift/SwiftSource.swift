import SizeInference

/// The Swift source of a network in one file: the network, and how it is trained, if the spec has a training section.
public enum SwiftSource {
    /// - Parameters:
    ///   - specPath: the spec's name in the first line of the source.
    ///   - data: how the paths of IDX files and tables are written.
    public static func generate(
        _ network: SizedNetwork, specPath: String, options: SourceOptions = SourceOptions(), data: DataPath = .asWritten
    ) -> String {
        var text = NetworkSource.generate(network, specPath: specPath, options: options)
        if options.parts.contains(.training), network.spec.training != nil {
            text += "\n" + TrainingSource.extensionOfNetwork(network, options: options, data: data)
        }
        return text
    }
}
