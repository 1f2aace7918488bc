/// A project's limits on the costs of networks. They apply to every spec that doesn't set them itself.
public struct ProjectBudget: Sendable {
    /// The project's file.
    public let source: SourceFile
    private let budget: Budget

    /// - Parameters:
    ///   - node: the value of `budget` in the project's file.
    ///   - source: the project's file.
    public static func read(
        _ node: YAMLNode, in source: SourceFile
    ) -> (budget: ProjectBudget, diagnostics: [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        let budget = BudgetReader.read(node, &diagnostics)
        return (ProjectBudget(source: source, budget: budget), diagnostics)
    }

    /// Adds the limits that a spec doesn't set. The project's file becomes one of its sources, so that findings can
    /// point to it.
    func apply(to spec: inout Spec, _ sources: inout [SourceFile]) {
        var limits = spec.budget ?? Budget()
        limits.inherit(budget, from: sources.count)
        spec.budget = limits
        sources.append(source)
    }
}

extension ProjectBudget: Equatable {
    /// Compares the text of the project's file.
    public static func == (left: ProjectBudget, right: ProjectBudget) -> Bool {
        left.source.path == right.source.path && left.source.bytes == right.source.bytes
    }
}
