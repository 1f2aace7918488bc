import ArgumentParser
import SpecCompiler

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a Swift package that trains the network.",
        discussion: """
            The package has the network as a type, and a small main. Build and run it as any other: \
            swift run -c release --package-path FOLDER. Files that have not changed stay untouched.
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

    @Flag(help: "Write into a folder that holds another package.")
    var force = false

    func run() throws {
        let network = try SpecFiles.compileForTraining(spec)
        let name = spec.split(separator: "/").last.map(String.init) ?? spec
        let files = PackageSource.generate(network, specPath: name, runtime: try place())
        let manifest = output + "/Package.swift"
        if !force, let old = try? ByteFile.read(manifest, atMost: 4096),
            !String(decoding: old, as: UTF8.self).contains(PackageSource.mark)
        {
            throw Failure.work("\(output) holds a package that Strata did not write; choose another folder, or --force")
        }
        for file in files {
            let path = "\(output)/\(file.path)"
            let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw Failure.work("\(folder): the folder can't be made: \(error)")
            }
            do {
                let isNew = try ByteFile.write(file.text, to: path)
                Terminal.output.write("\(isNew ? "wrote    " : "unchanged") \(path)\n")
            } catch let problem as ByteFile.Problem {
                throw Failure.work("\(path): \(problem.reason)")
            }
        }
        Terminal.output.write("\nTrain it with: swift run -c release --package-path \(output)\n")
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
