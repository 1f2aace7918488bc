import NetworkTerms
import SpecLanguage

/// The colors of the notation for Vim and Neovim, within YAML's own highlighting.
public enum VimSyntax {
    /// The syntax file.
    public static var text: String {
        """
        " The notation of specs, within YAML's own highlighting. It is loaded after syntax/yaml.vim by the file type
        " `yaml.strata`.
        " \(ReferenceFiles.note)
        syn case match

        syn match strataParameter /\\$\\h\\w*\\|\\${\\h\\w*}/ contained containedin=yamlPlainScalar,yamlFlowString
        syn match strataSize /\\%(^\\|[ ,\\[{]\\)\\@1<=\\%(\\d\\+\\|?\\)\\%(x\\%(\\d\\+\\|?\\)\\)\\+\\ze\\%([ ,\\]}]\\|$\\)/ contained containedin=yamlPlainScalar
        syn match strataStride /\\%([ ]\\)\\@1<=\\/\\%(\\d\\+\\%(x\\d\\+\\)\\?\\|?\\)/ contained containedin=yamlPlainScalar

        " Layers.
        \(group("Layer", EditorWords.layers))

        " What is done to each value.
        \(group("Activation", EditorWords.activations))

        " What joins tensors, and contracts.
        \(group("Structure", EditorWords.structure, after: "\\%(^\\|- \\)\\@2<="))

        " What a training chooses.
        \(group("Training", EditorWords.training))

        " What follows a comma.
        \(group("Option", EditorWords.options, after: "\\%(, *\\)\\@8<="))

        hi def link strataParameter Identifier
        hi def link strataSize Number
        hi def link strataStride Number
        hi def link strataLayer Function
        hi def link strataActivation Type
        hi def link strataStructure Keyword
        hi def link strataTraining Function
        hi def link strataOption Keyword

        """
    }

    /// - Parameter before: an expression for what has to come before.
    private static func group(_ name: String, _ words: [String], after before: String = "") -> String {
        """
        syn match strata\(name) /\(before)\\<\\%(\(words.joined(separator: "\\|"))\\)\\>/ \
        contained containedin=yamlPlainScalar
        """
    }
}
