import Basics
import ArgumentParser
import SpecCompiler

struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes Swift: a package that trains the network, or the network's source alone.",
        discussion: """
            An --output that ends in .swift is the network's source alone, for a build of your own: it is written whole \
            or not at all, and left untouched where nothing changed. --depfile says what it was made from, for make \
            and ninja. docs/build-steps.md has recipes.

            Any other --output is the folder of a package, with the network as a type, how to train it, and a small \
            main. Build and run it as any other: swift run -c release --package-path FOLDER.

            main.swift and .gitignore are written once, and yours from then on. The other files follow the spec: they \
            are written again when it changes, but never over an edit made by hand, unless with --force. What has not \
            changed stays untouched; what a renamed model leaves behind is removed.
            """)

    @Argument(help: ArgumentHelp("The spec.", valueName: "spec"))
    var spec: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where to write: a package's folder, or a file that ends in .swift.", valueName: "place"))
    var output: String

    @Option(
        help: ArgumentHelp(
            """
            Where the package finds Strata's runtime: the folder of a checkout, or a repository's URL. By default the \
            checkout that this program was built in.
            """, valueName: "place"))
    var runtime: String?

    @Flag(help: "Write over edits made by hand, and into a folder that holds another package.")
    var force = false

    @Option(
        help: ArgumentHelp("Of a .swift file: where to write what it was made from.", valueName: "file"))
    var depfile: String?

    @Option(
        help: ArgumentHelp(
            "Of a .swift file: who may use the type: public, package or internal (the default).", valueName: "word"))
    var access: SourceOptions.Access?

    @Option(
        help: ArgumentHelp(
            "Of a .swift file: a configuration, as \(GenerationConfiguration.fileName) in a package.", valueName: "file"
        ))
    var config: String?

    @Flag(help: "Of a .swift file: write nothing; exit with 1 if it is not what the spec gives.")
    var check = false

    private var isSource: Bool { output.hasSuffix(".swift") }

    func validate() throws {
        if isSource {
            guard runtime == nil, !force else {
                throw ValidationError("--runtime and --force are for packages; \(output) is a file.")
            }
        } else if depfile != nil || access != nil || config != nil || check {
            throw ValidationError(
                "--depfile, --access, --config and --check are for an --output that ends in .swift.")
        }
        if check, depfile != nil { throw ValidationError("--check writes nothing, so --depfile has no meaning.") }
    }

    func run() throws {
        if isSource { try writeSource() } else { try writePackage() }
    }

    private func writeSource() throws {
        var build = SourceBuild(spec: spec, output: output, access: access ?? .internal)
        build.configuration = config
        build.depfile = depfile
        guard check else {
            let hasChanged = try build.run()
            try Terminal.output.write("\((hasChanged ? "wrote" : "unchanged").padded(to: 9)) \(output)\n")
            return
        }
        if try !build.isUpToDate() { throw Failure.findings }
    }

    private func writePackage() throws {
        let network = try SpecFiles.compileForTraining(spec)
        let files = PackageSource.generate(
            network, specPath: SpecFiles.fileName(of: spec), runtime: try RuntimePlace.find(runtime),
            data: .below(SpecFiles.absoluteFolder(of: spec)))
        let folder = PackageFolder(path: output)
        if !force { try folder.refuseToLoseEdits(of: files) }
        for change in try folder.write(files, force: force) {
            try Terminal.output.write("\(change.word.padded(to: 9)) \(change.path)\n")
        }
        try Terminal.output.write("\nTrain it with: swift run -c release --package-path \(output)\n")
    }
}

extension SourceOptions.Access: ExpressibleByArgument {}
