import SpecText

/// The optional file next to a target's specs that configures how Swift is generated from them:
///
/// ```yaml
/// access: public                    # public, package, or internal
/// emit: [training, layers]          # in addition to the network; by default training, layers, and classes
/// names:
///   digits: DigitNetwork            # digits.strata.yaml becomes this type
/// ```
public struct GenerationConfiguration: Hashable, Sendable {
    /// The name of the file in the folder of a target.
    public static let fileName = "strata-generate.yaml"

    public var access: SourceOptions.Access?
    public var parts: Set<SourceOptions.Part>?
    /// The types' names, by the names of the specs without `.strata.yaml`.
    public var names: [String: String] = [:]

    public init() {}

    /// Returns how the spec with a name is generated.
    public func options(forSpec name: String, access fallback: SourceOptions.Access) -> SourceOptions {
        SourceOptions(
            access: access ?? fallback, typeName: names[name], parts: parts ?? Set(SourceOptions.Part.allCases))
    }

    /// Reads a configuration and reports everything that is wrong with it.
    public static func read(_ source: SourceFile) -> (GenerationConfiguration, [Diagnostic]) {
        let (document, textFindings) = YAMLParser.parse(source)
        var reader = ConfigurationReader()
        if let root = document.root { reader.read(root) }
        return (reader.configuration, (textFindings + reader.diagnostics).inSourceOrder())
    }
}

private struct ConfigurationReader {
    var configuration = GenerationConfiguration()
    var diagnostics: [Diagnostic] = []

    mutating func read(_ root: YAMLNode) {
        if root.scalar?.isEmpty == true { return }
        guard case .mapping(let pairs) = root.content else {
            diagnostics.append(ConfigurationMessage.notMapping(root))
            return
        }
        var seen: [String: Span] = [:]
        for pair in pairs {
            let key = pair.key.scalar?.text ?? ""
            if let first = seen[key] {
                diagnostics.append(ConfigurationMessage.twice(key, at: pair.key.span, first: first))
                continue
            }
            seen[key] = pair.key.span
            switch key {
            case "access":
                configuration.access = word(pair.value, of: SourceOptions.Access.self, "access")
            case "emit":
                let items: [YAMLNode] =
                    if case .sequence(let items) = pair.value.content { items } else { [pair.value] }
                configuration.parts = Set(items.compactMap { word($0, of: SourceOptions.Part.self, "emit") })
            case "names": readNames(pair.value)
            default: diagnostics.append(ConfigurationMessage.unknownKey(key, at: pair.key.span))
            }
        }
    }

    private mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ node: YAMLNode, of type: Word.Type, _ key: String
    ) -> Word? {
        if let text = node.scalar?.text, let word = Word(rawValue: text) { return word }
        diagnostics.append(ConfigurationMessage.unknownWord(node, key, known: Word.allCases.map(\.rawValue)))
        return nil
    }

    private mutating func readNames(_ node: YAMLNode) {
        guard case .mapping(let pairs) = node.content else {
            diagnostics.append(ConfigurationMessage.notNames(node))
            return
        }
        for pair in pairs {
            guard let spec = pair.key.scalar?.text, let name = pair.value.scalar?.text else {
                diagnostics.append(ConfigurationMessage.notNames(pair.value))
                continue
            }
            if configuration.names[spec] != nil {
                diagnostics.append(ConfigurationMessage.twice(spec, at: pair.key.span, first: nil))
            } else if SwiftText.typeName(name) != name {
                diagnostics.append(ConfigurationMessage.notTypeName(name, at: pair.value.span))
            } else {
                configuration.names[spec] = name
            }
        }
    }
}
