import NetworkTerms

/// Writes the Swift functions that create the optimizers, losses, schedules, and data sources of the catalog.
public enum TrainingMethodsSource {
    /// The text of `Sources/NetworkTerms/Training/TrainingMethods.swift`.
    public static var text: String {
        """
        // Generated from the catalog by `strata reference`. Change a definition, then generate it again.

        \(extensionText(of: "DataSource", Catalog.dataSources))

        \(extensionText(of: "Loss", Catalog.losses))

        \(extensionText(of: "Optimizer", Catalog.optimizers))

        \(extensionText(of: "Schedule", Catalog.schedules))

        """
    }

    private static func extensionText(of type: String, _ terms: [any TrainingTerm]) -> String {
        """
        extension \(type) {
        \(terms.flatMap { text(of: $0, type) }.joined(separator: "\n\n"))
        }
        """
    }

    /// Returns a constant if no argument is required, and a function if there are any parameters.
    private static func text(of term: any TrainingTerm, _ type: String) -> [String] {
        let (method, title) = (term.method, term.syntax.title)
        let documentation = MethodSource.documentation(title: title, term.syntax, formula: term.formula, method)
        let isComplete = !method.arguments.contains(where: \.isRequired)
        if method.arguments.isEmpty {
            return ["\(documentation)\n    public static let \(method.name) = \(type)(.\(method.name))"]
        }
        let head = MethodSource.head("static func \(method.name)", MethodSource.parameters(method), type)
        let call = MethodSource.call(type, ".\(method.name)", MethodSource.values(method))
        let function = "\(documentation)\n\(head)\n\(call)\n    }"
        guard isComplete else { return [function] }
        return [
            function,
            """
                /// \(title.prefix(1).uppercased() + title.dropFirst()), with default parameters.
                public static let \(method.name) = \(type)(.\(method.name))
            """,
        ]
    }
}
