import Basics
import SizeInference
import NetworkTerms
import SpecLanguage

/// Writes the enum `Layers`: every layer of a network as a documented property that returns its name.
///
/// A block is a type here too, and the layers of a repeat appear once.
struct LayerIndex {
    /// The most properties. The other layers of a longer network can still be found by name.
    static let longest = 1_000

    private let network: SizedNetwork
    private let access: String
    private var types: [(stem: String, body: String, name: String)] = []
    private var texts: [String] = []
    private var typeNames: SwiftNames
    private var count = 0
    private var isCut = false

    /// - Parameter access: the access modifier of each declaration.
    static func text(of network: SizedNetwork, access: String) -> String {
        var index = LayerIndex(network, access: access)
        return index.text()
    }

    private init(_ network: SizedNetwork, access: String) {
        self.network = network
        self.access = access
        typeNames = SwiftNames(taken: ["Layers"])
    }

    private mutating func text() -> String {
        let members = members(network.graph.answering, isStatic: true)
        let note =
            isCut ? ["    /// These are the first \(Self.longest); use `LayerName(\"NAME\")` for the others."] : []
        return """
            /// The layers by their names in the spec, as in a graph, weights, and gradients.
            \((note.map { String($0.dropFirst(4)) } + ["\(access)enum Layers {"]).joined(separator: "\n"))
            \((members + texts).map { $0.indented(by: 4) }.joined(separator: "\n\n"))
            }
            """
    }

    /// The properties of a list of items. In a block, sizes differ from use to use, and names follow the use's own.
    private mutating func members(_ items: [TreeNode], isStatic: Bool) -> [String] {
        var names = SwiftNames(taken: isStatic ? [] : ["path", "hash", "hashValue"])
        var result: [String] = []
        collect(items, isStatic: isStatic, &names, &result)
        return result
    }

    private mutating func collect(
        _ items: [TreeNode], isStatic: Bool, _ names: inout SwiftNames, _ result: inout [String]
    ) {
        for item in items {
            switch item {
            case .layer(let node), .join(_, let node):
                add(node, isStatic, &names, &result)
            case .stack(let stack, let passes, let end):
                add(stack, passes.first ?? [], end, isStatic, &names, &result)
            case .residual(let residual, let items, let shortcut, _, let join):
                collect(items, isStatic: isStatic, &names, &result)
                collect(shortcut ?? [], isStatic: isStatic, &names, &result)
                if case .project = residual.shortcut, allow() {
                    let name = names.member(residual.projectionName, orElse: "projection")
                    result.append(
                        """
                        /// Projects the input of `\(SwiftText.comment(residual.name))` to its output's size, if they
                        /// differ.
                        \(property(name, isStatic))ProjectionNames { \
                        ProjectionNames(path: \(path(residual.projectionName, isStatic))) }
                        """)
                }
                add(join, isStatic, &names, &result)
            case .branches(_, let lists, let join):
                for list in lists { collect(list, isStatic: isStatic, &names, &result) }
                if lists.count > 1 { add(join, isStatic, &names, &result) }
            }
        }
    }

    private mutating func allow() -> Bool {
        count += 1
        isCut = isCut || count > Self.longest
        return count <= Self.longest
    }

    private func property(_ name: String, _ isStatic: Bool) -> String {
        "\(access)\(isStatic ? "static " : "")var \(name): "
    }

    /// The literal of a name within the type that is being written.
    private func path(_ name: String, _ isStatic: Bool) -> String {
        let literal = SwiftText.literal(name)
        return isStatic ? literal : "\"\\(path).\(literal.dropFirst())"
    }

    private mutating func add(
        _ node: Int, _ isStatic: Bool, _ names: inout SwiftNames, _ result: inout [String]
    ) {
        guard allow() else { return }
        let (step, name) = (network.step(node), network.graph.nodes[node].localName)
        // In a block, kernel and activation may follow from its parameters.
        var what = step.kind
        if isStatic {
            what = step.words + (step.kernelText.isEmpty ? "" : " \(step.kernelText)")
            what += ": \(step.input) to \(step.output)"
            if step.cost.parameters > 0 { what += ", \(step.cost.parameters.grouped) parameters" }
        }
        result.append(
            """
            /// \(SwiftText.comment(what)).
            \(property(names.member(name, orElse: "layer"), isStatic))LayerName { \
            LayerName(\(path(name, isStatic))) }
            """)
    }

    // MARK: Blocks and repeats

    /// Up to this many passes are separate properties; more are a function of their number.
    private static let mostPasses = 16

    private mutating func add(
        _ stack: Stack, _ items: [TreeNode], _ end: Int, _ isStatic: Bool, _ names: inout SwiftNames,
        _ result: inout [String]
    ) {
        guard allow() else { return }
        let type = typeName(of: stack, items)
        let title = SwiftText.comment(stack.use.map { "The block `\($0.block)`" } ?? "A repeat")
        let isOne = stack.count == 1 && stack.countExpression == nil
        let sizes = isStatic ? ", to \(network.size(of: end))" : ""
        // Inside a block the number of passes may follow from a parameter.
        if isOne || (!stack.isNamed && stack.count <= Self.mostPasses && stack.countExpression == nil) {
            for pass in 0..<stack.count {
                let name = stack.name(ofPass: pass)
                result.append(
                    """
                    /// \(title)\(sizes).
                    \(property(names.member(name, orElse: "block"), isStatic))\(type) { \
                    \(type)(path: \(path(name, isStatic))) }
                    """)
            }
        } else {
            let start = stack.isNamed ? 1 : stack.firstNumber
            let stem = path(stack.name, isStatic).dropLast()
            let numbers =
                stack.countExpression == nil
                ? "pass \(start) to \(start + stack.count - 1)" : "the number of the pass, from \(start)"
            result.append(
                """
                /// \(title)\(sizes); \(numbers).
                \(access)\(isStatic ? "static " : "")func \(names.member(stack.name, orElse: "block"))(_ pass: Int) -> \
                \(type) {
                    \(type)(path: \(stem)\(stack.isNamed ? "." : "")\\(pass)")
                }
                """)
        }
    }

    private mutating func typeName(of stack: Stack, _ items: [TreeNode]) -> String {
        let members = members(items, isStatic: false)
        let title = stack.use?.block ?? stack.name
        let body = members.joined(separator: "\n\n")
        if let known = types.first(where: { $0.stem == title && $0.body == body }) {
            count -= members.count
            return known.name
        }
        let name = typeNames.type(title)
        types.append((title, body, name))
        texts.append(
            """
            /// The layers of \(stack.use == nil ? "the repeat" : "a block") `\(SwiftText.comment(title))`.
            \(access)struct \(name): Hashable, Sendable {
                /// The use's own name.
                \(access)let path: String
            \(members.isEmpty ? "" : "\n" + members.map { $0.indented(by: 4) }.joined(separator: "\n\n") + "\n")}
            """)
        return name
    }
}
