import ArgumentParser
import Basics
import OperatingSystem
import SpecCompiler
import SpecRuns

struct Shapes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shapes",
        abstract: "Shows the size of every layer's output, its parameters and its multiply-accumulates.",
        discussion: """
            Sizes are height x width x channels of one sample, or the units of a vector. Multiply-accumulates are \
            counted for convolutions and fully connected layers in one sample's forward pass.

            If a spec leaves numbers open, each layer's row shows all possible sizes. --input and --output try a size \
            without editing the spec, whose `expect` lines are then ignored.

            If a spec has errors, the table shows what is known.
            """)

    @Argument(help: ArgumentHelp("The spec.", valueName: "spec"), completion: .spec)
    var spec: String

    @Flag(help: "Write JSON for other programs.")
    var json = false

    @Flag(help: "Show the receptive field of each layer in pixels of the input, its stride, and its padding.")
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
        // Costs are of most interest if the network exceeds its budget, so that isn't an obstacle.
        let network: SizedNetwork
        let isSound = !compilation.diagnostics.contains { $0.severity == .error && !$0.isOfCost }
        if isSound, let sound = compilation.network {
            SpecFiles.show(compilation.diagnostics, in: compilation.sources)
            network = sound
        } else {
            if !json, let known = KnownShapesTable(compilation: compilation, terminal: .output).text {
                try Terminal.output.write(known + "\n\n")
            }
            network = try SpecFiles.network(of: compilation)
        }
        let text =
            json
            ? ShapesJSON(network: network, inputs: LegalInputs(network), source: compilation.source).text
            : Self.text(network, showsFields: receptiveField, terminal: .output)
        try Terminal.output.write(text + "\n")
        if compilation.diagnostics.hasErrors { throw Failure.findings }
    }

    /// The tables of a network, for people.
    static func text(_ network: SizedNetwork, showsFields: Bool = false, terminal: Terminal) -> String {
        let table = ShapesTable(network: network, terminal: terminal, showsFields: showsFields).text
        let notes = [LegalInputs(network)?.text(columns: terminal.columns), memory(of: network)].compactMap { $0 }
        return notes.isEmpty ? table : table + "\n\n" + notes.joined(separator: "\n")
    }

    /// The memory that the network needs, unless that is more than can be counted.
    private static func memory(of network: SizedNetwork) -> String? {
        let estimate = MemoryEstimate(network)
        guard let inference = estimate.inference else { return nil }
        var training = ""
        if network.spec.training != nil, let bytes = estimate.training {
            training = ", \(byteCount(bytes)) for training with \(counted(estimate.batch, "sample")) in a batch"
        }
        return "Memory: about \(byteCount(inference)) for inference\(training)."
    }
}
