import ArgumentParser
import Basics
import OperatingSystem
import SpecCompiler
import SpecRuns

struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes Swift: a package that trains the network, or the network's source alone.",
        discussion: """
            An --output that ends in .swift is the network's source alone, for a build of your own: it is written whole \
            or not at all, and left untouched where nothing changed. --depfile says what it was made from, for make \
            and ninja. docs/build-steps.md has recipes.

            Without --output the source of each spec is written beside it, as NAME.strata.swift, for those who commit it: \
            never over an edit made by hand, unless with --force.

            Any other --output is the folder of a package, with the network as a type, how to train it, and a small \
            main. Build and run it as any other: swift run -c release --package-path FOLDER.

            main.swift and .gitignore are written once, and yours from then on. The other files follow the spec: they \
            are written again when it changes, but never over an edit made by hand, unless with --force. What has not \
            changed stays untouched; what a renamed model leaves is removed.
            """)

    @Argument(
        help: ArgumentHelp(
            "The spec; without --output also several, and of a folder every \(SpecFiles.suffix) in it.",
            valueName: "spec"), completion: .spec)
    var specs: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where to write: a package's folder, or a file that ends in .swift.", valueName: "place"),
        completion: .file())
    var output: String?

    @Option(
        help: ArgumentHelp(
            """
            Where the package finds Strata's runtime: the folder of a checkout, or a repository's URL. By default the \
            sources that this program was built or installed with.
            """, valueName: "place"), completion: .directory)
    var runtime: String?

    @Flag(help: "Write over edits made by hand, and into a folder that holds another package.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "Of an --output that ends in .swift: where to write what it was made from.", valueName: "file"),
        completion: .file())
    var depfile: String?

    @Option(
        help: ArgumentHelp(
            "Of a source: who may use the type: public, package or internal (the default).", valueName: "word"))
    var access: SourceOptions.Access?

    @Option(
        help: ArgumentHelp(
            "Of a source: a configuration, as \(GenerationConfiguration.fileName) in a package.", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var config: String?

    @Flag(help: "Of a source: write nothing; exit with 1 if it is not what the spec gives.")
    var check = false

    @Flag(help: "Show nothing but what is wrong.")
    var quiet = false

    /// The folder of a package, if one is to be written.
    private var package: String? { output.flatMap { ExportTargets.target(ofFile: $0) == nil ? $0 : nil } }

    private var sources: GenerateRun {
        var run = GenerateRun(specs)
        run.output = output
        run.configuration = config
        run.access = access
        run.depfile = depfile
        run.checks = check
        run.isForced = force
        run.isQuiet = quiet
        return run
    }

    func validate() throws {
        guard package != nil else {
            if runtime != nil { throw ValidationError("--runtime is for packages") }
            return try checked(sources.validate)
        }
        if specs.count != 1 { throw ValidationError("a package is of one spec") }
        if depfile != nil || access != nil || config != nil || check {
            throw ValidationError("--depfile, --access, --config and --check are for an --output that ends in .swift")
        }
    }

    func run() throws {
        guard let package else { return try sources.run() }
        let (spec, folder) = (specs[0], PackageFolder(path: package))
        let export = Export(
            try SpecFiles.compile(spec), specPath: Path.fileName(of: spec),
            data: .below(SpecFiles.absoluteFolder(of: spec)))
        let files = try SwiftTarget(.package(RuntimePlace.find(runtime))).files(for: export)
        if !force { try folder.refuseToLoseEdits(of: files) }
        let changes = try folder.write(files, force: force)
        if quiet { return }
        for change in changes { try Terminal.output.write(change.line) }
        try Terminal.output.write("\nTrain it with: swift run -c release --package-path \(package)\n")
    }
}

extension SourceOptions.Access: ExpressibleByArgument {}
