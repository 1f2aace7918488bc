import COneDNN

/// A recording that is ready to run: its memory is allocated and its primitives are created, so a run only executes
/// them.
final class Execution {
    let memory: PlanMemory
    private let device: Device
    private let threads: Int
    private var work: [Work] = []
    private var primitives: [OpaquePointer] = []
    private var memories: [OpaquePointer] = []
    private let arguments: UnsafeMutablePointer<strata_onednn_argument>

    private enum Work {
        case primitive(OpaquePointer, count: Int32, UnsafePointer<strata_onednn_argument>, layer: String)
        case code((RunState) -> Void)
    }

    init(_ recording: Recording, training: Bool, threads: Int) throws {
        device = recording.device
        memory = try PlanMemory(recording, training: training)
        self.threads = threads
        let count = recording.steps.reduce(0) { sum, step in
            if case .primitive(_, let arguments) = step.work { sum + arguments.count } else { sum }
        }
        arguments = .allocate(capacity: max(count, 1))
        strata_onednn_set_threads(Int32(threads))

        var next = arguments
        for step in recording.steps {
            switch step.work {
            case .primitive(let description, let values):
                var primitive: OpaquePointer?
                try inLayer(step.layer) {
                    try check(
                        strata_onednn_primitive_create(&primitive, description.handle),
                        "primitive \(description.implementation)")
                }
                guard let primitive else { throw RuntimeError(layer: step.layer, "oneDNN returned no primitive") }
                primitives.append(primitive)
                let first = next
                for (name, value) in values {
                    let object = try memoryObject(value)
                    next.initialize(to: strata_onednn_argument(name: name, memory: object))
                    next += 1
                }
                work.append(.primitive(primitive, count: Int32(values.count), first, layer: step.layer))
            case .code(let prepare):
                work.append(.code(prepare(memory)))
            }
        }
    }

    deinit {
        for memory in memories { strata_onednn_memory_destroy(memory) }
        for primitive in primitives { strata_onednn_primitive_destroy(primitive) }
        arguments.deallocate()
    }

    private func memoryObject(_ value: Value) throws -> OpaquePointer {
        var object: OpaquePointer?
        try check(
            strata_onednn_memory_create(&object, value.layout.handle, device.engine, memory.pointer(value)),
            "memory")
        guard let object else { throw RuntimeError("oneDNN returned no memory") }
        memories.append(object)
        return object
    }

    /// Executes all steps.
    func run(_ state: RunState) throws {
        // OpenMP keeps the count per thread. The caller may be on another thread or have run another plan in between.
        strata_onednn_set_threads(Int32(threads))
        for step in work {
            switch step {
            case .primitive(let primitive, let count, let arguments, let layer):
                let status = strata_onednn_primitive_execute(primitive, device.stream, count, arguments)
                guard status == 0 else {
                    throw RuntimeError(
                        layer: layer, "a step failed: \(String(cString: strata_onednn_status_name(status)))")
                }
            case .code(let run):
                run(state)
            }
        }
        strata_onednn_stream_wait(device.stream)
    }

    /// Copies a value of the plan to a row-major array.
    func read(_ value: Value, dimensions: [Int]) throws -> [Float] {
        let plain = try Layout(dimensions, .plain)
        let count = plain.bytes / 4
        return try [Float](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            try reorder(from: value.layout, memory.pointer(value), to: plain, UnsafeMutableRawPointer(start))
            filled = count
        }
    }

    /// Copies a row-major array to a value of the plan.
    func write(_ values: [Float], dimensions: [Int], to value: Value) throws {
        let plain = try Layout(dimensions, .plain)
        guard values.count * 4 == plain.bytes else { throw RuntimeError("a tensor has the wrong size") }
        try values.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            try reorder(from: plain, UnsafeMutableRawPointer(mutating: start), to: value.layout, memory.pointer(value))
        }
    }

    /// Copies the numbers at `source` to another layout at `destination`, immediately.
    func reorder(
        from sourceLayout: Layout, _ source: UnsafeMutableRawPointer, to destinationLayout: Layout,
        _ destination: UnsafeMutableRawPointer
    ) throws {
        if sourceLayout == destinationLayout {
            destination.copyMemory(from: source, byteCount: sourceLayout.bytes)
            return
        }
        strata_onednn_set_threads(Int32(threads))
        let description = try device.describe("a reorder") {
            strata_onednn_reorder($0, $1, sourceLayout.handle, destinationLayout.handle)
        }
        var primitive: OpaquePointer?
        try check(strata_onednn_primitive_create(&primitive, description.handle), "a reorder")
        defer { strata_onednn_primitive_destroy(primitive) }
        let scratchpadLayout = try description.scratchpad()
        let scratchpad = try AlignedMemory(bytes: scratchpadLayout.bytes)
        let scratchpads =
            scratchpadLayout.bytes > 0 ? [(Argument.scratchpad, scratchpadLayout, scratchpad.pointer)] : []
        var objects: [OpaquePointer] = []
        defer { for object in objects { strata_onednn_memory_destroy(object) } }
        var arguments: [strata_onednn_argument] = []
        for (name, layout, pointer) in [
            (Argument.source, sourceLayout, source), (.destination, destinationLayout, destination),
        ] + scratchpads {
            var object: OpaquePointer?
            try check(strata_onednn_memory_create(&object, layout.handle, device.engine, pointer), "memory")
            guard let object else { throw RuntimeError("oneDNN returned no memory") }
            objects.append(object)
            arguments.append(strata_onednn_argument(name: name.rawValue, memory: object))
        }
        try check(
            strata_onednn_primitive_execute(primitive, device.stream, Int32(arguments.count), arguments), "a reorder")
        strata_onednn_stream_wait(device.stream)
    }
}

/// Runs `body` and adds the layer's name to errors that don't name one.
func inLayer<Result>(_ layer: String, _ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as RuntimeError where error.layer == nil {
        throw RuntimeError(layer: layer, error.message)
    }
}
