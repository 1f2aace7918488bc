import SpecCompiler
import TestSupport
import Testing

/// The time to compile a function grows faster than its length, so a long network is several functions of at most twenty
/// statements, and functions that call those.
@Suite struct LongStackTests {
    private static let spec =
        "model: long stack\ninput: 4x4x2\nbody:\n" + String(repeating: "  - 1x1 conv, 2, relu\n", count: 450)
        + "head:\n" + String(repeating: "  - fc 4\n", count: 25)

    private static func network() throws -> SizedNetwork {
        try #require(SpecCompiler.compile(SourceFile(path: "test", text: spec)).accepted)
    }

    /// `RandomSpecTests` compiles it too.
    static func source() throws -> String {
        NetworkSource.generate(try network(), specPath: "long-stack.strata.yaml")
    }

    /// The statements of the functions that take a builder, by the functions' names.
    private static func functions() throws -> [String: [Substring]] {
        var functions: [String: [Substring]] = [:]
        var name: String?
        for line in try source().split(separator: "\n") {
            if let match = line.wholeMatch(of: /\s*(?:private |public )?func (\w+)\(_ net: inout NetworkBuilder\) {/) {
                name = String(match.1)
                functions[String(match.1)] = []
            } else if line == "    }" {
                name = nil
            } else if let name {
                functions[name]?.append(line.drop { $0 == " " })
            }
        }
        return functions
    }

    @Test func noFunctionHasMoreThanTwentyStatements() throws {
        let functions = try Self.functions()
        #expect(functions.count > 20, "a function for every twenty layers, and some that call them")
        for (name, statements) in functions { #expect(statements.count <= 20, "\(name)") }
    }

    @Test func theFunctionsMakeTheLayersInTheirOrder() throws {
        let functions = try Self.functions()
        func layers(of function: String) throws -> [String] {
            try #require(functions[function], "\(function)").flatMap { statement in
                if let call = statement.wholeMatch(of: /(\w+)\(&net\)/) { return try layers(of: String(call.1)) }
                return [String(try #require(statement.firstMatch(of: /^net\.\w+\("([^"]+)"/), "\(statement)").1)]
            }
        }
        #expect(try layers(of: "layers") == Self.network().layers.map(\.name))
    }
}
