import ArgumentParser
import Basics
import OperatingSystem
import SpecCompiler
import SpecRuns

struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes Swift: a package that trains the network, or the network's source alone.",
        discussion: """
            An --output that ends in .swift is only the network's source, for your own build: it is written atomically, \
            and isn't touched if nothing changed. --depfile writes the source files, for make and ninja. \
            docs/build-steps.md has recipes.

            Without --output, the source of each spec is written next to it, as NAME.strata.swift, to be checked in. \
            Edits made by hand are overwritten only with --force.

            Any other --output is the folder of a package that contains the network as a type, the code to train it, and \
            a small main. Build and run it like any other package: swift run -c release --package-path FOLDER.

            main.swift and .gitignore are written once, and are yours from then on. The other files follow the spec: \
            they are updated when it changes, but edits made by hand are overwritten only with --force. Unchanged files \
            aren't touched; the files of a renamed model are removed.
            """)

    @Argument(
        help: ArgumentHelp(
            "The spec; without --output, also several; for a folder, every \(SpecFiles.suffix) in it.",
            valueName: "spec"),
        completion: .spec)
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

    @Flag(help: "Overwrite edits made by hand, and files in a folder that contains another package.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "For an --output that ends in .swift: where to write the list of its source files.", valueName: "file"),
        completion: .file())
    var depfile: String?

    @Option(
        help: ArgumentHelp(
            "For a source: the access level of the type: public, package, or internal (the default).", valueName: "word"
        ))
    var access: SourceOptions.Access?

    @Option(
        help: ArgumentHelp(
            "For a source: a configuration, like \(GenerationConfiguration.fileName) in a package.", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var config: String?

    @Flag(help: "For a source: write nothing; exit with 1 if it doesn't match the spec.")
    var check = false

    @Flag(help: "Print only errors and warnings.")
    var quiet = false

    /// The folder of the package to write; nil for a source.
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
        // A package in the root folder would mix with the system's own files.
        if let output, output.isEmpty || File.isRoot(output) {
            throw ValidationError("--output can't be \(output.isEmpty ? "empty" : "the root folder")")
        }
        guard package != nil else {
            if runtime != nil { throw ValidationError("--runtime can only be used for a package") }
            return try checked(sources.validate)
        }
        if specs.count != 1 { throw ValidationError("a package needs exactly one spec") }
        if depfile != nil || access != nil || config != nil || check {
            throw ValidationError("--depfile, --access, --config, and --check can't be used for a package")
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
        try Terminal.output.write(
            "\nTrain it with: \(shellCommand(["swift", "run", "-c", "release", "--package-path", package]))\n")
    }
}

extension SourceOptions.Access: ExpressibleByArgument {}
