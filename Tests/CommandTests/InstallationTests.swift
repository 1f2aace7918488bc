import Foundation
import TestSupport
import Testing

/// What `make install` installs works away from the checkout. `make test-install` tests the rest, which takes long.
@Suite struct InstallationTests {
    private let folder: TemporaryFolder
    private let prefix: URL

    init() throws {
        folder = try TemporaryFolder()
        // As the program sees it: in its path all links are followed.
        prefix = folder.url.resolvingSymlinksInPath().appendingPathComponent("prefix")
    }

    /// Installs the program of this build, as the script does with the one that it builds.
    private func install() throws {
        let outcome = try script(prefix.path)
        #expect(outcome.code == 0, "\(outcome.errors)")
    }

    private func script(_ arguments: String...) throws -> Shell.Outcome {
        try Shell.run(
            Repository.root.appendingPathComponent("scripts/install.sh").path, arguments,
            environment: ["STRATA": Strata.path])
    }

    private func installed() -> [String] {
        (try? FileManager.default.subpathsOfDirectory(atPath: prefix.path)) ?? []
    }

    @Test func theInstalledProgramWritesPackagesThatBuildWithTheInstalledSources() throws {
        try install()
        let program = prefix.appendingPathComponent("bin/strata").path
        let spec = try folder.write(Strata.clean, to: "clean.strata.yaml")
        for command in [["generate", spec, "--output", "generated"], ["new", "generated-new"]] {
            let outcome = try Shell.run(program, command, in: folder.url)
            #expect(outcome.code == 0, "\(outcome.errors)")
        }
        for package in ["generated", "generated-new"] {
            let manifest = try String(
                contentsOf: folder.url.appendingPathComponent("\(package)/Package.swift"), encoding: .utf8)
            #expect(manifest.contains("\"\(prefix.path)/share/strata\""), "\(manifest)")
        }
    }

    @Test func nothingIsLeftOfARemovedInstallation() throws {
        try install()
        #expect(installed().contains("share/man/man1/strata.1"))
        try "my own".write(
            to: prefix.appendingPathComponent("bin/other"), atomically: false, encoding: .utf8)
        #expect(try script("--remove", prefix.path).code == 0)
        #expect(installed().sorted() == ["bin", "bin/other"])
    }

    @Test func aRelativePrefixIsRefused() throws {
        let outcome = try script("local")
        #expect(outcome.code == 1)
        #expect(outcome.errors == "error: the prefix has to be an absolute path, not 'local'\n")
    }

    private struct Package: Decodable {
        struct Target: Decodable {
            var name: String
            var products: [String]?

            enum CodingKeys: String, CodingKey {
                case name
                case products = "product_memberships"
            }
        }
        struct Dependency: Decodable {}

        var targets: [Target]
        var dependencies: [Dependency]
    }

    /// A module that no product needs belongs to the program: `scripts/install.sh` has a list of those.
    @Test func theInstalledSourcesAreWhatProductsNeedAndNoMore() throws {
        #expect(try script("--sources", prefix.path).code == 0)
        let outcome = try Shell.run(
            try #require(Shell.find("swift")),
            ["package", "--package-path", prefix.path, "describe", "--type", "json"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        let package = try JSONDecoder().decode(Package.self, from: Data(outcome.output.utf8))
        #expect(package.dependencies.isEmpty, "packages would have to fetch these")
        #expect(package.targets.filter { $0.products?.isEmpty != false }.map(\.name) == [])
        let modules = try FileManager.default.contentsOfDirectory(atPath: prefix.appendingPathComponent("Sources").path)
        #expect(Set(modules).subtracting(package.targets.map(\.name)) == ["StrataGenerator"])
    }

    @Test func everyCommandIsInTheManual() throws {
        let manual = try Strata.run("manual").output
        let help = try Strata.run("--help").output
        let commands = help.split(separator: "SUBCOMMANDS:").last?.matches(of: #/(?m)^  ([a-z]+) /#).map { $0.1 } ?? []
        #expect(commands.count > 10)
        for command in commands { #expect(manual.contains(".SS \\fBstrata \(command)\\fR")) }
        // What man would read as a request and is none.
        let requests = manual.split(separator: "\n").filter { $0.hasPrefix(".") || $0.hasPrefix("'") }
        #expect(Set(requests.map { $0.prefix { $0 != " " } }) == [".TH", ".SH", ".SS", ".PP", ".TP", ".br"])
    }
}
