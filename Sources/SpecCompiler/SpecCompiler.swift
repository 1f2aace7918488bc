@_exported import SizeInference
@_exported import SourceGeneration
@_exported import SpecLanguage
@_exported import SpecLint
@_exported import SpecText

/// The whole way of a spec: text, located tree, network, sized network, findings. Bytes in, values out: nothing here opens
/// a file, prints or traps.
public enum SpecCompiler {
    /// What became of a spec.
    public struct Compilation: Sendable {
        public var source: SourceFile
        public var spec: Spec
        /// The layers whose sizes are known, also where others have mistakes.
        public var layers: [SizedLayer]
        /// Nil where any size is unknown or wrong.
        public var network: SizedNetwork?
        /// Everything that was found, in the order of the text.
        public var diagnostics: [Diagnostic]

        /// The network, if there is nothing wrong with the spec at all.
        public var accepted: SizedNetwork? { diagnostics.hasErrors ? nil : network }
    }

    public static func compile(_ source: SourceFile) -> Compilation {
        let (document, textFindings) = YAMLParser.parse(source)
        let (spec, languageFindings) = SpecReader.read(document)
        let sizes = SizeInference.infer(spec)
        let lintFindings = sizes.network.map(Linter.lint) ?? []
        return Compilation(
            source: source, spec: spec, layers: sizes.layers, network: sizes.network,
            diagnostics: (textFindings + languageFindings + sizes.diagnostics + lintFindings).inSourceOrder().unique())
    }
}
