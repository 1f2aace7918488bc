import Basics
import NetworkTerms
import SizeInference
import SpecLanguage
import SpecText

extension Rule {
    /// A network that exceeds its memory budget.
    static let memoryBudget = Rule("memory-budget", .cost, .warning)
}

extension LintRule {
    static let memoryBudget = LintRule(
        .memoryBudget,
        summary: "The network stays within the memory of its `budget`.",
        reason: """
            The figure is an estimate from the sizes, with all numbers in 32 bits. Inference: the parameters, and the \
            largest set of values alive at once for one sample. Training: the parameters, their gradients, the \
            optimizer's state, and the output of every layer for a whole batch, which the backward pass needs. A \
            project's `.strata.yml` can set a budget for all of its specs; a spec's own budget takes precedence.
            """,
        source: "docs/language.md; Chen and others, Training deep nets with sublinear memory cost, 2016, section 3",
        example: """
            input: 28x28x1
            budget: {training memory: 10MB}
            body:
              - 3x3 conv, 32, pad 1, relu
              - 3x3 conv, 32, /2, pad 1, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              batch: 256
            """,
        better: """
            input: 28x28x1
            budget: {training memory: 10MB}
            body:
              - 3x3 conv, 32, pad 1, relu
              - 3x3 conv, 32, /2, pad 1, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              batch: 64
            """,
        check: { linted in
            guard let limits = linted.network.spec.budget?.limits, limits.keys.contains(where: \.isMemory) else {
                return []
            }
            let estimate = MemoryEstimate(linted)
            var findings: [Diagnostic] = []
            if let limit = limits[.inferenceMemory], let bytes = estimate.inference, bytes > limit.value {
                findings.append(Message.inference(bytes, limit, at: limit.place(in: linted)))
            }
            if let limit = limits[.trainingMemory], let bytes = estimate.training, bytes > limit.value {
                findings.append(
                    Message.training(
                        bytes, limit, batch: estimate.batch, fits: estimate.largestBatch(within: limit.value),
                        at: limit.place(in: linted)))
            }
            return findings
        })
}

private enum Message {
    static func inference(_ bytes: Int, _ limit: Budget.Limit, at place: Span) -> Diagnostic {
        Diagnostic(
            .memoryBudget,
            "inference on one sample takes about \(byteCount(bytes)), but \(limit.owner("the")) budget is \(byteCount(limit.value))",
            at: place, about: .name(Budget.Item.inferenceMemory.rawValue), notes: limit.notes,
            help: "smaller maps or fewer channels in the first layers, or fewer parameters, save the most")
    }

    static func training(_ bytes: Int, _ limit: Budget.Limit, batch: Int, fits: Int, at place: Span) -> Diagnostic {
        Diagnostic(
            .memoryBudget,
            "training with a batch of \(batch) takes about \(byteCount(bytes)), but \(limit.owner("the")) budget is \(byteCount(limit.value))",
            at: place, about: .name(Budget.Item.trainingMemory.rawValue), notes: limit.notes,
            help: fits > 0
                ? "a batch of \(fits) is the largest that fits"
                : "even a batch of one is too large: make the network smaller")
    }
}
