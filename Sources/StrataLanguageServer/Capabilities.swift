import Basics

/// The supported requests about a document.
enum Request: String, CaseIterable {
    case diagnostic = "textDocument/diagnostic"
    case hover = "textDocument/hover"
    case inlayHint = "textDocument/inlayHint"
    case formatting = "textDocument/formatting"
    case rangeFormatting = "textDocument/rangeFormatting"
    case codeAction = "textDocument/codeAction"
    case completion = "textDocument/completion"
    case signatureHelp = "textDocument/signatureHelp"
    case definition = "textDocument/definition"
    case references = "textDocument/references"
    case documentHighlight = "textDocument/documentHighlight"
    case prepareRename = "textDocument/prepareRename"
    case rename = "textDocument/rename"
    case documentSymbol = "textDocument/documentSymbol"
    case foldingRange = "textDocument/foldingRange"
    case semanticTokens = "textDocument/semanticTokens/full"
    case codeLens = "textDocument/codeLens"
}

/// The server's capabilities.
enum Capabilities {
    static func json(_ encoding: PositionEncoding) -> JSON {
        [
            "positionEncoding": .string(encoding.rawValue),
            // 2: incremental changes.
            "textDocumentSync": ["openClose": true, "change": 2, "save": true],
            "diagnosticProvider": [
                "identifier": "strata", "interFileDependencies": true, "workspaceDiagnostics": false,
            ],
            "hoverProvider": true,
            "inlayHintProvider": true,
            "documentFormattingProvider": true,
            "documentRangeFormattingProvider": true,
            "codeActionProvider": ["codeActionKinds": ["quickfix", "refactor.rewrite", "source.fixAll.strata"]],
            "completionProvider": ["triggerCharacters": [" ", ",", "/", ":", "$"]],
            "signatureHelpProvider": ["triggerCharacters": [" ", ","]],
            "definitionProvider": true,
            "referencesProvider": true,
            "documentHighlightProvider": true,
            "renameProvider": ["prepareProvider": true],
            "documentSymbolProvider": true,
            "foldingRangeProvider": true,
            "semanticTokensProvider": [
                "legend": [
                    "tokenTypes": .strings(TokenKind.allCases.map(\.rawValue)),
                    "tokenModifiers": .strings(["declaration"]),
                ],
                "full": true,
            ],
            "codeLensProvider": ["resolveProvider": false],
        ]
    }
}
