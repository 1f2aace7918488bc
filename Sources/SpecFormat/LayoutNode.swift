import SpecText

/// A node of the text as it is laid out: what the tree says, and what it leaves out (anchors, tags, where an item's dash is).
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
    /// Anchor and tag, as written: `&stem`.
    var properties = ""
    /// Whether it is in brackets or braces.
    var isFlow = false
    /// What the node is to the language, where that decides how it is laid out.
    var role = Role.other
    /// From the first byte, properties included, to behind the last.
    var start: Int
    var end: Int

    enum Role {
        /// A list of layers: written over several lines, it is one layer a line.
        case layers
        /// A text in a list of layers that could as well be an option of the item before it: in brackets a comma ends an
        /// item, and `[3x3 conv, 8]` is a mistake that only they show.
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

    /// The text of a scalar without anchor or tag.
    var plainText: String? {
        if case .scalar(let scalar) = content, properties.isEmpty { scalar.text } else { nil }
    }

    /// Whether an anchor, a tag or an alias stands anywhere in it.
    var holdsReferences: Bool {
        guard properties.isEmpty else { return true }
        switch content {
        case .scalar: return false
        case .alias: return true
        case .sequence(let items): return items.contains { $0.node.holdsReferences }
        case .mapping(let pairs): return pairs.contains { $0.key.holdsReferences || $0.value.holdsReferences }
        }
    }

    /// Puts text in the node's place.
    mutating func replace(with text: String) {
        content = .scalar(
            YAMLScalar(text: text, style: .plain, span: Span(start: start, end: end), verbatimStart: nil))
        role = .other
        isFlow = false
    }
}

struct LayoutItem {
    /// Where its dash stands; in brackets, where the item begins.
    var start: Int
    var node: LayoutNode
}

struct LayoutPair {
    var key: LayoutNode
    var value: LayoutNode
}
