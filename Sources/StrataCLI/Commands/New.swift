import ArgumentParser
import Basics
import OperatingSystem
import SpecCompiler
import SpecRuns

struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begins a package: a spec, the build plugin, a program that trains, a test, a README.",
        discussion: """
            The package builds and trains at once. It takes Strata from where this program came from: the repository \
            that its checkout was cloned from, the checkout itself, or the sources installed with the program. In the \
            package, STRATA_PATH in the environment takes precedence.
            """)

    @Argument(help: ArgumentHelp("The package's name, or a path that ends in it.", valueName: "name"))
    var path: String

    @Option(
        help: ArgumentHelp("Take Strata from a checkout on this machine.", valueName: "folder"), completion: .directory)
    var strataPath: String?

    @Option(help: ArgumentHelp("Take Strata from a repository.", valueName: "url"))
    var strataURL: String?

    func validate() throws {
        if strataPath != nil, strataURL != nil {
            throw ValidationError("--strata-path and --strata-url can't be combined")
        }
    }

    func run() throws {
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        let name = Path.fileName(of: folder)
        guard name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_\-]*/) != nil else {
            throw Failure.work(
                "\(name): a package's name can contain letters, digits, `-`, and `_`, and must start with a letter")
        }
        guard try PackageFolder(path: folder).isFree() else {
            throw Failure.work("\(folder): this folder isn't empty; choose another name")
        }
        let scaffold = PackageScaffold(name: name, place: try place())
        for change in try PackageFolder(path: folder).write(scaffold.files, force: false) {
            try Terminal.output.write(change.line)
        }
        try Terminal.output.write(
            """

            Now edit \(Path.join(folder, scaffold.specPath).escaped), and train:
              \(shellCommand(["cd", folder]))
              swift run -c release train

            """)
    }

    private func place() throws -> PackageScaffold.Place {
        if let strataURL { return .repository(url: strataURL, branch: "main") }
        if let strataPath {
            guard let checkout = Checkout(at: strataPath) else {
                throw Failure.work("\(strataPath): this folder isn't a checkout of Strata")
            }
            return .checkout(path: checkout.path)
        }
        guard let path = Checkout.ofThisProgram else {
            throw Failure.work(
                "can't find Strata's sources near this program; specify a repository with --strata-url or a checkout with --strata-path"
            )
        }
        if let origin = Checkout.origin(of: path) { return .repository(url: origin, branch: "main") }
        return .checkout(path: path)
    }
}
