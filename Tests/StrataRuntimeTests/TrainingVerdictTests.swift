import OperatingSystem
import Testing

@testable import StrataRuntime

@Suite struct TrainingVerdictTests {
    private func evaluation(_ counts: [[Int]]) -> Evaluation {
        var matrix = ConfusionMatrix(classes: counts.count)
        for (actual, row) in counts.enumerated() {
            for (predicted, count) in row.enumerated() {
                for _ in 0..<count { matrix.add(actual: actual, predicted: predicted) }
            }
        }
        return Evaluation(measurement: .classes(matrix), classNames: ["cat", "dog"], data: "pets")
    }

    private func warning(_ counts: [[Int]], rate: Double = 0.1) -> String? {
        TrainingVerdict().warning(
            evaluation(counts), TrainingOptions(data: .fashionMNIST, optimizer: .sgd(rate: rate)))
    }

    @Test func aNetworkThatAlwaysAnswersTheSameIsReported() {
        #expect(
            warning([[12, 0], [8, 0]]) == """
                the network is no better than always answering cat (accuracy 0.6000).
                Train longer, or with a smaller learning rate (it is 0.1; try 0.01).
                """)
    }

    @Test func anUnusualLearningRateIsNamedAsTheCause() {
        #expect(
            warning([[12, 0], [8, 0]], rate: 1000)?.hasSuffix(
                "The learning rate is 1000, but usual ones are 1e-3 to 1.") == true)
    }

    @Test func aLossAboveThatOfAConstantAnswerIsReported() {
        var verdict = TrainingVerdict()
        for epoch in 1...2 {
            verdict.add(
                EpochReport(
                    epoch: epoch, epochs: 2, loss: 1026, trainingAccuracy: 0.5,
                    tests: [evaluation([[12, 0], [4, 4]]).measurement], rate: 20, imagesPerSecond: 1,
                    trainingSeconds: 1,
                    seconds: 1))
        }
        let options = TrainingOptions(data: .fashionMNIST, optimizer: .sgd(rate: 20))
        #expect(
            verdict.warning(evaluation([[12, 0], [4, 4]]), options) == """
                the training loss ended at 1026, but giving each class the same probability has 0.6931.
                The learning rate is 20, but usual ones are 1e-3 to 1.
                """)
        // Auxiliary heads add to the loss.
        #expect(verdict.warning(evaluation([[12, 0], [4, 4]]), options, heads: 2000) == nil)
    }

    @Test func aNetworkThatIsBetterThanAConstantAnswerIsNotReported() {
        #expect(warning([[12, 0], [7, 1]]) == nil)
    }

    @Test func aTestOfFewSamplesOrOfOneClassIsNotReported() {
        #expect(warning([[3, 0], [2, 0]]) == nil)
        #expect(warning([[20, 0], [0, 0]]) == nil)
    }

    @Test func aRegressionThatIsNoBetterThanTheMeanIsReported() {
        var errors = ErrorSum(outputs: 1)
        for sample in 0..<20 { errors.add(output: { _ in 30 }, target: { _ in Float(sample) }, input: nil) }
        let evaluation = Evaluation(
            measurement: .errors(errors.summary(deviation: 1, hasNoise: false)), classNames: [], data: "t.csv")
        let warning = TrainingVerdict().warning(evaluation, TrainingOptions(data: .csv("t.csv")))
        #expect(
            warning?.hasPrefix(
                "the network is no better than always answering the mean target (mean squared error 33.25).\n") == true)
    }

    private func isStillImproving(_ losses: [Double], accuracies: [Double]? = nil) -> Bool {
        var verdict = TrainingVerdict()
        for (epoch, loss) in losses.enumerated() {
            var matrix = ConfusionMatrix(classes: 2)
            let correct = Int((accuracies?[epoch] ?? 0.5) * 100)
            for sample in 0..<100 { matrix.add(actual: 0, predicted: sample < correct ? 0 : 1) }
            verdict.add(
                EpochReport(
                    epoch: epoch + 1, epochs: losses.count, loss: loss, trainingAccuracy: 0.5,
                    tests: [.classes(matrix)],
                    rate: 0.1, imagesPerSecond: 1, trainingSeconds: 1, seconds: 1))
        }
        return verdict.isStillImproving
    }

    @Test func aFallingLossIsStillImproving() {
        #expect(isStillImproving([1, 0.9, 0.8]))
    }

    @Test func aLossThatHasSettledIsNotImproving() {
        #expect(!isStillImproving([1, 0.5, 0.499]))
    }

    @Test func aLossThatFallsWhileTheTestGetsWorseIsNotImproving() {
        #expect(!isStillImproving([1, 0.9, 0.8], accuracies: [0.7, 0.8, 0.75]))
    }

    @Test func oneEpochSaysNothing() {
        #expect(!isStillImproving([1]))
    }

    /// The published example of Newcombe (1998): 81 of 263 is 0.2553 to 0.3662.
    @Test func theIntervalIsWilsons() {
        var matrix = ConfusionMatrix(classes: 2)
        for sample in 0..<263 { matrix.add(actual: 0, predicted: sample < 81 ? 0 : 1) }
        #expect(abs(matrix.interval.lowerBound - 0.2553) < 5e-5)
        #expect(abs(matrix.interval.upperBound - 0.3662) < 5e-5)
    }
}

@Suite struct ProcessorShareTests {
    /// Returns the note after ten seconds in which a process got some processor time.
    private func note(_ seconds: Double, threads: Int, cores: Int, sleepsWhileWaiting: Bool = false) -> String? {
        var times = [100, 100 + seconds]
        var share = ProcessorShare(threads: threads, cores: cores, sleepsWhileWaiting: sleepsWhileWaiting) {
            times.removeFirst()
        }
        let begun = ContinuousClock.now
        share.begin(at: begun)
        return share.note(at: begun + .seconds(10))
    }

    @Test func threadsThatGetLittleTimeAreReported() {
        #expect(
            note(13, threads: 2, cores: 2)
                == "other programs keep the processor busy, so the 2 threads often wait for each other. "
                + "--threads 1 may be several times faster.")
    }

    @Test func threadsThatGetTheirTimeAreNotReported() {
        #expect(note(19, threads: 2, cores: 2) == nil)
    }

    @Test func threadsThatSleepWhileTheyWaitAreNotReported() {
        #expect(note(13, threads: 2, cores: 2, sleepsWhileWaiting: true) == nil)
    }

    @Test func moreThreadsThanCoresAreNotOtherPrograms() {
        #expect(note(19, threads: 8, cores: 2) == nil)
    }

    @Test func nothingIsReportedEarly() {
        var share = ProcessorShare(threads: 2, cores: 2, sleepsWhileWaiting: false) { 0 }
        let begun = ContinuousClock.now
        share.begin(at: begun)
        #expect(share.note(at: begun + .seconds(4)) == nil)
    }
}
