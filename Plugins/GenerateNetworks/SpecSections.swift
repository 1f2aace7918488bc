// Made from the catalogue by `strata reference`; a test fails when it is stale.

/// The sections of a spec that the plugin looks at.
enum SpecSections {
    static let define = "define"
    static let include = "include"
    /// All that a spec may have which only defines blocks for others to include.
    static let ofBlocks: Set<String> = ["include", "define"]
}
