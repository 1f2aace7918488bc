import Foundation
import Testing

@testable import StrataRuntime

@Suite("Schedules")
struct ScheduleTests {
    private static let all: [Schedule] = [0, 0.5, 1, 2].flatMap { warmup in
        [
            .constant(warmupEpochs: warmup), .step(everyEpochs: 2, factor: 0.3, warmupEpochs: warmup),
            .cosine(warmupEpochs: warmup),
        ]
    }

    @Test("a schedule has PyTorch's factors at every step")
    func aScheduleHasPyTorchsFactors() throws {
        let text = try String(contentsOfFile: fixture("schedules.txt"), encoding: .utf8)
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            let numbers = words.dropFirst().compactMap(Double.init)
            let (stepsPerEpoch, epochs, warmup) = (Int(numbers[0]), Int(numbers[1]), numbers[2])
            let schedule: Schedule =
                switch words[0] {
                case "constant": .constant(warmupEpochs: warmup)
                case "step": .step(everyEpochs: 2, factor: 0.3, warmupEpochs: warmup)
                default: .cosine(warmupEpochs: warmup)
                }
            #expect(numbers.count - 3 == stepsPerEpoch * epochs)
            for (step, expected) in numbers.dropFirst(3).enumerated() {
                let factor = schedule.factor(step: step, stepsPerEpoch: stepsPerEpoch, epochs: epochs)
                #expect(abs(factor - expected) < 1e-12, "\(words[0]), warm-up \(warmup), step \(step)")
            }
        }
    }

    @Test("a warm-up rises in equal steps and reaches the full rate with its last step", arguments: all)
    func aWarmupRisesEvenlyToTheFullRate(_ schedule: Schedule) {
        let steps = Int(schedule.warmupEpochs * 10)
        let factors = (0..<steps).map { schedule.factor(step: $0, stepsPerEpoch: 10, epochs: 5) }
        for (step, factor) in factors.enumerated() { #expect(abs(factor - Double(step + 1) / Double(steps)) < 1e-12) }
        #expect(abs(schedule.factor(step: max(0, steps - 1), stepsPerEpoch: 10, epochs: 5) - 1) < 1e-12)
    }

    @Test("a schedule never rises after the warm-up and stays between 0 and 1", arguments: all)
    func aScheduleNeverRisesAfterTheWarmup(_ schedule: Schedule) {
        let factors = (Int(schedule.warmupEpochs * 10)..<70).map {
            schedule.factor(step: $0, stepsPerEpoch: 10, epochs: 5)
        }
        #expect(zip(factors, factors.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(factors.allSatisfy { (0...1).contains($0) })
    }

    @Test("a cosine schedule ends at 0", arguments: [0.0, 1, 5, 9])
    func aCosineScheduleEndsAtZero(warmup: Double) {
        #expect(Schedule.cosine(warmupEpochs: warmup).factor(step: 50, stepsPerEpoch: 10, epochs: 5) == 0)
    }

    @Test("a schedule is described in words")
    func aScheduleIsDescribedInWords() {
        #expect(Schedule.cosine(warmupEpochs: 1).description == "cosine after 1 epoch of warm-up")
        #expect(Schedule.step(everyEpochs: 3, factor: 0.5).description == "times 0.5 every 3 epochs")
        #expect(Schedule.constant.description == "constant")
    }
}

@Suite("Training options")
struct TrainingOptionsTests {
    @Test("training options out of range are rejected by name")
    func optionsOutOfRangeAreRejectedByName() throws {
        func refusal(_ change: (inout TrainingOptions) -> Void) throws -> String {
            var options = TrainingOptions(data: .fashionMNIST)
            change(&options)
            return try message { try options.check() }
        }
        #expect(try refusal { $0.epochs = 0 } == "epochs is 0, but must be between 1 and 1,000,000")
        #expect(try refusal { $0.batch = -4 } == "batch is -4, but must be between 1 and 65,536")
        #expect(try refusal { $0.threads = 0 } == "threads is 0, but must be between 1 and 1,024")
        #expect(
            try refusal { $0.optimizer = .sgd(rate: .nan) } == "optimizer 'sgd': `rate` must be above 0, not nan")
        #expect(
            try refusal { $0.optimizer = .sgd(rate: 1, momentum: 1) }
                == "optimizer 'sgd': `momentum` must be at least 0 and below 1, not 1")
        #expect(
            try refusal { $0.schedule = .step(everyEpochs: 0, factor: 0.1) }
                == "schedule 'step': `every` must be at least 1, not 0")
    }
}
