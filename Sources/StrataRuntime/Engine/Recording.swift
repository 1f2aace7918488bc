import COneDNN

/// A tensor in a plan: how it lies, and in which region of memory.
struct Value {
    let layout: Layout
    let region: Int
}

/// A piece of memory that a plan needs.
struct Region {
    /// Which of the plan's memories it lies in.
    enum Home {
        /// The arena, where regions with disjoint lifetimes share memory.
        case arena
        /// A memory that outlives a step, at this offset in bytes.
        case parameters(offset: Int)
        case gradients(offset: Int)
        case buffers(offset: Int)
    }

    let bytes: Int
    let home: Home
    /// The first and the last step that touch it.
    var lifetime: ClosedRange<Int>?
}

/// One thing that a plan does.
struct Step {
    enum Work {
        /// A oneDNN primitive with its arguments; the number is added to the argument's name (for the n-th of many sources).
        case primitive(Description, [(name: Int32, value: Value)])
        /// Swift code. It's called once to find its memory, and gives what is to be done at each run.
        case code((PlanMemory) -> (RunState) -> Void)
    }

    let layer: String
    let work: Work
}

/// What changes from one run of a plan to the next.
final class RunState {
    /// How many forward passes were made before.
    var step = 0
    var loss: Float = 0
    var correctPredictions = 0
}

/// The steps of a plan and the memory they need, as they are recorded. Liveness follows from the order of recording.
final class Recording {
    private(set) var regions: [Region] = []
    private(set) var steps: [Step] = []
    private var parameterBytes = 0
    private var bufferBytes = 0
    /// Each value that was already brought into another layout, by its region.
    private var reordered: [Int: [Value]] = [:]
    /// Regions that two readers share, so that neither may write.
    private var shared: Set<Int> = []

    let device: Device

    init(device: Device) {
        self.device = device
    }

    /// Bytes of the memory of all parameters, and of all gradients.
    var parametersSize: Int { parameterBytes }
    var buffersSize: Int { bufferBytes }

    // MARK: Memory

    /// Memory in the arena, from its first use to its last.
    func temporary(_ layout: Layout) -> Value {
        add(Region(bytes: layout.bytes, home: .arena), layout)
    }

    /// Memory that outlives the step.
    func buffer(_ layout: Layout) -> Value {
        let offset = bufferBytes
        bufferBytes += aligned(layout.bytes)
        return add(Region(bytes: layout.bytes, home: .buffers(offset: offset)), layout)
    }

    /// Memory for a trained parameter, and memory for its gradient at the same place of the gradients.
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

    /// Two readers get this value: neither may overwrite it.
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

    /// Records a primitive; its scratchpad is added.
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

    /// The value in another layout, by a reorder where the two differ.
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

    /// The next step writes over the value: it is no longer a copy of anything, nor is anything a copy of it.
    func willOverwrite(_ value: Value) {
        reordered[value.region] = nil
        for source in reordered.keys { reordered[source]?.removeAll { $0.region == value.region } }
    }
}

/// Rounds up to a cache line, which is also the widest vector.
func aligned(_ bytes: Int) -> Int { (bytes + 63) & ~63 }
