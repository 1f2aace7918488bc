import NetworkTerms
import SpecLanguage
import SpecText

/// The syntax of a spec's blocks, as far as the text alone shows it: their names, and the order of their parameters.
enum Definitions {
    static func syntaxes(of root: LayoutNode) -> [Syntax] {
        guard case .mapping(let pairs) = root.content,
            let define = pairs.first(where: { $0.key.plainText == StructureWord.define.key }),
            case .mapping(let blocks) = define.value.content
        else { return [] }
        var taken: Set<String> = []
        return blocks.compactMap { block in
            guard let name = block.key.plainText, NameRule.block.problem(with: name) == nil,
                taken.insert(name).inserted
            else { return nil }
            return Syntax(
                key: name, title: "block", summary: "", forms: [Syntax.Form(name)],
                parameters: parameters(of: block.value).map {
                    ParameterDefinition($0, .any, "", notation: .keyword($0))
                },
                example: Syntax.Example(notation: name, longhand: "\(name):"))
        }
    }

    private static func parameters(of block: LayoutNode) -> [String] {
        guard case .mapping(let pairs) = block.content,
            let given = pairs.first(where: { $0.key.plainText == StructureWord.given.key })
        else { return [] }
        switch given.value.content {
        case .mapping(let pairs): return pairs.compactMap(\.key.plainText)
        case .sequence(let items): return items.compactMap(\.node.plainText)
        case .scalar, .alias: return []
        }
    }
}
