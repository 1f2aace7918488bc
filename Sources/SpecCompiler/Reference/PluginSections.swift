import SpecLanguage

/// The sections of a spec that the build plugin needs to know, because plugins can't use the compiler.
enum PluginSections {
    static var text: String {
        let ofBlocks = StructurePlace.spec.words.filter { !$0.describesNetwork }.map { "\"\($0.key)\"" }
        return """
            // \(ReferenceFiles.note)

            /// The sections of a spec that the plugin uses.
            enum SpecSections {
                static let define = "\(StructureWord.define.key)"
                static let include = "\(StructureWord.include.key)"
                /// The sections of a spec that only defines blocks for others to include.
                static let ofBlocks: Set<String> = [\(ofBlocks.joined(separator: ", "))]
            }

            """
    }
}
