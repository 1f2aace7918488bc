import SizeInference
import SpecLanguage
import SpecText

/// A rule that looks at a whole network whose sizes are known. One file each in `Rules/`.
public struct LintRule: Sendable {
    /// Words joined by hyphens.
    public let name: String
    /// What it finds, in a sentence.
    public let summary: String
    /// Why it matters.
    public let reason: String
    /// Where the claim can be read.
    public let source: String
    public let check: @Sendable (SizedNetwork) -> [Diagnostic]

    public static let all: [LintRule] = [.classCount, .dataSize, .droppedPixels, .headOutput, .lossFit]
}

/// Runs every rule over a network.
public enum Linter {
    public static func lint(_ network: SizedNetwork) -> [Diagnostic] {
        LintRule.all.flatMap { $0.check(network) }
    }
}
