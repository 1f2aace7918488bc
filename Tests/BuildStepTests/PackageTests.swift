import Foundation
import TestSupport
import Testing

extension BuildSteps {
    /// What `strata generate` writes to a folder, built and run.
    @Suite("A generated package") struct PackageTests {
        @Test(
            "a generated package finds its table from any folder, trains to the same weights as `strata train`, and stops at Ctrl-C"
        )
        func table() throws {
            let folder = try TemporaryFolder()
            let strata = Shell.buildFolder.appendingPathComponent("strata").path
            let spec = Repository.root.appendingPathComponent("Specs/penguins.strata.yaml").path
            let package = folder.url.appendingPathComponent("package").path
            let made = try Shell.run(
                strata, ["generate", spec, "--output", package, "--runtime", Repository.root.path])
            #expect(made.code == 0, "\(made.errors)")
            _ = try NestedPackage(at: package).build()

            func weights(_ program: String, _ arguments: String...) throws -> Data {
                let file = "\(arguments.count).safetensors"
                let trained = try Shell.run(
                    program, arguments + ["--epochs", "2", "--threads", "1", "--output", file], in: folder.url)
                #expect(trained.code == 0, "\(trained.errors)")
                return try Data(contentsOf: folder.url.appendingPathComponent(file))
            }
            let ofPackage = try weights(NestedPackage.products.appendingPathComponent("Penguins").path)
            #expect(try ofPackage == weights(strata, "train", spec))

            let absent = try Shell.run(
                NestedPackage.products.appendingPathComponent("Penguins").path, ["--data", "other.csv"], in: folder.url)
            #expect(absent.code != 0)
            #expect(absent.errors.contains("other.csv: the table can't be read"), "\(absent.errors)")

            let stopped = folder.url.appendingPathComponent("stopped.safetensors").path
            let program = try TerminalProgram(
                NestedPackage.products.appendingPathComponent("Penguins").path,
                ["--epochs", "1000000", "--threads", "1", "--output", stopped])
            try #require(program.wait { $0.screen.contains("/1000000") }, "\(program.screen)")
            program.type(TerminalProgram.controlC)
            #expect(program.waitForExit() == 130, "\(program.screen)")
            #expect(program.screen.contains("Stopped. The weights so far are in \(stopped)."), "\(program.screen)")
        }
    }
}
