import SpecCompiler

/// Everything that a compiled network is, as text: two networks are the same where their texts are.
public enum NetworkText {
    public static func of(_ network: SizedNetwork) -> String {
        let files = PackageSource.generate(network, specPath: "test", runtime: .checkout(path: "strata"))
        let layers = network.layers.map {
            "\($0.name) \($0.layer.kind) \($0.input) \($0.output) \($0.cost) \($0.isHead) \($0.layer.arguments.text)"
        }
        let heads = network.auxiliaryHeads.map { "\($0.head.name.value) \($0.cost)" }
        return
            (layers + heads + ["\(TrainingSettings(network.spec))"] + files.map { "\($0.path)\n\($0.text)" })
            .joined(separator: "\n")
    }

    /// Of a spec: the network, or the rules of what was found.
    public static func of(_ source: SourceFile, load: SpecCompiler.Loader = { _ in .problem("is not there") }) -> String
    {
        let compilation = SpecCompiler.compile(source, load: load)
        if let network = compilation.accepted { return of(network) }
        return compilation.diagnostics.map { "\($0.severity) \($0.rule)" }.sorted().joined(separator: "\n")
    }
}
