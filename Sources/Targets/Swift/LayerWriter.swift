import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

/// Writes the statements that build layers.
struct LayerWriter {
    let network: SizedNetwork
    let blocks: BlockTypes
    /// Whether each layer's size is in a comment after it. In a block, sizes differ from use to use.
    let showsSizes: Bool
    /// The indentation of the statements.
    var column = 8
    /// Whether the statements are in a loop, so that sizes differ from pass to pass.
    var isRepeated = false
    /// The properties of the block that is being written.
    var properties = BlockProperties.none

    func statements(_ items: [TreeNode]) -> [String] { items.flatMap(statements) }

    private func statements(_ item: TreeNode) -> [String] {
        switch item {
        case .layer(let node):
            return network.layer(node).map { [statement($0)] } ?? []
        case .join(let join, let node):
            let others = join.others.map { SwiftText.literal($0.value) }.joined(separator: ", ")
            return [
                "net.join(\(SwiftText.literal(join.name)), .\(join.kind.rawValue), with: \(others)\(join.crops ? ", cropping: true" : ""))\(size(of: node))"
            ]
        case .stack(let stack, let passes, let end):
            return [statement(stack, passes, end)]
        case .residual(let residual, let items, let shortcut, _, let join):
            return [statement(residual, items, shortcut, join)]
        case .branches(let branches, let lists, let join):
            let closures = lists.map { "\(indented(by: 8).closure($0))," }
            return [
                """
                net.branches(
                    \(SwiftText.literal(branches.name)), .\(branches.join.rawValue),
                    [
                \(closures.joined(separator: "\n").indented(by: 8))
                    ])\(size(of: join))
                """
            ]
        }
    }

    /// Returns the same writer with more indentation.
    private func indented(by columns: Int) -> LayerWriter {
        var writer = self
        writer.column += columns
        return writer
    }

    /// Returns the same writer within a loop.
    private var repeated: LayerWriter {
        var writer = self
        writer.isRepeated = true
        return writer
    }

    private func size(of node: Int) -> String { showsSizes ? "  // \(network.size(of: node))" : "" }

    private func closure(_ items: [TreeNode]) -> String {
        guard !items.isEmpty else { return "{ _ in }" }
        return """
            { net in
            \(indented(by: 4).statements(items).joined(separator: "\n").indented(by: 4))
            }
            """
    }

    private func statement(
        _ residual: Residual, _ items: [TreeNode], _ shortcut: [TreeNode]?, _ join: Int
    ) -> String {
        let name = SwiftText.literal(residual.name)
        var text = "net.residual(\(name)"
        if case .project = residual.shortcut { text += ", projection: \(SwiftText.literal(residual.projectionName))" }
        text += ") \(closure(items))"
        if case .layers = residual.shortcut { text += " shortcut: \(closure(shortcut ?? []))" }
        return text + size(of: join)
    }

    private func layers(of stack: Stack, _ items: [TreeNode], _ end: Int, _ name: String) -> String {
        guard let use = stack.use else { return "net.scope(\(name)) \(closure(items))" }
        return "net.block(\(name), \(blocks.construction(of: use, items, within: properties)))\(size(of: end))"
    }

    private func statement(_ stack: Stack, _ passes: [[TreeNode]], _ end: Int) -> String {
        let first = passes.first ?? []
        if stack.count == 1, stack.countExpression == nil {
            return layers(of: stack, first, end, SwiftText.literal(stack.name(ofPass: 0)))
        }
        let start = stack.isNamed ? 1 : stack.firstNumber
        let count = stack.countExpression.map { $0.text(parameter: properties.name) }
        let last =
            count.map { start == 1 ? $0 : "\(start - 1) + \($0)" } ?? String(start + stack.count - 1)
        let quoted = String(SwiftText.literal(stack.name).dropLast())
        return """
            for index in \(start)...\(last.contains(" ") ? "(\(last))" : last) {
            \(repeated.indented(by: 4).layers(of: stack, first, end, "\(quoted)\(stack.isNamed ? "." : "")\\(index)\"").indented(by: 4))
            }
            """
    }

    private func statement(_ sized: SizedLayer) -> String {
        let call = sized.layer.call
        let method = sized.layer.definition.method(for: call)
        var arguments = [SwiftText.literal(sized.layer.name)]
        for argument in method.arguments {
            let name = argument.parameter.name
            let text = sized.layer.arguments.expressions[name].flatMap { self.text(of: $0, as: argument.type) }
            guard text != nil || argument.isRequired || call.differsFromDefault(name),
                let value = text
                    ?? call[name].map({ ValueText.literal($0, argument.type, channels: sized.input.channels) })
            else { continue }
            arguments.append((argument.label.map { "\($0): " } ?? "") + value)
        }
        let line = "net.\(method.name)(\(arguments.joined(separator: ", ")))\(size(of: sized.step.node))"
        if column + line.count <= 120 { return line }
        var lines = [""]
        for (index, argument) in arguments.enumerated() {
            let isLast = index == arguments.count - 1
            let text = argument + (isLast ? ")\(size(of: sized.step.node))" : ",")
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = text
            } else if column + 4 + last.count + 1 + text.count <= 120 {
                lines[lines.count - 1] += " " + text
            } else {
                lines.append(text)
            }
        }
        return "net.\(method.name)(\n" + lines.joined(separator: "\n").indented(by: 4)
    }

    /// Arithmetic on the block's properties, with the type that the method expects; nil if it has to be a literal
    /// because a parameter isn't a property.
    private func text(of expression: Expression, as wanted: BuilderMethod.SwiftType) -> String? {
        let types = expression.parameters.compactMap { properties.types[$0] }
        guard types.count == expression.parameters.count else { return nil }
        // Elsewhere, a layer is built once, of known sizes.
        if expression.usesChannels, showsSizes, !isRepeated { return nil }
        let type: BuilderMethod.SwiftType? = if case .parameter = expression { types.first } else { .integer }
        let text = expression.text(channels: "net.channels", parameter: properties.name)
        switch (wanted, type) {
        case (.extent, .integer): return "Extent(\(text))"
        case (.padding, .integer), (.padding, .extent): return "Padding(\(text))"
        case (.decimal, .integer): return "Double(\(text))"
        default: return wanted == type ? text : nil
        }
    }
}
