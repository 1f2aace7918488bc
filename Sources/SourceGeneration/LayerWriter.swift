import SizeInference
import SpecLanguage
import SpecText

/// Writes the statements that build layers.
struct LayerWriter {
    let blocks: BlockTypes
    /// Whether sizes stand behind the layers. In a block they differ from use to use.
    let showsSizes: Bool
    /// The Swift types of the parameters of the block that is being written.
    var parameters: [String: BlockTypes.SwiftType] = [:]

    func statements(_ items: [SizedItem]) -> [String] { items.flatMap(statements) }

    private func statements(_ item: SizedItem) -> [String] {
        switch item {
        case .layer(let sized):
            return [statement(sized)]
        case .join(let join, let sized):
            let others = join.others.map { SwiftText.literal($0.value) }.joined(separator: ", ")
            return [
                "net.join(\(SwiftText.literal(join.name)), .\(join.kind.rawValue), with: \(others))\(size(sized.output))"
            ]
        case .stack(let stack, let passes, let output):
            return [statement(stack, passes, output)]
        case .residual(let residual, let items, let shortcut, _, let join):
            return [statement(residual, items, shortcut, join)]
        case .branches(let branches, let lists, let join):
            let closures = lists.map { list in
                list.isEmpty
                    ? "{ _ in },"
                    : """
                    { net in
                    \(statements(list).joined(separator: "\n").indented(by: 4))
                    },
                    """
            }
            return [
                """
                net.branches(\(SwiftText.literal(branches.name)), .\(branches.join.rawValue), [
                \(closures.joined(separator: "\n").indented(by: 4))
                ])\(size(join.output))
                """
            ]
        }
    }

    private func size(_ size: TensorSize) -> String { showsSizes ? "  // \(size)" : "" }

    private func closure(_ items: [SizedItem]) -> String {
        guard !items.isEmpty else { return "{ _ in }" }
        return """
            { net in
            \(statements(items).joined(separator: "\n").indented(by: 4))
            }
            """
    }

    private func statement(
        _ residual: Residual, _ items: [SizedItem], _ shortcut: [SizedItem]?, _ join: SizedJoin
    ) -> String {
        let name = SwiftText.literal(residual.name)
        var text = "net.residual(\(name)"
        if case .project = residual.shortcut { text += ", projection: \(SwiftText.literal(residual.projectionName))" }
        text += ") \(closure(items))"
        if case .layers = residual.shortcut { text += " shortcut: \(closure(shortcut ?? []))" }
        return text + size(join.output)
    }

    private func statement(_ stack: Stack, _ passes: [[SizedItem]], _ output: TensorSize) -> String {
        let first = passes.first ?? []
        func layers(_ name: String) -> String {
            guard let use = stack.use else { return "net.scope(\(name)) \(closure(first))" }
            return "net.block(\(name), \(blocks.construction(of: use, first, within: parameters)))\(size(output))"
        }
        if stack.count == 1, stack.countExpression == nil { return layers(SwiftText.literal(stack.name(ofPass: 0))) }
        let start = stack.isNamed ? 1 : stack.firstNumber
        let count = stack.countExpression.map { $0.text(parameter: SwiftText.propertyName) }
        let end =
            count.map { start == 1 ? $0 : "\(start - 1) + \($0)" } ?? String(start + stack.count - 1)
        let quoted = String(SwiftText.literal(stack.name).dropLast())
        return """
            for index in \(start)...\(end.contains(" ") ? "(\(end))" : end) {
            \(layers("\(quoted)\(stack.isNamed ? "." : "")\\(index)\"").indented(by: 4))
            }
            """
    }

    private func statement(_ sized: SizedLayer) -> String {
        guard let call = sized.layer.definition.call?(sized.layer.arguments, (sized.input, sized.output)) else {
            return ""
        }
        var arguments = [SwiftText.literal(sized.layer.name)]
        for argument in call.arguments {
            let expression = sized.layer.arguments.expressions[argument.label ?? "kind"]
            guard !argument.isDefault || expression != nil && !parameters.isEmpty else { continue }
            let value =
                parameters.isEmpty
                ? Self.literal(argument.value)
                : expression.map { text(of: $0, as: argument.value) } ?? Self.literal(argument.value)
            arguments.append((argument.label.map { "\($0): " } ?? "") + value)
        }
        let line = "net.\(call.method)(\(arguments.joined(separator: ", ")))\(size(sized.output))"
        if line.count <= 100 { return line }
        return """
            net.\(call.method)(
                \(arguments.joined(separator: ", ")))\(size(sized.output))
            """
    }

    /// Arithmetic on the block's properties, of the type that the runtime wants.
    private func text(of expression: Expression, as value: RuntimeCall.Value) -> String {
        let text = expression.text(parameter: SwiftText.propertyName)
        let type: BlockTypes.SwiftType =
            if case .parameter(let name) = expression { parameters[name] ?? .integer } else { .integer }
        switch value {
        case .size: return type == .size ? text : "Size(\(text))"
        case .padding: return "Padding(\(text))"
        case .decimal: return type == .decimal ? text : "Float(\(text))"
        case .integer, .boolean, .member: return text
        }
    }

    static func literal(_ value: RuntimeCall.Value) -> String {
        switch value {
        case .integer(let integer): "\(integer)"
        case .decimal(let decimal): SwiftText.literal(decimal)
        case .boolean(let boolean): "\(boolean)"
        case .size(let extent): extent.isSquare ? "\(extent.height)" : "Size(\(extent.height), \(extent.width))"
        case .padding(let top, let bottom, let left, let right):
            top == bottom && left == right && top == left
                ? "\(top)" : "Padding(top: \(top), bottom: \(bottom), left: \(left), right: \(right))"
        case .member(let name): ".\(name)"
        }
    }
}
