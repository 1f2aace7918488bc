import ArgumentParser
import SpecCompiler

struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a Swift package that trains the network.",
        discussion: """
            The package has the network as a type, how to train it, and a small main. Build and run it as any other: \
            swift run -c release --package-path FOLDER.

            main.swift and .gitignore are written once, and yours from then on. The other files follow the spec: they \
            are written again when it changes, but never over an edit made by hand, unless with --force. What has not \
            changed stays untouched; what a renamed model leaves behind is removed.
            """)

    @Argument(help: ArgumentHelp("The spec.", valueName: "spec"))
    var spec: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the package.", valueName: "folder"))
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

    func run() throws {
        let network = try SpecFiles.compileForTraining(spec)
        let name = spec.split(separator: "/").last.map(String.init) ?? spec
        let specFolder = SpecFiles.folder(of: spec)
        let files = PackageSource.generate(
            network, specPath: name, runtime: try place(),
            dataFolder: ByteFile.absolutePath(specFolder.isEmpty ? "." : specFolder) ?? specFolder)
        let folder = PackageFolder(path: output)
        if !force { try folder.refuseToLoseEdits(of: files) }
        for change in try folder.write(files, force: force) {
            try Terminal.output.write("\(change.word.padded(to: 9)) \(change.path)\n")
        }
        try Terminal.output.write("\nTrain it with: swift run -c release --package-path \(output)\n")
    }

    private func place() throws -> PackageSource.Runtime {
        guard let runtime else {
            guard let checkout = Checkout.ofThisProgram else {
                throw Failure.work(
                    "this program lies outside a checkout of Strata; say where its runtime is with --runtime")
            }
            return .checkout(path: checkout)
        }
        if runtime.contains("://") || runtime.hasPrefix("git@") {
            return .repository(url: runtime, from: Strata.configuration.version)
        }
        guard let checkout = Checkout(at: runtime) else {
            throw Failure.work("\(runtime): there is no checkout of Strata in this folder")
        }
        return .checkout(path: checkout.path)
    }
}
