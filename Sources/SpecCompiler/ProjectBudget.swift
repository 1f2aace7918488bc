/// What a network may cost by the will of its project: it holds for every spec that does not state that budget itself.
public struct ProjectBudget: Sendable {
    /// The project's file.
    public let source: SourceFile
    private let budget: Budget

    /// - Parameters:
    ///   - node: what the project's file says under `budget`.
    ///   - source: that file.
    public static func read(
        _ node: YAMLNode, in source: SourceFile
    ) -> (budget: ProjectBudget, diagnostics: [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        let budget = BudgetReader.read(node, &diagnostics)
        return (ProjectBudget(source: source, budget: budget), diagnostics)
    }

    /// Gives a spec the limits that it does not state. The project's file becomes one of its sources, so that findings can
    /// point at it.
    func apply(to spec: inout Spec, _ sources: inout [SourceFile]) {
        var limits = spec.budget ?? Budget()
        limits.inherit(budget, from: sources.count)
        spec.budget = limits
        sources.append(source)
    }
}

extension ProjectBudget: Equatable {
    /// What is written in the same file in the same way is the same.
    public static func == (left: ProjectBudget, right: ProjectBudget) -> Bool {
        left.source.path == right.source.path && left.source.bytes == right.source.bytes
    }
}
