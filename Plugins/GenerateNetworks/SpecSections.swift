// Generated from the catalog by `strata reference`; a test fails if it is out of date.

/// The sections of a spec that the plugin uses.
enum SpecSections {
    static let define = "define"
    static let include = "include"
    /// The sections of a spec that only defines blocks for others to include.
    static let ofBlocks: Set<String> = ["include", "define"]
}
