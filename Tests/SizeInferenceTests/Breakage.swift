import TestSupport

/// A mistake made on purpose in a random network: whatever else holds, it is an error.
struct Breakage: Sendable, CustomStringConvertible {
    let description: String
    /// The spec with the mistake in it; nil where this network has no place for it.
    let apply: @Sendable (RandomNetwork, inout SeededGenerator) -> String?

    static let all: [Breakage] = [
        appending("an unknown word") { _, _ in "3x3 cnov, 8" },
        appending("an unknown name") { _, _ in "concat nobody" },
        appending("a kernel that is missing") { _, _ in "max pool" },
        appending("a number that is none") { _, _ in "fc many" },
        appending("a number of nothing") { _, _ in "fc 0" },
        appending("an option twice") { _, _ in "dropout 0.5, as a, as b" },
        appending("an option that is none") { _, _ in "fc 3, shiny" },
        appending("a parameter outside of a block") { _, _ in "fc $width" },
        appending("a rate above 1") { _, _ in "dropout 1.5" },
        appending("a size that differs") { size, _ in "expect \(size.map { String($0 + 1) }.joined(separator: "x"))" },
        appending("a reshape to another count") { size, _ in "reshape \(size.reduce(1, *) + 1)" },
        appending("a rank that differs") { size, _ in size.count == 3 ? "expect 10" : "expect 1x1x10" },
        appending("a map where a vector is") { size, _ in size.count == 1 ? "3x3 conv, 8, pad 1" : nil },
        appending("a kernel too large") { size, _ in size.count == 3 ? "\(size[0] + 1) conv, 8" : nil },
        appending("a crop of everything") { size, _ in size.count == 3 ? "crop \(size[0])" : nil },
        appending("groups that do not divide") { size, _ in
            size.count == 3 ? "1x1 conv, 8, groups \(size[2] + 1)" : nil
        },
        appending("a split that does not divide") { size, _ in
            size.count == 3 ? "channel split \(size[2] + 1)" : nil
        },
        appending("filters that are missing") { size, _ in size.count == 3 ? "3x3 conv, pad 1" : nil },
        appending("a residual of two sizes") { size, _ in
            size.count == 3 ? "residual:\n  - 1x1 conv, \(size[2] + 1)" : "residual: [fc \(size[0] + 1)]"
        },
        appending("a residual without a way to project") { size, _ in
            "residual: [\(size.count == 3 ? "flatten" : "reshape \(size[0])x1x1")]\nshortcut: project"
        },
        appending("branches of two sizes") { size, _ in "branches: [[], [fc \(size.reduce(1, *) + 1)]]\njoin: add" },
        appending("branches that nothing joins") { _, _ in "branches: [[], []]" },
        appending("no times at all") { _, _ in "layers: [relu]\nrepeat: 0" },
        appending("far too many times") { _, _ in "layers: [relu]\nrepeat: 1000000000" },
        appending("a key that is none") { _, _ in "dense: {units: 3}\nrepaet: 2" },
        appending("two layers in one item") { _, _ in "dense: {units: 3}\nflatten: {}" },
        appending("a number too large") { _, _ in "fc 99999999999999999999" },
        appending("a tensor too large") { _, _ in "fc 9000000000000000000" },
        Breakage(description: "a name twice") { network, generator in
            guard let layer = network.layers.first else { return nil }
            var layers = network.layers
            let named = RandomNetwork.Layer(
                line: "relu, as twice", output: layer.output, parameters: 0, multiplyAccumulates: 0)
            layers.insert(named, at: 1)
            layers.insert(named, at: generator.pick(1...layers.count))
            return network.text(of: layers)
        },
        Breakage(description: "a block that is itself") { network, _ in
            "model: A\ninput: 5\ndefine:\n  a: [b]\n  b: [a]\nbody:\n  - a\n"
                + RandomNetwork.items([], indent: "  ")
        },
        Breakage(description: "a key twice") { network, _ in network.text + "input: 3\n" },
        Breakage(description: "an unknown section") { network, _ in network.text + "boody: [relu]\n" },
        Breakage(description: "a missing model") { network, _ in
            network.text.replacing("model: Random\n", with: "")
        },
        Breakage(description: "an open bracket") { network, _ in network.text + "head: [fc 3\n" },
    ]

    /// The network with one item more, that depends on its last size.
    private static func appending(
        _ description: String, _ line: @escaping @Sendable ([Int], inout SeededGenerator) -> String?
    ) -> Breakage {
        Breakage(description: description) { network, generator in
            // Also between other layers: the mistake has to be found there as well.
            let place = network.layers.isEmpty ? 0 : generator.pick(0...network.layers.count)
            let size = place == 0 ? network.input : network.layers[place - 1].output
            guard let line = line(size, &generator) else { return nil }
            let lines = line.split(separator: "\n").joined(separator: "\n    ")
            let before = network.text(of: Array(network.layers[..<place]))
            return before + "  - \(lines)\n" + RandomNetwork.items(Array(network.layers[place...]), indent: "  ")
        }
    }
}
