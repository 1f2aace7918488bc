import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A step schedule that never steps.
    static let idleSchedule = Rule("idle-schedule", .training, .warning)
}

extension LintRule {
    static let idleSchedule = LintRule(
        .idleSchedule,
        summary: "A step schedule steps at least once.",
        reason:
            "If the first step is at the end of training or later, the rate never changes, and the schedule has no effect.",
        source: "PyTorch's documentation of StepLR",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              epochs: 10
              schedule: step, every 30 epochs
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              epochs: 10
              schedule: step, every 4 epochs
            """,
        training: { facts in
            guard let schedule = facts.section.schedule,
                let interval = schedule.definition.interval, let every = schedule.arguments.integer(interval),
                every >= facts.settings.epochs
            else { return [] }
            return [Message.idle(schedule, interval, every, facts)]
        })
}

private enum Message {
    static func idle(
        _ schedule: Chosen<Schedule>, _ interval: String, _ every: Int, _ facts: TrainingFacts
    ) -> Diagnostic {
        let epochs = facts.settings.epochs
        return Diagnostic(
            .idleSchedule,
            "the rate drops every \(every) epochs, but training lasts \(epochs), so it never drops",
            at: schedule.span(of: interval), notes: facts.epochsNote,
            help: "use fewer, such as `\(interval) \(Swift.max(1, epochs / 3)) epochs`, or `constant`")
    }
}
