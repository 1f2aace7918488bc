import TestSupport
import Testing

@testable import StrataRuntime

/// Tests that the runtime implements everything in the catalog.
@Suite struct RegistryTests {
    @Test func everyOptimizerHasAFormula() {
        #expect(
            Optimizer.formulas.entries.map { $0.definition.syntax.key }.sorted()
                == Catalog.optimizers.map(\.syntax.key).sorted())
    }

    @Test func everyLossHasAFormula() {
        #expect(
            Loss.formulas.entries.map { $0.definition.syntax.key }.sorted()
                == Catalog.losses.map(\.syntax.key).sorted())
    }

    @Test func everyDataSourceHasAReader() {
        #expect(
            DataSource.readers.entries.map { $0.definition.syntax.key }.sorted()
                == Catalog.dataSources.map(\.syntax.key).sorted())
    }

    @Test func anUnregisteredKeyIsAnError() {
        #expect(throws: RuntimeError("unknown optimizer `adam`", advice: "Did you mean `adamw`?")) {
            try Optimizer.formulas["adam"]
        }
        #expect(throws: RuntimeError.self) { try Loss.formulas["hinge"] }
        #expect(throws: RuntimeError.self) { try DataSource.readers["imagenet"] }
    }

    /// Every value that a formula reads exists in every call, and it keeps the state tensors in the definition.
    @Test(arguments: Catalog.optimizers.map(\.syntax.key))
    func anOptimizerReadsItsDefaults(_ key: String) throws {
        let optimizer = Optimizer(try #require(Catalog.optimizers.first { $0.syntax.key == key }))
        try optimizer.check()
        let plan = try TrainingPlan(
            NetworkGraph(Sketch(TensorShape(units: 3)) { $0.dense("fc1", units: 2) }), batch: 1, seed: 1, threads: 1)
        _ = try plan.forwardBackward()
        try plan.update(optimizer, rate: optimizer.rate)
        let expected = optimizer.stateTensors.flatMap { ["fc1.weight.\($0)", "fc1.bias.\($0)"] }
        #expect(try plan.optimizerState().tensors.keys.sorted() == expected.sorted())
    }

    /// A state belongs to the optimizer with the same state tensors, in any order.
    @Test func anotherOptimizerStartsFromScratch() throws {
        let graph = try NetworkGraph(Sketch(TensorShape(units: 3)) { $0.dense("fc1", units: 2) })
        let plan = try TrainingPlan(graph, batch: 1, seed: 1, threads: 1)
        _ = try plan.forwardBackward()
        try plan.update(.adamW, rate: 1e-3)
        try plan.update(.sgd, rate: 1e-3)
        #expect(try Set(plan.optimizerState().tensors.keys) == ["fc1.weight.momentum", "fc1.bias.momentum"])
    }

    /// Checkpoints contain these texts, and training resumes only if they are the same.
    @Test func aSummaryIsTheSameAsInCheckpoints() {
        #expect("\(Optimizer.sgd(rate: 0.1, momentum: 0))" == "SGD, rate 0.1")
        #expect(
            "\(Optimizer.sgd(rate: 0.1, momentum: 0.9, decay: 1e-4, nesterov: true))"
                == "SGD, rate 0.1, momentum 0.9, nesterov, decay 0.0001")
        #expect("\(Optimizer.adamW(rate: 1e-3))" == "AdamW, rate 0.001, decay 0.01")
        #expect(
            "\(Optimizer.adamW(rate: 1e-3, decay: 0, beta2: 0.95, epsilon: 1e-7))"
                == "AdamW, rate 0.001, betas 0.9 and 0.95, epsilon 1e-07")
        #expect("\(Loss.crossEntropy)" == "cross entropy")
        #expect("\(Loss.crossEntropy(smoothing: 0.1))" == "cross entropy, smoothing 0.1")
        #expect("\(Loss.meanSquaredError)" == "mean squared error")
        #expect("\(Loss.binaryCrossEntropy)" == "binary cross entropy")
        #expect("\(Schedule.constant)" == "constant")
        #expect("\(Schedule.cosine(warmupEpochs: 0.5))" == "cosine after 0.5 epochs of warm-up")
    }

    @Test func statedClassesAreComparedWithTheData() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("x,kind\n1,a\n2,b\n3,a\n4,b\n5,a\n".utf8), to: "t.csv")
        let path = folder.file("t.csv")
        #expect(try DataSource.csv(path, target: "kind", classes: 2).load().classNames == ["a", "b"])
        #expect(throws: RuntimeError("t.csv: its target has 2 classes, not 3")) {
            try DataSource.csv(path, target: "kind", classes: 3).load()
        }
    }
}
