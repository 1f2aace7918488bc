import Foundation
import TestSupport
import Testing

/// A build tells of a spec what the project's `.strata.yml` wants to be told, as `strata check` does.
@Suite("A project's file in a build") struct ProjectFileTests {
    private let folder: TemporaryFolder
    private let spec: String
    private let output: String

    /// One warning: a bias before a batch norm; 18 parameters.
    private static let text = """
        model: Small
        input: 4x4x1
        body:
          - 1x1 conv, 2
          - batch norm
          - relu
        head:
          - global avg pool
          - fc 2

        """

    init() throws {
        folder = try TemporaryFolder()
        spec = try folder.write(Self.text, to: "nets/deep/small.strata.yaml")
        output = folder.url.appendingPathComponent("out/small.strata.swift").path
    }

    private func project(_ text: String, in place: String = "") throws -> String {
        try folder.write(text, to: "\(place).strata.yml")
    }

    private func build(_ arguments: String...) throws -> Shell.Outcome {
        try Shell.run(GeneratorTests.tool, ["generate", spec, "--output", output] + arguments)
    }

    private static let strata = Shell.buildFolder.appendingPathComponent("strata").path

    /// Everything that reads a spec on the way to Swift: arguments, and the program.
    private func everyWay() -> [(program: String, arguments: [String])] {
        let package = folder.url.appendingPathComponent("package").path
        return [
            (GeneratorTests.tool, ["generate", spec, "--output", output]), (GeneratorTests.tool, ["generate", spec]),
            (GeneratorTests.tool, ["generate", "--check", spec]), (GeneratorTests.tool, ["check", spec]),
            (Self.strata, ["generate", spec, "--output", output]),
            (Self.strata, ["generate", spec, "--output", output, "--check"]),
            (Self.strata, ["generate", spec, "--output", package, "--runtime", Repository.root.path]),
        ]
    }

    @Test("no way to make Swift from a spec reports what the project's file leaves out")
    func leftOut() throws {
        for (program, arguments) in everyWay() {
            let outcome = try Shell.run(program, arguments)
            #expect((outcome.output + outcome.errors).contains("[bias-before-norm]"), "\(arguments)")
        }
        for text in ["ignore: bias-before-norm", "severity: error", "select: [sizes, cost]"] {
            _ = try project(text + "\n")
            for (program, arguments) in everyWay() {
                let outcome = try Shell.run(program, arguments)
                #expect(outcome.code == 0, "\(outcome.errors)")
                #expect(!(outcome.output + outcome.errors).contains("[bias-before-norm]"), "\(arguments)")
            }
        }
    }

    @Test("every way to make Swift checks the project's budget, unless the project ignores it")
    func budget() throws {
        _ = try project("budget: {parameters: 10}\n")
        for (program, arguments) in everyWay() {
            let outcome = try Shell.run(program, arguments)
            #expect(outcome.code == 1, "\(arguments)")
            #expect((outcome.output + outcome.errors).contains("the project's budget of 10 [budget]"), "\(arguments)")
        }
        for text in ["ignore: budget", "select: sizes"] {
            _ = try project("budget: {parameters: 10}\n\(text)\n")
            for (program, arguments) in everyWay() {
                let outcome = try Shell.run(program, arguments)
                #expect(outcome.code == 0, "\(arguments) \(outcome.errors)")
            }
        }
    }

    @Test("a mistake of the network stops a build and is reported, even where the project leaves it out")
    func error() throws {
        try folder.write(
            Self.text + "train:\n  data: fashion-mnist\n", to: "nets/deep/small.strata.yaml")
        _ = try project("ignore: [data-size, class-count]\n")
        let outcome = try build()
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("[class-count]") && outcome.errors.contains("[data-size]"))
        #expect(!FileManager.default.fileExists(atPath: output))
        #expect(try Shell.run(GeneratorTests.tool, ["check", spec]).code == 0)
    }

    @Test("a mistake in the project's file stops a build, with its place")
    func mistake() throws {
        let file = try project("severty: error\n")
        let outcome = try build()
        #expect(outcome.code == 2)
        let place = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
        #expect(outcome.errors.hasPrefix("\(place):1:1: error: unknown key `severty`"), "\(outcome.errors)")
    }

    @Test("a rule for make names the project's file that counts, and no other")
    func depfile() throws {
        let depfile = output + ".d"
        func inputs() throws -> String {
            #expect(try build("--depfile", depfile).code == 0)
            return try String(contentsOfFile: depfile, encoding: .utf8)
        }
        #expect(try !inputs().contains(".strata.yml"))
        _ = try project("ignore: training\n")
        let above = try inputs()
        #expect(above.contains("/.strata.yml") && !above.contains("/nets/.strata.yml"))
        _ = try project("ignore: training\n", in: "nets/")
        let nearest = try inputs()
        #expect(nearest.contains("/nets/.strata.yml"))
        #expect(nearest.matches(of: /\.strata\.yml/).count == 2, "an input, and a target without a recipe")
    }

    @Test("a build that was planned before the project's file was there is warned")
    func undeclared() throws {
        let file = try project("ignore: training\n")
        let warned = try build("--input", spec)
        #expect(warned.code == 0)
        #expect(warned.errors.contains("the build was planned before"), "\(warned.errors)")
        #expect(warned.errors.contains("/.strata.yml was created, so it doesn't see its edits yet"), "\(warned.errors)")
        #expect(try build("--input", spec, "--input", file).errors.isEmpty)
    }

    @Test("for a fetched package, no project's file outside the package is read")
    func root() throws {
        let file = try project("ignore: training\n")
        let root = folder.url.appendingPathComponent("nets").path
        #expect(try build("--project-root", root).errors.contains("[bias-before-norm]"))
        #expect(try build("--project-root", folder.url.path).errors.isEmpty)
        _ = try project("select: sizes\n", in: "nets/")
        #expect(try build("--project-root", root).errors.isEmpty)
        #expect(FileManager.default.fileExists(atPath: file))
        let elsewhere = folder.url.appendingPathComponent("ne").path
        #expect(try build("--project-root", elsewhere).errors.contains("[bias-before-norm]"))
    }
}
