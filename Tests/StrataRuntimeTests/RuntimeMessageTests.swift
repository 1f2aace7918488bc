import Foundation
import TestSupport
import Testing

@testable import StrataRuntime

/// Snapshots of the errors that the runtime throws to a program that uses it wrongly, each with the call that causes
/// it. The errors that commands can cause are on the other pages of `Tests/MessageTests/Snapshots`.
@Suite struct RuntimeMessageTests {
    /// A call that throws, with its source text, which has to be on one line in this file, and the error.
    private struct Refusal {
        var text: String

        init(line: Int = #line, _ work: () throws -> Void) throws {
            let source = Self.lines[line - 1]
            let call = source.drop { $0 != "{" }.dropFirst()
            let end = call.lastIndex(of: "}") ?? call.endIndex
            let written = call[..<end].trimmingCharacters(in: .whitespaces)
            let error = try #require(throws: RuntimeError.self, "\(written)", performing: work)
            text = written + "\n    " + error.description.replacing("\n", with: "\n    ")
        }

        private static let lines = Repository.text(of: "Tests/StrataRuntimeTests/RuntimeMessageTests.swift")
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    private struct Part {
        var title: String
        var refusals: [Refusal]
    }

    @Test func errorMessagesMatchTheSnapshot() throws {
        let parts = [
            Part(title: "A network's layers", refusals: try Self.layers()),
            Part(title: "Plans", refusals: try Self.plans()),
            Part(title: "Options of a training", refusals: try Self.options()),
            Part(title: "Samples", refusals: try Self.samples()),
            Part(title: "Data that a network can't be trained on", refusals: try Self.data()),
            Part(title: "A generated program's arguments", refusals: try Self.arguments()),
        ]
        let help = Catalog.dataSources.map { definition in
            var data = DataSource(definition)
            for parameter in definition.syntax.parameters where parameter.type == .path {
                data.call.values[parameter.name] = .word("digits")
            }
            return ProgramArguments.help(program: "digits", network: "Digits", options: TrainingOptions(data: data))
        }
        let text = parts.map { "## \($0.title)\n\n" + $0.refusals.map(\.text).joined(separator: "\n") + "\n" }
        let snapshot = Snapshot("Tests/MessageTests/Snapshots/runtime.txt")
        let pages = text + ["## A generated program's help\n\n" + help.joined(separator: "\n")]
        #expect(snapshot.difference(from: pages.joined(separator: "\n")) == nil)
    }

    /// Returns the error for layers over a map of 8x8x5.
    private static func refusal(
        line: Int = #line, _ build: @escaping @Sendable (inout NetworkBuilder) -> Void
    ) throws -> Refusal {
        try Refusal(line: line) { _ = try NetworkGraph(Sketch(map(8, 8, 5), build)) }
    }

    private static func layers() throws -> [Refusal] {
        // swift-format-ignore
        try [
            refusal { _ in },
            refusal { $0.dense("", units: 3) },
            refusal { $0.dense("input", units: 3) },
            refusal { $0.conv("conv1", kernel: 9, filters: 4) },
            refusal { $0.conv("conv1", kernel: 1, filters: 4, groups: 2) },
            refusal { $0.conv("conv1", kernel: 1, filters: 4, stride: 0) },
            refusal { $0.conv("conv1", kernel: Extent(.max, 1), filters: 1, padding: Padding(.max)) },
            refusal { $0.conv("conv1", kernel: 1, filters: .max) },
            refusal { $0.dense("fc1", units: 2_000_000_000) },
            refusal { $0.dropout("dropout1", rate: 1) },
            refusal { $0.pool("pool1", .max, kernel: 2, padding: 2) },
            refusal { $0.crop("crop1", 4) },
            refusal { $0.reflectPad("pad1", 8) },
            refusal { $0.pixelUnshuffle("unshuffle1", factor: 3) },
            refusal { $0.reshape("reshape1", to: TensorShape(units: 3)) },
            refusal { $0.dense("fc1", units: 3); $0.conv("conv2", kernel: 1, filters: 4) },
            refusal { let start = $0.current; $0.add("add1", [start, $0.dense("fc1", units: 3)]) },
            refusal { $0.add("add1", [$0.current]) },
            refusal { $0.join("join1", .concat, with: "nowhere") },
            refusal { $0.concat("concat1", []) },
            refusal { $0.concat("concat1", [$0.current, $0.conv("conv1", kernel: 2, filters: 4)]) },
            refusal { $0.multiply("multiply1", [$0.current, $0.conv("conv1", kernel: 2, filters: 4)]) },
            refusal { $0.add("add1", [$0.current, LayerReference(index: 99)]) },
            Refusal { _ = try NetworkGraph(Sketch(map(0, 8, 3)) { $0.dense("fc", units: 2) }) },
            refusal { $0.auxiliaryHead("side", from: "nowhere", weight: 1) { $0.flatten("flatten1") } },
            refusal { $0.flatten("flatten1"); $0.auxiliaryHead("side", from: "flatten1", weight: 1) { _ in } },
            refusal { $0.flatten("flatten1"); $0.auxiliaryHead("side", from: "flatten1", weight: 0) { _ in } },
            refusal { $0.flatten("flatten1"); $0.output("side", from: "nowhere") },
            refusal { $0.flatten("flatten1"); $0.output("side"); $0.output("side") },
        ]
    }

    private static func plans() throws -> [Refusal] {
        let graph = try NetworkGraph(Sketch(TensorShape(units: 4)) { $0.dense("fc1", units: 3) })
        let wide = try NetworkGraph(Sketch(map(1000, 1000, 3)) { $0.dense("fc1", units: 2) })
        let deep = try NetworkGraph(
            Sketch(map(1, 1, 1)) { net in for index in 0..<40 { net.dense("fc\(index)", units: 46_000) } })
        let normed = try NetworkGraph(Sketch(TensorShape(units: 4)) { $0.batchNorm("norm1") })
        let plan = try TrainingPlan(graph, batch: 2, seed: 1, threads: 1)
        plan.labels[1] = 3
        var headed = Sketch(TensorShape(units: 4)) { $0.dense("fc1", units: 3) }
        headed.heads = { $0.auxiliaryHead("side", from: "fc1", weight: 1) { $0.dense("fc2", units: 2) } }
        let uneven = try NetworkGraph(headed)
        let several = try NetworkGraph(
            Sketch(TensorShape(units: 4)) { net in
                net.output("kind") { $0.dense("fc1", units: 3) }
                net.output("size") { $0.dense("fc2", units: 1) }
            })
        let joint = try TrainingPlan(several, batch: 2, seed: 1, threads: 1)
        joint.labels[0] = 3
        let inference = try InferencePlan(graph, batch: 2, threads: 1)
        let zeros = Tensor(shape: [4, 3], values: [Float](repeating: 0, count: 12))
        // swift-format-ignore
        return try [
            Refusal { _ = try TrainingPlan(graph, batch: 0, seed: 1) },
            Refusal { _ = try TrainingPlan(graph, batch: .max / 8, seed: 1) },
            Refusal { _ = try TrainingPlan(wide, batch: 100_000, seed: 1) },
            Refusal { _ = try TrainingPlan(graph, batch: 1, seed: 1, threads: 0) },
            Refusal { _ = try TrainingPlan(normed, batch: 1, seed: 1, threads: 1) },
            Refusal { _ = try TrainingPlan(uneven, batch: 1, seed: 1, threads: 1) },
            Refusal { _ = try TrainingPlan(several, batch: 1, losses: [.init(.crossEntropy)], seed: 1) },
            Refusal { _ = try joint.forwardBackward() },
            Refusal { _ = try joint.output("price") },
            Refusal { _ = try plan.output("price") },
            Refusal { _ = try InferencePlan(graph, batch: 0) },
            Refusal { _ = try inference.run([1, 2, 3]) },
            Refusal { try SafeTensors(tensors: ["a": Tensor(shape: [2], values: [1])]).write(to: "a.safetensors") },
            Refusal { try plan.load(["fc1.weight": zeros, "fc9.bias": zeros]) },
            Refusal { try plan.load(["fc1.weight": Tensor(shape: [3, 4], values: []), "fc1.bias": zeros]) },
            Refusal { _ = try plan.forwardBackward() },
            Refusal { _ = try plan.inputGradient() },
            Refusal { try plan.loadOptimizerState(OptimizerState(updates: -1, steps: 1, tensors: [:])) },
            Refusal { try plan.loadOptimizerState(OptimizerState(updates: 1, steps: 1, tensors: ["fc1.weight": zeros])) },
            Refusal { try plan.update(.sgd(momentum: 0, nesterov: true), rate: 1) },
            Refusal { _ = try InferencePlan(deep, batch: 1, threads: 1) },
        ].map { refusal in
            var refusal = refusal
            // These depend on the machine: its memory, and the layouts that suit its processor.
            refusal.text = refusal.text.replacing(/[0-9,.]+ MB/, with: "… MB")
            return refusal
        }
    }

    private struct Square: FeatureMap {
        static let shape = map(2, 2, 1)
        var values: [Float]
        init(unchecked values: [Float]) { self.values = values }
    }

    private static func samples() throws -> [Refusal] {
        let graph = try NetworkGraph(Sketch(TensorShape(units: 4)) { $0.dense("fc1", units: 1) })
        let classes = try TrainingPlan(graph, batch: 2, seed: 1, threads: 1)
        let numbers = try TrainingPlan(graph, batch: 2, loss: .meanSquaredError, seed: 1, threads: 1)
        let square = Square(repeating: 0)
        let samples = try Samples(shape: TensorShape(units: 4), pixels: [1, 2, 3, 4], labels: [0])
        let squares = try Samples(shape: Square.shape, pixels: [1, 2, 3, 4], labels: [0])
        // swift-format-ignore
        return try [
            Refusal { _ = try Square([1]) },
            Refusal { _ = try Square(pixels: [1], scaling: .plain) },
            Refusal { _ = try Samples(shape: Square.shape, pixels: [1], labels: [0]) },
            Refusal { _ = try Samples(shape: Square.shape, pixels: [1, 2, 3, 4], labelMaps: [0]) },
            Refusal { try classes.fill([square], labels: [0]) },
            Refusal { try classes.fill([square, square], labels: [0, 1]) },
            Refusal { try numbers.fill([square, square], labels: [0, 1]) },
            Refusal { try classes.fill(from: squares, [0, 0], scaling: .plain) },
            Refusal { try classes.fill(from: samples, [0, 9], scaling: .plain) },
        ]
    }

    private static func options() throws -> [Refusal] {
        let data = DataSource.fashionMNIST
        let table = DataSource.csv("a.csv")
        // swift-format-ignore
        return try [
            Refusal { try TrainingOptions(data: data, noise: -1).check() },
            Refusal { try TrainingOptions(data: data, epochs: 0).check() },
            Refusal { try TrainingOptions(data: data, batch: 0).check() },
            Refusal { try TrainingOptions(data: data, target: .input, loss: .crossEntropy).check() },
            Refusal { try TrainingOptions(data: data, loss: .crossEntropy(smoothing: 1)).check() },
            Refusal { try TrainingOptions(data: table, target: .input, loss: .binaryCrossEntropy).check() },
            Refusal { try TrainingOptions(data: data, optimizer: .adamW(rate: 0)).check() },
            Refusal { try TrainingOptions(data: data, optimizer: .sgd(rate: 1, momentum: 0, nesterov: true)).check() },
            Refusal { try TrainingOptions(data: data, schedule: .constant(warmupEpochs: -1)).check() },
            Refusal { try TrainingOptions(data: data, schedule: .step(everyEpochs: 0)).check() },
            Refusal { try TrainingOptions(data: data, schedule: .step(everyEpochs: 1, factor: 0)).check() },
            Refusal { _ = try Optimizer.formulas["adam"] },
            Refusal { _ = try Loss.formulas["hinge"] },
        ]
    }

    private static func data() throws -> [Refusal] {
        let shape = TensorShape(units: 4)
        func network(_ units: Int) throws -> NetworkGraph {
            try NetworkGraph(Sketch(shape) { $0.dense("fc1", units: units) })
        }
        let (one, three) = (try network(1), try network(3))
        let labelled = try Samples(shape: shape, pixels: [1, 2, 3, 4], labels: [0])
        let numbered = Samples(
            shape: shape, numbers: [1, 2, 3, 4], count: 1, targets: [.init(values: [1])], source: "numbers")
        let classes = DataSet(
            name: "images", classNames: ["a", "b", "c"], scaling: .plain, training: nil, test: labelled)
        let numbers = DataSet(name: "table", classNames: nil, scaling: .plain, training: nil, test: numbered)
        let gray = try Samples(shape: map(2, 2, 1), pixels: [1, 2, 3, 4], labelMaps: [0, 255, 255, 0])
        let masks = DataSet(name: "masks", classNames: nil, scaling: .plain, training: nil, test: gray)
        func pixels(_ filters: Int) throws -> NetworkGraph {
            try NetworkGraph(Sketch(map(2, 2, 1)) { $0.conv("conv1", kernel: 1, filters: filters) })
        }
        let options = TrainingOptions(data: .fashionMNIST)
        let broken = try Evaluator(three, data: classes, options: options)
        try broken.load([
            "fc1.weight": Tensor(shape: [3, 4], values: [Float](repeating: .nan, count: 12)),
            "fc1.bias": Tensor(shape: [3], values: [0, 0, 0]),
        ])
        let both = try NetworkGraph(
            Sketch(shape) { net in
                net.output("kind") { $0.dense("fc1", units: 3) }
                net.output("size") { $0.dense("fc2", units: 3) }
            })
        let outputs = [OutputTraining("kind"), OutputTraining("size")]
        let lost = try Evaluator(both, data: classes, options: TrainingOptions(data: .fashionMNIST, outputs: outputs))
        func parameters(_ weight: Float) -> [Tensor] {
            [
                Tensor(shape: [3, 4], values: Array(repeating: weight, count: 12)),
                Tensor(shape: [3], values: [0, 0, 0]),
            ]
        }
        let (whole, broke) = (parameters(1), parameters(.nan))
        try lost.load([
            "fc1.weight": whole[0], "fc1.bias": whole[1], "fc2.weight": broke[0], "fc2.bias": broke[1],
        ])
        let table = try CSVFile(bytes: Array("a,b\n1,2\n3,4\n".utf8), path: "t.csv", separator: UInt8(ascii: ","))
        let withoutTarget = DataSource.csv("t.csv").call
        let columns = DataRequest(objectives: [OutputTraining("a", target: .column("species"))])
        let kinds = try TableReader(
            Table(DataSource.csv("t.csv", target: "b", categories: ["b"], test: 0.5).call), file: table,
            answers: [.classes]
        ).dataSet()
        // swift-format-ignore
        return try [
            Refusal { try TrainingOptions(data: .fashionMNIST, outputs: [OutputTraining("a", weight: 0)]).check() },
            Refusal { try classes.check(fits: three, [OutputTraining("a"), OutputTraining("b")]) },
            Refusal { _ = try DataSource.fashionMNIST.read(columns) },
            Refusal { try classes.check(fits: three, task: .predict) },
            Refusal { try numbers.check(fits: three, task: .predict) },
            Refusal { try numbers.check(fits: three, task: .classify) },
            Refusal { try classes.check(fits: three, task: .reproduce) },
            Refusal { try classes.check(fits: three, task: .decide) },
            Refusal { try classes.check(fits: one, task: .decide) },
            Refusal { try masks.check(fits: pixels(2), task: .decide) },
            Refusal { try masks.check(fits: pixels(1), task: .decide) },
            Refusal { _ = try Trainer(three, data: classes, options: options) },
            Refusal { _ = try broken.run() },
            Refusal { _ = try lost.run() },
            Refusal { _ = try TableReader(Table(withoutTarget), file: table, answers: [.number]).dataSet() },
            Refusal { try kinds.check(statedClasses: 3) },
            Refusal { try classes.check(statedClasses: 0) },
        ]
    }

    private static func arguments() throws -> [Refusal] {
        // swift-format-ignore
        try [
            Refusal { _ = try ProgramArguments(["--epochs", "none"]) },
            Refusal { _ = try ProgramArguments(["--epochs"]) },
            Refusal { _ = try ProgramArguments(["--epochs=1", "--epochs=2"]) },
            Refusal { _ = try ProgramArguments(["--quiet=yes"]) },
            Refusal { _ = try ProgramArguments(["--epoch", "1"]) },
            Refusal { _ = try ProgramArguments(["weights"]) },
            Refusal { _ = try ProgramArguments(["--evaluate", "a", "--resume"]) },
            Refusal { _ = try ProgramArguments(["--evaluate", "a", "--output", "b"]) },
        ]
    }
}
