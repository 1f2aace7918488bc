import COneDNN

/// The result of a layer's `plan`: its output, and how to record its backward pass.
struct PlannedLayer {
    let output: Value
    /// Records the backward steps and returns the gradients of the inputs. It's given the gradient of the output and,
    /// for each input, whether its gradient is wanted. If nil, the gradient passes through unchanged.
    let backward: ((_ gradient: Value, _ wanted: [Bool]) throws -> [Value?])?

    init(_ output: Value, backward: ((_ gradient: Value, _ wanted: [Bool]) throws -> [Value?])? = nil) {
        self.output = output
        self.backward = backward
    }
}

/// A parameter or buffer in a plan: its place in memory, and the plain sizes for reading and writing it.
struct ParameterSlot {
    let parameter: Parameter
    let value: Value
    /// The gradient; nil for buffers.
    let gradient: Value?
    /// The same numbers in the same order as PyTorch's shape, but possibly in more dimensions (one for groups).
    let dimensions: [Int]
}

/// Everything that a layer needs to plan itself.
final class LayerPlanner {
    let name: String
    /// The input tensors of the batch, in their layouts at this point of the plan.
    let inputs: [Value]
    let inputShapes: [TensorShape]
    let outputShape: TensorShape
    let batch: Int
    let isTraining: Bool
    let seed: UInt64
    /// The work shared with neighboring layers.
    let fused: FusedWork
    private let parameters: [Parameter]
    private(set) var slots: [ParameterSlot] = []
    private let recording: Recording

    init(
        node: PlanNode, inputs: [Value], inputShapes: [TensorShape], batch: Int, isTraining: Bool, seed: UInt64,
        recording: Recording
    ) {
        name = node.name
        self.inputs = inputs
        self.inputShapes = inputShapes
        outputShape = node.output
        self.batch = batch
        self.isTraining = isTraining
        self.seed = seed
        fused = node.fused
        parameters = node.parameters
        self.recording = recording
    }

    var input: Value { inputs[0] }
    var inputShape: TensorShape { inputShapes[0] }
    /// The sizes N, C, H, W (or N, C) of the first input.
    var inputDimensions: [Int] { inputShape.batched(batch) }
    /// The sizes N, C, H, W (or N, C) of the output.
    var outputDimensions: [Int] { outputShape.batched(batch) }

    /// Returns memory for a result, from the next step to its last reader.
    func temporary(_ layout: Layout) -> Value { recording.temporary(layout) }

    /// Adds the layer's parameter `name`, which stays in `layout`. `dimensions` are its plain sizes.
    func parameter(_ name: String, _ layout: Layout, dimensions: [Int]) throws -> (value: Value, gradient: Value) {
        let parameter = try find(name)
        let made = recording.parameter(layout)
        slots.append(
            ParameterSlot(parameter: parameter, value: made.value, gradient: made.gradient, dimensions: dimensions))
        return made
    }

    /// Adds the layer's buffer `name`, which keeps PyTorch's layout.
    func buffer(_ name: String) throws -> Value {
        let parameter = try find(name)
        let value = recording.buffer(try Layout(parameter.shape, .plain))
        slots.append(
            ParameterSlot(parameter: parameter, value: value, gradient: nil, dimensions: parameter.shape))
        return value
    }

    private func find(_ parameter: String) throws -> Parameter {
        guard let found = parameters.first(where: { $0.name == "\(name).\(parameter)" }) else {
            throw RuntimeError("missing parameter '\(parameter)'")
        }
        return found
    }

    /// Describes a primitive with one of the functions of `COneDNN`.
    func describe(
        _ create: (_ description: UnsafeMutablePointer<OpaquePointer?>, _ engine: OpaquePointer) throws -> Int32
    ) throws -> Description {
        try recording.device.describe("this layer", create)
    }

    /// Returns the first description for which oneDNN has optimized code: first with the layout that saves a reorder,
    /// then with oneDNN's own choice.
    func describe(preferring preferred: Layout, else free: Layout, _ create: (Layout) throws -> Description) throws
        -> Description
    {
        if let description = try? create(preferred), !description.isReference { return description }
        return try create(free)
    }

    /// Records a primitive.
    func run(_ description: Description, _ arguments: [(Argument, Value)]) throws {
        try recording.run(name, description, arguments.map { ($0.rawValue, $1) })
    }

    /// Records a primitive with several sources.
    func run(_ description: Description, sources: [Value], destination: Value) throws {
        let sources = sources.enumerated().map { (ONEDNN_MANY_SOURCES.argument + Int32($0), $1) }
        try recording.run(name, description, sources + [(Argument.destination.rawValue, destination)])
    }

    /// Records Swift code that touches `values`.
    func run(touching values: [Value], _ code: @escaping (PlanMemory) -> (RunState) -> Void) {
        recording.run(name, touching: values, code)
    }

    /// Returns the value in this layout, copied only if it's in another one.
    func reordered(_ value: Value, to layout: Layout) throws -> Value {
        try recording.reorder(name, value, to: layout)
    }

    func reorder(_ value: Value, into result: Value) throws {
        try recording.reorder(name, value, into: result)
    }

    /// Returns the value in row-major layout.
    func plain(_ value: Value, _ dimensions: [Int]) throws -> Value {
        try reordered(value, to: try Layout(dimensions, .plain))
    }

    /// Marks a gradient that several inputs receive, so that none overwrites it.
    func share(_ value: Value) { recording.share(value) }

    /// Returns memory for the result of an elementwise function of `value`: the same memory, unless another reader
    /// needs it.
    func successor(of value: Value) -> Value {
        guard recording.mayOverwrite(value) else { return recording.temporary(value.layout) }
        recording.willOverwrite(value)
        return value
    }
}

extension strata_onednn_argument_name {
    var argument: Int32 { Int32(rawValue) }
}

extension LayerPlanner {
    /// Sums gradients that reach one tensor from several readers.
    static func sum(_ gradients: [Value], layer: String, recording: Recording) throws -> Value {
        guard let first = gradients.first, gradients.count > 1 else { return gradients[0] }
        let sources = try gradients.map { try recording.reorder(layer, $0, to: first.layout) }
        let result = recording.temporary(first.layout)
        let layouts: [OpaquePointer?] = sources.map(\.layout.handle)
        let description = try recording.device.describe("a sum") {
            strata_onednn_sum($0, $1, result.layout.handle, Int32(layouts.count), layouts)
        }
        let arguments = sources.enumerated().map { (ONEDNN_MANY_SOURCES.argument + Int32($0), $1) }
        try recording.run(layer, description, arguments + [(Argument.destination.rawValue, result)])
        return result
    }
}
