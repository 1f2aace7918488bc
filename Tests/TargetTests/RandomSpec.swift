import TestSupport

/// A random spec of blocks, repeats, residuals, branches and joins, with names that do their worst.
struct RandomSpec {
    private(set) var text: String

    private var generator: SeededGenerator
    private var blocks: [(name: String, parameters: [String])] = []
    private var used: Set<String> = []

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        text = ""
        for number in 0..<generator.pick(0...3) { define(number) }
        let definitions = text
        let isMap = !generator.once(in: 6)
        let size =
            isMap
            ? "\(generator.pick(8...20))x\(generator.pick(8...20))x\(generator.pick([1, 3, 4]))"
            : "\(generator.pick(1...40))"
        let definesNothing = definitions.isEmpty
        let model = generator.pick(HostileNameTests.names)
        text = "model: \(Self.quoted(model))\ninput: \(size)\n"
        if !definesNothing { text += "define:\n" + definitions }
        if isMap {
            text += "body:\n" + lines(depth: 0, indent: 2, parameters: [])
        }
        text += "head:\n"
        if generator.once(in: 2) { text += "  - mlp \(generator.pick(2...9))-\(generator.pick(2...9)), relu\n" }
        let isTrained = generator.once(in: 2)
        text += "  - fc \(isTrained ? 10 : generator.pick(1...12))\n"
        if isTrained, size == "28x28x1" { text += "train:\n  data: fashion-mnist\n" }
    }

    static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

    private mutating func define(_ number: Int) {
        let stem = generator.pick([
            "basic", "Basic", "Layers", "Input", "class", "self", "block_x", "Type", "net", "größe", "Network", "_a",
            "a",
            "__", "String", "LayerName", "Padding", "Extent", "Double", "Size", "hash", "path", "name", "body",
            "\u{5377}\u{7A4D}", "\u{149}", "\u{130}x", "\u{1D400}", "ʼn", "Stack", "stack", "inout", "await", "Error",
            "Int",
        ])
        let name = blocks.contains { $0.name == stem } ? "\(stem)\(number)" : stem
        let parameters = Array(
            [
                "channels", "class", "self", "net", "index", "path", "layers", "init", "Type", "Size", "size", "Float",
                "Padding", "inout", "let", "var", "netValue", "Self", "selfValue", "await", "any", "Extent", "Double",
                "Int", "Basic", "basic", "layers1", "Layers2", "layersLevel2Part1", "Block", "NetworkBuilder", "_a",
                "A", "a",
                "a2", "__", "X1", "some", "copy", "each", "unsafe", "repeat", "String",
            ].shuffled(using: &generator).prefix(generator.pick(1...6)))
        used = []
        text += "  \(name):\n    given:\n"
        for (place, parameter) in parameters.enumerated() {
            text += "      \(parameter): \(place == 0 ? "" : String(generator.pick(1...4)))\n"
        }
        text += "    layers:\n" + lines(depth: 1, indent: 6, parameters: parameters)
        blocks.append((name, parameters))
        used = []
    }

    /// Lines that keep a map's height and width, and end with `channels` of the first parameter, or a number.
    private mutating func lines(depth: Int, indent: Int, parameters: [String]) -> String {
        let blank = String(repeating: " ", count: indent)
        var result = ""
        for _ in 0..<generator.pick(1...(depth == 0 ? 6 : 3)) {
            switch generator.pick(0...9) {
            case 0 where depth < 3:
                result +=
                    "\(blank)- residual:\n\(blank)    - 3x3 conv, \(filters(parameters)), same\n\(blank)  shortcut: project\n"
            case 1 where depth < 3:
                result += "\(blank)- branches:\n"
                for _ in 0..<generator.pick(2...3) {
                    result += "\(blank)    -\n" + lines(depth: depth + 2, indent: indent + 6, parameters: parameters)
                }
                result += "\(blank)  join: concat\n"
            case 2 where depth < 3:
                result += "\(blank)- repeat: \(generator.pick(1...20))\n\(blank)  layers:\n"
                result += lines(depth: depth + 2, indent: indent + 4, parameters: parameters)
            case 3, 4:
                guard depth < 2, let block = blocks.randomElement(using: &generator) else { continue }
                result += "\(blank)- \(block.name): {\(block.parameters[0]): \(filters(parameters))"
                for parameter in block.parameters.dropFirst() where generator.once(in: 2) {
                    result += ", \(parameter): \(filters(parameters))"
                }
                result += "}\n"
                if generator.once(in: 2) { result += "\(blank)  repeat: \(generator.pick(1...40))\n" }
            case 5: result += "\(blank)- \(generator.pick(["batch norm", "relu", "dropout 0.1", "prelu", "silu"]))\n"
            default: result += "\(blank)- \(convolution(parameters))\n"
            }
        }
        return result + "\(blank)- 1x1 conv, \(filters(parameters))\n"
    }

    private mutating func filters(_ parameters: [String]) -> String {
        if generator.once(in: 6) { return generator.pick(["channels", "channels+1", "channels*2/2"]) }
        guard let first = parameters.first, !generator.once(in: 3) else { return "\(generator.pick(1...8))" }
        return generator.once(in: 3) ? "$\(first)*2" : "$\(first)"
    }

    private mutating func convolution(_ parameters: [String]) -> String {
        let name = generator.pick(
            HostileNameTests.names + ["hash", "hashValue", "path", "stack", "a", "A", "basic1", "x1"]
        ).replacing(".", with: ":")
        let isNamed = generator.once(in: 2) && name != "input" && used.insert(name).inserted
        if let last = parameters.last, generator.once(in: 4) {
            return generator.pick([
                "{conv: {kernel: 3x3, filters: $\(last)*2, padding: same}}", "3x3 conv, $\(last), pad 1",
                "{repeat: $\(last), layers: [1x1 conv 4]}",
            ])
        }
        let size = generator.pick(["1x1", "3x3", "3x5"])
        guard isNamed else { return "\(size) conv, \(filters(parameters)), same" }
        return "conv: {kernel: \(size), filters: \(filters(parameters)), padding: same, name: \(Self.quoted(name))}"
    }
}
