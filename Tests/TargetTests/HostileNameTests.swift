import Foundation
import SpecCompiler
import TestSupport
import Testing

/// Text of a spec never becomes code: whatever the names, the source compiles, and means the same network.
@Suite struct HostileNameTests {
    static let names = [
        "\"", "\\", "\\(print(1))", "\\u{41}", "#\"raw\"#", "\"\"\"", "*/", "/*", "//", "*/ } func evil() { /*",
        "};import Foundation;struct X{",
        "$(rm)", "`quoted`", "%d %@", "a'b", "a\u{301}", "\u{E9}t\u{E9}", "\u{1F642}", "\u{1F468}\u{200D}\u{1F469}",
        "\u{202E}evil\u{202C}",
        "a\u{200B}b", "\u{2066}x\u{2069}", "\u{FFFD}", "\u{E000}", "\u{5377}\u{7A4D}", "\u{627}\u{644}", "\u{1D400}",
        "\u{149}", "\u{DF}", "\u{2160}",
        "1x1", "18", "-", "--", "...", "___", "_", "_a", "!", "?", " a ", "a b", "a-b_c.d", "class", "struct", "self",
        "Self", "Type", "Protocol",
        "Any", "init", "deinit", "nil", "true", "import", "func", "public", "Network", "NetworkBuilder", "TensorShape",
        "Tensor", "Size", "Padding",
        "Activation", "Pooling", "Optimizer", "Schedule", "TrainingOptions", "TrainingProgram", "DataSource", "DataSet",
        "StrataRuntime", "Swift", "Foundation",
        "Glibc", "main", "Main", "Package", "String", "Int", "Float", "Double", "Array", "Optional", "Void", "Never",
        "Sendable", "body", "head", "layers",
        "name", "input", "net", String(repeating: "long", count: 50),
    ]

    @Test(arguments: names)
    func theNameOfATypeIsAnIdentifierAndOfAModulePlainASCII(_ name: String) throws {
        let network = try network(model: name, layer: "x")
        let type = NetworkSource.typeName(of: network)
        #expect(type.wholeMatch(of: /[\p{L}_][\p{L}_0-9]*/) != nil, "\(type)")
        #expect(type.first?.isLowercase != true || !type.allSatisfy(\.isASCII))
        #expect(PackageSource.executableName(of: network).wholeMatch(of: /[A-Z][A-Za-z0-9_]+/) != nil)
    }

    /// Nothing but the names in quotes and in comments changes: the source has as many lines, and the lines the same calls.
    @Test(arguments: names)
    func theSourceKeepsItsShape(_ name: String) throws {
        func shape(_ network: SizedNetwork) -> [String] {
            NetworkSource.generate(network, specPath: "spec").split(separator: "\n", omittingEmptySubsequences: false)
                .map { line in
                    String(line.drop { $0 == " " }.prefix { $0.isLetter && $0.isASCII || $0 == "/" || $0 == "." })
                }
        }
        let plain = shape(try network(model: "Plain", layer: "plain"))
        let hostile = shape(try network(model: name, layer: name))
        // A long name may take a line of its own.
        #expect(hostile.filter { !$0.isEmpty }.prefix(4) == plain.filter { !$0.isEmpty }.prefix(4))
        #expect(abs(hostile.count - plain.count) <= 2)
    }

    @Test(.slow, .enabled(if: Shell.find("swiftc") != nil))
    func sourcesOfHostileNamesCompile() throws {
        let folder = try TemporaryFolder()
        var networks: [String] = []
        var others: [String] = []
        var types: Set<String> = []
        for (index, name) in Self.names.enumerated() {
            let network = try network(model: name, layer: name)
            let files = PackageSource.generate(
                network, specPath: "a \(name).strata.yaml", runtime: .checkout(path: "/a/\(name)"))
            let isNew = types.insert(NetworkSource.typeName(of: network)).inserted
            for file in files where file.path.hasSuffix(".swift") {
                let kind =
                    ["Package", "Network", "Training", "main"].first { file.path.hasSuffix("\($0).swift") } ?? ""
                let path = try folder.write(
                    file.text, to: kind == "main" ? "\(index)/main.swift" : "\(index)\(kind).swift")
                if kind == "Network" || kind == "Training" {
                    if isNew { networks.append(path) }
                } else {
                    others.append(path)
                }
            }
        }
        #expect(networks.count > 60)
        let swiftc = try #require(Shell.find("swiftc"))
        let checked = try Shell.run(
            swiftc,
            [
                "-typecheck", "-warnings-as-errors", "-swift-version", "6", "-module-name", "Hostile",
            ] + Shell.runtimeFlags + networks)
        #expect(checked.code == 0, "\(checked.errors.prefix(3000))")
        let parsed = try Shell.run(swiftc, ["-frontend", "-parse"] + others.filter { !$0.hasSuffix("main.swift") })
        #expect(parsed.code == 0, "\(parsed.errors.prefix(3000))")
        // Programs all have the same file name: they are joined to one.
        let programs = try others.filter { $0.hasSuffix("main.swift") }.map {
            try String(contentsOfFile: $0, encoding: .utf8)
        }
        let joined = try folder.write(programs.joined(separator: "\n"), to: "main.swift")
        let parsedPrograms = try Shell.run(swiftc, ["-frontend", "-parse", joined])
        #expect(parsedPrograms.code == 0, "\(parsedPrograms.errors.prefix(3000))")
    }

    @Test func theSameSpecGivesTheSameSource() throws {
        let text = Repository.text(of: "Specs/lenet5.strata.yaml")
        let sources = try (0..<20).map { _ in
            let network = try #require(SpecCompiler.compile(SourceFile(path: "test", text: text)).accepted)
            return PackageSource.generate(
                network, specPath: "spec", runtime: .repository(url: "https://example.org/strata.git", from: "1.0.0"))
        }
        #expect(Set(sources).count == 1)
    }

    private func network(model: String, layer: String) throws -> SizedNetwork {
        // A layer's name holds no point, and is not `input`.
        let layer = (layer == "input" ? "inputs" : layer).replacing(".", with: ":")
        func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
        let text = """
            model: \(quoted(model))
            input: 8x8x1
            body:
              - conv: {kernel: 3x3, filters: 2, activation: relu, name: \(quoted(layer))}
              - 2x2 max pool
            head:
              - fc 3
            """
        let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
        return try #require(compilation.accepted, "\(compilation.diagnostics.map(\.message))")
    }
}
