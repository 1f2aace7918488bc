import SpecRuns
import OperatingSystem
import Basics
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

    @Argument(help: ArgumentHelp("The spec.", valueName: "spec"), completion: .spec)
    var spec: String

    @Flag(help: "Write JSON for other programs.")
    var json = false

    @Flag(help: "Show how many pixels of the input each layer sees, how far its fields are apart, and their padding.")
    var receptiveField = false

    @OptionGroup var sizes: SizeOptions

    func run() throws {
        let compilation = try SpecFiles.compilation(of: spec, overriding: sizes.overrides)
        if !compilation.diagnostics.exceptOpenSizes.hasErrors, compilation.diagnostics.hasErrors,
            let solution = compilation.solution, let open = OpenSizes(compilation.sized.graph, solution)
        {
            try Terminal.output.write(
                (json
                    ? OpenShapesJSON(spec: compilation.spec, sizes: open, source: compilation.source).text
                    : OpenShapesTable(spec: compilation.spec, sizes: open, terminal: .output).text) + "\n")
            return
        }
        // What a layer costs is asked most where the network costs too much.
        let network: SizedNetwork
        let isSound = !compilation.diagnostics.contains { $0.severity == .error && !$0.isOfCost }
        if isSound, let sound = compilation.network {
            SpecFiles.show(compilation.diagnostics, of: compilation)
            network = sound
        } else {
            network = try SpecFiles.network(of: compilation)
        }
        let text =
            json
            ? ShapesJSON(network: network, inputs: LegalInputs(network), source: compilation.source).text
            : Self.text(network, showsFields: receptiveField, terminal: .output)
        try Terminal.output.write(text + "\n")
        if compilation.diagnostics.hasErrors { throw Failure.findings }
    }

    /// What a person is shown of a network.
    static func text(_ network: SizedNetwork, showsFields: Bool = false, terminal: Terminal) -> String {
        let inputs = LegalInputs(network).map { "\n\n" + $0.text } ?? ""
        return ShapesTable(network: network, terminal: terminal, showsFields: showsFields).text + inputs
    }
}
