import SpecText

/// A node of the text as it is laid out: the tree's node, and what the tree omits (anchors, tags, the positions of
/// dashes).
struct LayoutNode {
    indirect enum Content {
        /// Text that is written as YAML needs it.
        case scalar(YAMLScalar)
        /// `*name`, as written.
        case alias(String)
        case sequence([LayoutItem])
        case mapping([LayoutPair])
    }

    var content: Content
    /// Anchor and tag as written: `&stem`.
    var properties = ""
    /// Whether it is in brackets or braces.
    var isFlow = false
    /// The node's role in the language, if it affects the layout.
    var role = Role.other
    /// The offset of the first byte, including properties, and the offset past the last.
    var start: Int
    var end: Int

    enum Role {
        /// A list of layers. On several lines, it has one layer per line.
        case layers
        /// A text in a list of layers that could be an option of the item before it: in brackets a comma ends an item,
        /// and only brackets make `[3x3 conv, 8]` a mistake.
        case option
        case other
    }

    var isEmptyScalar: Bool {
        if case .scalar(let scalar) = content { scalar.isEmpty } else { false }
    }

    var isCollection: Bool {
        switch content {
        case .sequence, .mapping: true
        case .scalar, .alias: false
        }
    }

    /// The text of a scalar without an anchor or a tag.
    var plainText: String? {
        if case .scalar(let scalar) = content, properties.isEmpty { scalar.text } else { nil }
    }

    /// Whether it contains an anchor, a tag, or an alias anywhere.
    var holdsReferences: Bool {
        guard properties.isEmpty else { return true }
        switch content {
        case .scalar: return false
        case .alias: return true
        case .sequence(let items): return items.contains { $0.node.holdsReferences }
        case .mapping(let pairs): return pairs.contains { $0.key.holdsReferences || $0.value.holdsReferences }
        }
    }

    /// Replaces the node with text.
    mutating func replace(with text: String) {
        content = .scalar(
            YAMLScalar(text: text, style: .plain, span: Span(start: start, end: end), verbatimStart: nil))
        role = .other
        isFlow = false
    }
}

struct LayoutItem {
    /// The offset of its dash; in brackets, of the item.
    var start: Int
    var node: LayoutNode
}

struct LayoutPair {
    var key: LayoutNode
    var value: LayoutNode
}
