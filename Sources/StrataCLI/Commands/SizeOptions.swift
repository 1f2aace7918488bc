import ArgumentParser
import SpecCompiler

/// Sizes to try without editing a spec.
struct SizeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Try this input, such as 200x300x3 or ?x?x3.", valueName: "size"))
    var input: String?

    @Option(
        help: ArgumentHelp(
            "Require this size of the last feature map (7x7x512) or of the final vector (10); the input's height and width are then open.",
            valueName: "size"))
    var output: String?

    var overrides: SizeOverrides { SizeOverrides(input: input, output: output) }
}

extension Collection<Diagnostic> {
    /// The findings except those about open numbers, which the output itself shows.
    var exceptOpenSizes: [Diagnostic] {
        filter { ![.unknownSize, .noSizeFits].contains($0.rule) && $0.subject != .missing("input") }
    }
}
