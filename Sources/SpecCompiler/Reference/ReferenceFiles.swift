import SpecLanguage

/// The files of a checkout that are made from the catalogue: reference pages, the schema, editors' grammars.
public enum ReferenceFiles {
    /// A file to be written.
    public struct File: Sendable {
        /// From the checkout's root.
        public let path: String
        /// What it contains.
        public let text: String
    }

    /// What each file says of itself.
    static let note = "Made from the catalogue by `strata reference`; a test fails when it is stale."

    /// - Parameters:
    ///   - shapes: what `strata shapes` prints of a network, without the line's end.
    ///   - show: what `strata check` prints of a finding.
    public static func all(
        shapes: (SizedNetwork) -> String, show: ([SourceFile], Diagnostic) -> String
    ) -> [File] {
        [
            File(path: "docs/language.md", text: LanguageReference.page),
            File(path: "Grammar/notation.ebnf", text: NotationGrammar.text),
            File(path: "Grammar/strata.schema.json", text: SpecSchema.text),
            File(path: "Grammar/textmate/strata.tmLanguage.json", text: TextMateGrammar.text),
            File(path: "Grammar/vim/syntax/strata.vim", text: VimSyntax.text),
            File(path: "Sources/StrataRuntime/Network/LayerMethods.swift", text: BuilderSource.text),
            File(path: "Sources/NetworkTerms/Training/TrainingMethods.swift", text: TrainingMethodsSource.text),
            File(path: "Plugins/GenerateNetworks/SpecSections.swift", text: PluginSections.text),
        ]
            + LayerReference.pages(shapes: shapes).map { File(path: "docs/layers/\($0.file)", text: $0.text) }
            + RuleReference.pages(show: show).map { File(path: "docs/rules/\($0.file)", text: $0.text) }
    }
}
