import Basics
import NetworkTerms
import SpecCompiler
import SpecRuns

/// The compiler's results for one version of a document, and values derived from them on demand.
final class Analysis {
    let compilation: SpecCompiler.Compilation
    let positions: PositionMap
    let uri: String
    /// The blocks available in the document.
    let blocks: [BlockDefinition]
    let version: Int?
    /// The project's configuration.
    let project: ProjectFile?

    init(
        _ compilation: SpecCompiler.Compilation, positions: PositionMap, uri: String, blocks: [BlockDefinition],
        version: Int?, project: ProjectFile?
    ) {
        self.compilation = compilation
        self.positions = positions
        self.uri = uri
        self.blocks = blocks
        self.version = version
        self.project = project
    }

    var source: SourceFile { compilation.source }
    var spec: Spec { compilation.spec }
    /// The findings that the project's configuration doesn't ignore.
    var findings: [Diagnostic] { compilation.diagnostics.filter(selection.shows) }
    /// The rules whose findings are shown.
    var selection: RuleSelection { project?.selection ?? RuleSelection() }

    /// The tree of the document's text.
    var tree: YAMLDocument { compilation.document }

    private(set) lazy var symbols = SymbolIndex(tree, blocks: blocks)

    private(set) lazy var fields = compilation.network.map { ReceptiveFields($0.sized) }

    private(set) lazy var sizes = LayerSizes(compilation)

    /// The syntax of all layers in the catalog and of the blocks.
    private(set) lazy var layerChoices: [Syntax] = Catalog.layers.map(\.syntax) + blocks.map(\.syntax)

    /// The possible sizes, if the input is open.
    private(set) lazy var openSizes: OpenSizes? = {
        guard compilation.network == nil, let solution = compilation.solution else { return nil }
        return OpenSizes(compilation.sized.graph, solution)
    }()

    func edit(_ edits: [Diagnostic.Edit]) -> JSON {
        let own = edits.filter { $0.span.file == 0 }.map(textEdit)
        return ["changes": .object([(uri, .array(own))])]
    }

    func textEdit(_ edit: Diagnostic.Edit) -> JSON {
        ["range": positions.range(edit.span), "newText": .string(edit.replacement)]
    }
}

extension JSON {
    static func markdown(_ text: String) -> JSON { ["kind": "markdown", "value": .string(text)] }
}
