import ArgumentParser
import SpecCompiler

struct Shapes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the size of every layer's output, its parameters and its multiply-accumulates.",
        discussion: """
            Sizes are height x width x channels of one sample, or the units of a vector. Multiply-accumulates are \
            those of convolutions and fully connected layers in one sample's forward pass.
            """)

    @Argument(help: ArgumentHelp("The spec.", valueName: "spec"))
    var spec: String

    @Flag(help: "Write JSON for other programs.")
    var json = false

    @Flag(help: "Show how many pixels of the input each layer sees, how far its fields are apart, and their padding.")
    var receptiveField = false

    func run() throws {
        let (source, network) = try SpecFiles.compile(spec)
        let text =
            json
            ? ShapesJSON(network: network, source: source).text
            : ShapesTable(network: network, terminal: .output, showsFields: receptiveField).text
        try Terminal.output.write(text + "\n")
    }
}
