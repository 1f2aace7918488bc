import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A warmup that is longer than the training.
    static let longWarmup = Rule("long-warmup", .training, .warning)
}

extension LintRule {
    static let longWarmup = LintRule(
        .longWarmup,
        summary: "The warmup ends before the training does.",
        reason:
            "While the warmup lasts the rate rises from zero: a training that ends in it never reaches the rate that is written.",
        source: "Goyal and others, Accurate, large minibatch SGD, 2017, section 2.2",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              epochs: 5
              schedule: cosine, warmup 5 epochs
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              epochs: 5
              schedule: cosine, warmup 0.5 epochs
            """,
        training: { facts in
            guard let schedule = facts.section.schedule else { return [] }
            let warmup = schedule.choice.warmupEpochs
            return warmup >= Double(facts.settings.epochs) ? [Message.long(schedule, warmup, facts)] : []
        })
}

private enum Message {
    static func long(_ schedule: Chosen<Schedule>, _ warmup: Double, _ facts: TrainingFacts) -> Diagnostic {
        let epochs = facts.settings.epochs
        return Diagnostic(
            .longWarmup,
            "the warmup lasts \(counted(warmup, "epoch")), but training lasts \(epochs), so the full rate is never reached",
            at: schedule.span(of: "warmup"), notes: facts.epochsNote,
            help: "a tenth of the training or less is common")
    }
}
