extension Rule {
    /// Text that YAML can't read.
    public static let yamlSyntax = Rule("yaml-syntax", .structure, .error)
    /// An alias without an anchor.
    public static let unknownAlias = Rule("unknown-alias", .structure, .error)
    /// A `?` that YAML reads as a key indicator.
    public static let unquotedUnknown = Rule("unquoted-unknown", .structure, .error)
    /// Bytes that aren't UTF-8, or characters that YAML doesn't allow.
    public static let encoding = Rule("encoding", .structure, .error)
    /// A document that is larger or deeper than any spec.
    public static let documentLimit = Rule("document-limit", .structure, .error)
}
