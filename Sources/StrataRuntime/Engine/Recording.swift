import COneDNN

/// A tensor in a plan: its layout and its region of memory.
struct Value {
    let layout: Layout
    let region: Int
}

/// A piece of memory that a plan needs.
struct Region {
    /// The block of the plan's memory that a region belongs to.
    enum Home {
        /// The arena, where regions with disjoint lifetimes share memory.
        case arena
        // Memory that outlives a step, at an offset in bytes.
        case parameters(offset: Int)
        case gradients(offset: Int)
        case buffers(offset: Int)
    }

    let bytes: Int
    let home: Home
    /// The first and last steps that touch it.
    var lifetime: ClosedRange<Int>?
}

/// One step of a plan.
struct Step {
    enum Work {
        /// A oneDNN primitive with its arguments, by oneDNN's numbers for their names.
        case primitive(Description, [(name: Int32, value: Value)])
        /// Swift code. It's called once to look up its memory, and returns the work to do at each run.
        case code((PlanMemory) -> (RunState) -> Void)
    }

    let layer: String
    let work: Work
}

/// The state that changes from one run of a plan to the next.
final class RunState {
    /// The number of forward passes before this one.
    var step = 0
    var loss: Float = 0
    /// The number of correct answers of the first output.
    var correctPredictions = 0
}

/// The recorded steps of a plan and the memory that they need. Lifetimes follow from the order of recording.
final class Recording {
    private(set) var regions: [Region] = []
    private(set) var steps: [Step] = []
    private var parameterBytes = 0
    private var bufferBytes = 0
    /// The copies of values in other layouts, by the region of the original.
    private var reordered: [Int: [Value]] = [:]
    /// Regions that several readers share, so that none may overwrite them.
    private var shared: Set<Int> = []

    let device: Device

    init(device: Device) {
        self.device = device
    }

    /// The bytes of all parameters, which is also the size of all gradients.
    var parametersSize: Int { parameterBytes }
    var buffersSize: Int { bufferBytes }

    // MARK: Memory

    /// Returns memory in the arena, from its first use to its last.
    func temporary(_ layout: Layout) -> Value {
        add(Region(bytes: layout.bytes, home: .arena), layout)
    }

    /// Returns memory that outlives the step.
    func buffer(_ layout: Layout) -> Value {
        let offset = bufferBytes
        bufferBytes += aligned(layout.bytes)
        return add(Region(bytes: layout.bytes, home: .buffers(offset: offset)), layout)
    }

    /// Returns memory for a trained parameter, and for its gradient at the same offset among the gradients.
    func parameter(_ layout: Layout) -> (value: Value, gradient: Value) {
        let offset = parameterBytes
        parameterBytes += aligned(layout.bytes)
        return (
            add(Region(bytes: layout.bytes, home: .parameters(offset: offset)), layout),
            add(Region(bytes: layout.bytes, home: .gradients(offset: offset)), layout)
        )
    }

    private func add(_ region: Region, _ layout: Layout) -> Value {
        regions.append(region)
        return Value(layout: layout, region: regions.count - 1)
    }

    /// Keeps the value to the end of the step, for the caller to read.
    func keepToEnd(_ value: Value) {
        touch(value, at: Int.max)
    }

    /// Marks a value that several readers get, so that none overwrites it.
    func share(_ value: Value) {
        shared.insert(value.region)
    }

    func mayOverwrite(_ value: Value) -> Bool {
        if case .arena = regions[value.region].home { return !shared.contains(value.region) }
        return false
    }

    private func touch(_ value: Value, at step: Int) {
        let known = regions[value.region].lifetime
        let first = known.map { min($0.lowerBound, step) } ?? step
        let last = known.map { max($0.upperBound, step) } ?? step
        regions[value.region].lifetime = first...last
    }

    // MARK: Steps

    /// Records a primitive, and adds its scratchpad.
    func run(_ layer: String, _ description: Description, _ arguments: [(name: Int32, value: Value)]) throws {
        var arguments = arguments
        let scratchpad = try description.scratchpad()
        if scratchpad.bytes > 0 {
            arguments.append((Argument.scratchpad.rawValue, temporary(scratchpad)))
        }
        for argument in arguments { touch(argument.value, at: steps.count) }
        steps.append(Step(layer: layer, work: .primitive(description, arguments)))
    }

    /// Records Swift code that touches `values`.
    func run(_ layer: String, touching values: [Value], _ code: @escaping (PlanMemory) -> (RunState) -> Void) {
        for value in values { touch(value, at: steps.count) }
        steps.append(Step(layer: layer, work: .code(code)))
    }

    /// Returns the value in another layout, reordered if the two differ.
    func reorder(_ layer: String, _ value: Value, to layout: Layout) throws -> Value {
        if value.layout == layout { return value }
        if let done = reordered[value.region]?.first(where: { $0.layout == layout }) { return done }
        let result = temporary(layout)
        try reorder(layer, value, into: result)
        reordered[value.region, default: []].append(result)
        return result
    }

    func reorder(_ layer: String, _ value: Value, into result: Value) throws {
        let description = try device.describe("a reorder") {
            strata_onednn_reorder($0, $1, value.layout.handle, result.layout.handle)
        }
        try run(
            layer, description, [(Argument.source.rawValue, value), (Argument.destination.rawValue, result)])
    }

    /// Forgets that the value is a copy of others or they of it, because the next step overwrites it.
    func willOverwrite(_ value: Value) {
        reordered[value.region] = nil
        for source in reordered.keys { reordered[source]?.removeAll { $0.region == value.region } }
    }
}

/// Rounds up to the size of a cache line, which is also that of the widest vector.
func aligned(_ bytes: Int) -> Int { (bytes + 63) & ~63 }
