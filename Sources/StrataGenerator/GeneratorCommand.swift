import SpecCompiler
import SpecReports
import SpecRuns

/// The tool's commands: those of `strata` that don't need the runtime, with the same options.
enum GeneratorCommand: String, CaseIterable {
    /// Checks specs.
    case check
    /// Formats specs.
    case format
    /// Generates Swift from specs.
    case generate

    /// Options without a value.
    var flags: Set<String> {
        switch self {
        case .check: ["--fix", "--dry-run", "--statistics", "--exit-zero", "--watch", "--no-cache"]
        case .format: ["--check", "--diff", "--longhand"]
        case .generate: ["--check", "--force", "--quiet"]
        }
    }

    /// Options with a value.
    var options: Set<String> {
        switch self {
        case .check: ["--format", "--select", "--ignore", "--severity", "--stdin-filename"]
        case .format: []
        case .generate: ["--output", "--config", "--depfile", "--access", "--input", "--project-root"]
        }
    }

    static let usage = """
        usage: strata-generate check SPEC|FOLDER|-... [--format FORMAT] [--select RULES] [--ignore RULES]
                             [--severity SEVERITY] [--statistics] [--fix [--dry-run]] [--exit-zero]
                             [--stdin-filename PATH] [--watch] [--no-cache]
               strata-generate format SPEC|FOLDER|-... [--check] [--diff] [--longhand]
               strata-generate generate SPEC --output FILE.swift [--check] [--config FILE] [--depfile FILE]
                             [--access WORD] [--input FILE]... [--project-root FOLDER] [--quiet]
               strata-generate generate SPEC|FOLDER... [--check] [--force] [--config FILE] [--access WORD] [--quiet]
               strata-generate --version

        check     check specs
        format    format specs
        generate  write the Swift of one spec to a file, or of each spec next to it, as NAME.strata.swift

        `strata --help` explains the options. --input is for a file that the build knows as an input; --project-root
        is the last folder in which to look for .strata.yml.
        """

    func run(_ arguments: GeneratorArguments) throws {
        switch self {
        case .check: try check(arguments)
        case .format: try format(arguments)
        case .generate: try generate(arguments)
        }
    }

    private func check(_ arguments: GeneratorArguments) throws {
        var run = CheckRun(arguments.paths)
        run.format = try arguments.choice("--format") ?? .text
        run.fixes = arguments.has("--fix")
        run.isDry = arguments.has("--dry-run")
        run.selected = arguments.values("--select")
        run.ignored = arguments.values("--ignore")
        run.severity = arguments.value("--severity")
        run.showsStatistics = arguments.has("--statistics")
        run.acceptsErrors = arguments.has("--exit-zero")
        run.inputName = arguments.value("--stdin-filename")
        run.watches = arguments.has("--watch")
        run.usesCache = !arguments.has("--no-cache")
        try run.validate()
        try run.run()
    }

    private func format(_ arguments: GeneratorArguments) throws {
        var run = FormatRun(arguments.paths)
        run.checks = arguments.has("--check")
        run.showsDifference = arguments.has("--diff")
        run.isLonghand = arguments.has("--longhand")
        try run.run()
    }

    private func generate(_ arguments: GeneratorArguments) throws {
        var run = GenerateRun(arguments.paths)
        run.output = arguments.value("--output")
        run.configuration = arguments.value("--config")
        run.access = try arguments.choice("--access")
        run.depfile = arguments.value("--depfile")
        run.checks = arguments.has("--check")
        run.isForced = arguments.has("--force")
        run.isQuiet = arguments.has("--quiet")
        run.declaredInputs = arguments.has("--input") ? arguments.values("--input") : nil
        run.projectRoot = arguments.value("--project-root")
        if let output = run.output, !output.hasSuffix(".swift") {
            throw Failure.Misuse("--output must be a file that ends in .swift; use `strata generate` for packages")
        }
        try run.validate()
        try run.run()
    }
}
