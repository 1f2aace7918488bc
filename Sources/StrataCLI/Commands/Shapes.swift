import ArgumentParser
import SpecCompiler

struct Shapes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the size of every layer's output, its parameters and its multiply-accumulates.",
        discussion: """
            Sizes are height x width x channels of one sample, or the units of a vector. Multiply-accumulates are \
            those of convolutions and fully connected layers in one sample's forward pass.

            Where a spec leaves numbers open, each layer's row shows all the sizes that it may have. With --input or \
            --output a size is tried without editing; the spec's own `expect` lines are left aside then.
            """)

    @Argument(help: ArgumentHelp("The spec.", valueName: "spec"))
    var spec: String

    @Flag(help: "Write JSON for other programs.")
    var json = false

    @OptionGroup var sizes: SizeOptions

    func run() throws {
        let compilation = try SpecFiles.compilation(of: spec, overriding: sizes.overrides)
        if !compilation.diagnostics.exceptOpenSizes.hasErrors, compilation.diagnostics.hasErrors,
            let solution = compilation.solution, let open = OpenSizes(compilation.spec, solution)
        {
            try Terminal.output.write(
                (json
                    ? OpenShapesJSON(spec: compilation.spec, sizes: open, source: compilation.source).text
                    : OpenShapesTable(spec: compilation.spec, sizes: open, terminal: .output).text) + "\n")
            return
        }
        SpecFiles.show(compilation.diagnostics, of: compilation)
        guard let network = compilation.accepted else { throw Failure.findings }
        let inputs = LegalInputs(network)
        let text =
            json
            ? ShapesJSON(network: network, inputs: inputs, source: compilation.source).text
            : ShapesTable(network: network, terminal: .output).text + (inputs.map { "\n\n" + $0.text } ?? "")
        try Terminal.output.write(text + "\n")
    }
}
