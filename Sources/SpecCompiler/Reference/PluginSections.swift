import SpecLanguage

/// What the build plugin has to know of a spec's sections: plugins can't use the compiler.
enum PluginSections {
    static var text: String {
        let ofBlocks = StructurePlace.spec.words.filter { !$0.describesNetwork }.map { "\"\($0.key)\"" }
        return """
            // \(ReferenceFiles.note)

            /// The sections of a spec that the plugin looks at.
            enum SpecSections {
                static let define = "\(StructureWord.define.key)"
                static let include = "\(StructureWord.include.key)"
                /// All that a spec may have which only defines blocks for others to include.
                static let ofBlocks: Set<String> = [\(ofBlocks.joined(separator: ", "))]
            }

            """
    }
}
