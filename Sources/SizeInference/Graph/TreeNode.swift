import NetworkTerms
import SpecLanguage

/// The nested structure of a network. The numbers are those of nodes in its graph.
public enum TreeNode: Sendable {
    case layer(Int)
    /// One list per pass, and the last node of the last pass.
    indirect case stack(Stack, passes: [[TreeNode]], end: Int)
    indirect case residual(Residual, items: [TreeNode], shortcut: [TreeNode]?, projection: Int?, join: Int)
    indirect case branches(Branches, branches: [[TreeNode]], join: Int)
    indirect case join(Join, Int)
}
