import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

/// A rule that checks a whole network whose sizes are known. Each has a file in `Rules/`.
public final class LintRule: Sendable {
    public let page: RulePage
    private let check: @Sendable (LintedNetwork, [TrainingFacts]) -> [Diagnostic]

    public var rule: Rule { page.rule }

    public static let all: [LintRule] = [
        .activationAtEnd,
        .batchOverData,
        .biasBeforeNorm,
        .budgetKept,
        .channelsFirst,
        .classCount,
        .dataSize,
        .dilationOfOne,
        .dropoutAtEnd,
        .dropoutBeforeNorm,
        .droppedPixels,
        .earlyDownsampling,
        .evenKernel,
        .fullyConnectedShare,
        .halvedNotWidened,
        .headOutput,
        .hiddenLayers,
        .hiddenWidth,
        .highDropout,
        .hugeTensor,
        .idleSchedule,
        .initFit,
        .kernelOnOnePixel,
        .largeDecay,
        .largeKernel,
        .linearStack,
        .logLikelihoodFit,
        .longWarmup,
        .lossFit,
        .memoryBudget,
        .needlessLogSoftmax,
        .oneUnitBottleneck,
        .paddedMean,
        .paddingOverKernel,
        .parametersOverSamples,
        .poolOfOne,
        .repeatedActivation,
        .repeatedNorm,
        .sigmoidHidden,
        .smallBatchNorm,
        .smallReceptiveField,
        .softmaxBeforeLoss,
        .softmaxOfOne,
        .strideOverKernel,
        .unusualRate,
        .uselessLayer,
        .vanishingGradient,
    ]

    /// Creates a rule about the network's steps and their neighbors.
    convenience init(
        _ rule: Rule, summary: String, reason: String, source: String, evidence: String? = nil, example: String,
        better: String, check: @escaping @Sendable (LintedNetwork) -> [Diagnostic]
    ) {
        self.init(
            RulePage(
                rule, summary: summary, reason: reason, source: source, evidence: evidence, example: example,
                better: better)
        ) { network, _ in check(network) }
    }

    /// Creates a rule about the training of an output. It is skipped if the spec's training section is missing or uncertain.
    convenience init(
        _ rule: Rule, summary: String, reason: String, source: String, example: String, better: String,
        training check: @escaping @Sendable (TrainingFacts) -> [Diagnostic]
    ) {
        self.init(
            RulePage(rule, summary: summary, reason: reason, source: source, example: example, better: better)
        ) { _, training in training.flatMap(check).unique(by: \.identity) }
    }

    private init(_ page: RulePage, check: @escaping @Sendable (LintedNetwork, [TrainingFacts]) -> [Diagnostic]) {
        self.page = page
        self.check = check
    }

    /// Returns the findings. A layer of a block is reported once, for its first use with a finding. The whole model can
    /// have several findings.
    ///
    /// - Parameter training: the facts about the training of each output.
    fileprivate func findings(in network: LintedNetwork, _ training: [TrainingFacts]) -> [Diagnostic] {
        let findings = check(network, training)
        guard findings.count > 1 else { return findings }
        var reported: Set<Span> = []
        let model = network.network.spec.placeOfModel
        return findings.filter { $0.span == model || reported.insert($0.span).inserted }
    }
}

/// Runs every rule over a network.
public enum Linter {
    /// The rules of all possible findings.
    public static let rules = Set(LintRule.all.map(\.rule))

    public static func lint(_ network: SizedNetwork) -> [Diagnostic] {
        let linted = LintedNetwork(network)
        let training = TrainingFacts.all(linted)
        return LintRule.all.flatMap { $0.findings(in: linted, training) }
    }
}
