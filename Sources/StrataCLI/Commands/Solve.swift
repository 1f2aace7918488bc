import ArgumentParser
import Basics
import OperatingSystem
import SpecCompiler
import SpecRuns

struct Solve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Finds every way to fill in the numbers that a spec leaves open with `?`.",
        discussion: """
            `?` can replace input sizes, kernels, strides, padding, dilation, filters, units, and `repeat`; without an \
            `input`, its whole size is open. Conventional answers come first and are marked: odd kernels with half \
            padding, strides of 1 and 2, round numbers of channels.

            The list is complete within the bounds, which are printed below it together with any limit that was reached.
            """)

    @Argument(help: ArgumentHelp("The spec.", valueName: "spec"), completion: .spec)
    var spec: String

    @Flag(help: "Write JSON for other programs.")
    var json = false

    @Flag(help: "Write the first answer, or the one chosen with --answer, into the spec; nothing else in it changes.")
    var write = false

    @Option(
        help: ArgumentHelp(
            "The number of the answer to write; for independent tables, one number each: 2,1.", valueName: "numbers")
    )
    var answer: String?

    @Flag(help: "Show all answers, not only the first twenty.")
    var all = false

    @OptionGroup var sizes: SizeOptions

    @Option(help: ArgumentHelp("The largest kernel to try.", valueName: "pixels"))
    var largestKernel = SearchBounds().kernel

    @Option(help: ArgumentHelp("The largest stride to try.", valueName: "pixels"))
    var largestStride = SearchBounds().stride

    @Option(help: ArgumentHelp("The most padding to try.", valueName: "pixels"))
    var largestPadding = SearchBounds().padding

    @Option(help: ArgumentHelp("The most repetitions of a `repeat` to try.", valueName: "passes"))
    var mostRepeats = SearchBounds().repeats

    @Option(help: ArgumentHelp("The most answers to list.", valueName: "answers"))
    var mostAnswers = SearchBounds().answers

    func validate() throws {
        let numbers = [
            ("--largest-kernel", largestKernel, 1), ("--largest-stride", largestStride, 1),
            ("--largest-padding", largestPadding, 0), ("--most-repeats", mostRepeats, 1),
            ("--most-answers", mostAnswers, 1),
        ]
        for (name, value, least) in numbers where value < least || value > 1 << 16 {
            throw ValidationError("\(name) must be an integer from \(least) to 65536")
        }
    }

    private var bounds: SearchBounds {
        var bounds = SearchBounds()
        bounds.kernel = largestKernel
        bounds.stride = largestStride
        bounds.padding = largestPadding
        bounds.repeats = mostRepeats
        bounds.answers = mostAnswers
        return bounds
    }

    func run() throws {
        let compilation = try SpecFiles.compilation(of: spec, overriding: sizes.overrides)
        let findings = compilation.diagnostics.exceptOpenSizes
        SpecFiles.show(findings.filter { $0.severity == .error }, in: compilation.sources)
        guard !findings.hasErrors else { throw Failure.findings }
        guard !compilation.spec.openNumbers.isEmpty else {
            try Terminal.output.write(
                json
                    ? SolutionJSON(spec: compilation.spec, solution: nil, source: compilation.source).text + "\n"
                    : "\(spec.escaped): no numbers are open; replace a number with `?` to solve for it\n")
            return
        }
        let solution = SizeSolver.solve(compilation.spec, bounds: bounds)
        if json {
            try Terminal.output.write(
                SolutionJSON(spec: compilation.spec, solution: solution, source: compilation.source).text + "\n")
        } else {
            try Terminal.output.write(
                SolutionTable(
                    spec: compilation.spec, solution: solution, bounds: bounds, shown: all ? .max : 20,
                    terminal: .output
                ).text + "\n")
        }
        if solution.isImpossible {
            SpecFiles.show(compilation.diagnostics.filter { $0.rule == .noSizeFits }, in: compilation.sources)
            throw Failure.findings
        }
        if write || answer != nil { try fill(compilation, solution) }
    }

    private func fill(_ compilation: SpecCompiler.Compilation, _ solution: SizeSolution) throws {
        let chosen = try choice(of: solution)
        let edits = compilation.spec.edits(filling: chosen, in: compilation.source)
        let result = compilation.source.applying(edits)
        let hasChanged = result.bytes != compilation.source.bytes
        if hasChanged { try SpecFiles.replace(spec, with: result.bytes) }
        Terminal.errors.tell("\(hasChanged ? "wrote" : "unchanged") \(spec.escaped)\n")
        let open = compilation.spec.openNumbers.filter { chosen[$0] == nil }
        if !open.isEmpty {
            Terminal.errors.tell(
                "still open, because several sizes fit: \(open.map(\.shortTitle.shown).joined(separator: ", "))\n")
        }
        let elsewhere = compilation.spec.openNumbers.filter { $0.span.file != 0 && chosen[$0] != nil }
        if !elsewhere.isEmpty {
            Terminal.errors.tell(
                "not written, because they are in another file: \(elsewhere.map(\.shortTitle.shown).joined(separator: ", "))\n"
            )
        }
    }

    private func choice(of solution: SizeSolution) throws -> [OpenNumber: Int] {
        let wanted = try answer.map { text in
            try text.split(separator: ",").map { part in
                guard let number = Int(part), number >= 1 else {
                    throw Failure.work("--answer needs numbers from 1, such as 2 or 2,1, not `\(text)`")
                }
                return number
            }
        }
        if let wanted, wanted.count != solution.parts.count {
            throw Failure.work("--answer needs \(counted(solution.parts.count, "number")) here, one per table")
        }
        var chosen: [OpenNumber: Int] = [:]
        for (index, part) in solution.parts.enumerated() {
            let number = wanted?[index] ?? 1
            guard number <= part.answers.count else {
                throw Failure.work("answer \(number) doesn't exist; the table has \(part.answers.count)")
            }
            chosen.merge(part.answers[number - 1].values) { $1 }
        }
        return chosen
    }
}
