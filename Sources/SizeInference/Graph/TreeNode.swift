import NetworkTerms
import SpecLanguage

/// The structure of a network: what is written inside what. The numbers are those of nodes in its graph.
public enum TreeNode: Sendable {
    case layer(Int)
    /// One list a pass, and the node that the last ends with.
    indirect case stack(Stack, passes: [[TreeNode]], end: Int)
    indirect case residual(Residual, items: [TreeNode], shortcut: [TreeNode]?, projection: Int?, join: Int)
    indirect case branches(Branches, branches: [[TreeNode]], join: Int)
    indirect case join(Join, Int)
}
