import SpecCompiler
import Testing

/// Every layer has a unique name, which doesn't change when others are added after it.
@Suite struct NamingTests {
    @Test func layersAreNamedForTheirKindAndCounted() throws {
        #expect(
            try names("3x3 conv, 4", "2x2 max pool", "3x3 conv, 4", "batch norm", "global avg pool", "mlp 5-6", "fc 10")
                == ["conv1", "pool1", "conv2", "norm1", "pool2", "fc1", "fc2", "fc3"])
    }

    @Test func aNameFromTheSpecIsKeptAndNeverReused() throws {
        #expect(try names("3x3 conv, 4", "3x3 conv, 4, as conv1", "3x3 conv, 4") == ["conv2", "conv1", "conv3"])
    }

    @Test func aNamedStackNumbersItsLayers() throws {
        #expect(try names("mlp 5-6, as hidden", "mlp 7, as last") == ["hidden1", "hidden2", "last"])
    }

    @Test func aNameIsTheWholeTermAfterAs() throws {
        #expect(try names("fc 1, as 3x3", "fc 1, as /x", "fc 1, as \u{1F642}") == ["3x3", "/x", "\u{1F642}"])
    }

    /// A repeated structure is a scope, like a repeated layer or block: everything in it has a name.
    @Test(arguments: [
        ("residual: [\"1x1 conv, 8\"]\n    repeat: 2", ["stack1.conv1", "stack1.add1", "stack2.conv1", "stack2.add1"]),
        (
            "residual: [\"1x1 conv, 8\"]\n    repeat: 2\n    name: r",
            ["r.1.conv1", "r.1.add1", "r.2.conv1", "r.2.add1"]
        ),
        (
            "branches: [[relu], []]\n    join: add\n    repeat: 2\n    name: b",
            ["b.1.activation1", "b.1.add1", "b.2.activation1", "b.2.add1"]
        ),
    ])
    func aRepeatedStructureNamesItsLayers(_ item: String, _ names: [String]) throws {
        let text = "model: A\ninput: 32x32x8\nbody:\n  - \(item)\n"
        let network = try #require(SpecCompiler.compile(SourceFile(path: "test", text: text)).accepted)
        #expect(network.steps.map(\.name) == names)
    }

    private func names(_ items: String...) throws -> [String] {
        let text = "model: A\ninput: 32x32x8\nbody:\n" + items.map { "  - \($0)\n" }.joined()
        return try #require(SpecCompiler.compile(SourceFile(path: "test", text: text)).accepted).layers.map(
            \.layer.name)
    }
}
