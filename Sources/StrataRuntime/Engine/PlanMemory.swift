import Basics
import OperatingSystem

/// Zeroed memory that starts at a page boundary.
final class AlignedMemory {
    let pointer: UnsafeMutableRawPointer
    let bytes: Int

    /// Allocates memory.
    ///
    /// - Throws: `RuntimeError` if this machine doesn't have that much memory.
    init(bytes: Int) throws {
        let present = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        var pointer: UnsafeMutableRawPointer?
        guard bytes <= present || present <= 0, posix_memalign(&pointer, 4096, max(bytes, 64)) == 0, let pointer else {
            throw RuntimeError(
                "the plan needs \(byteCount(bytes)) of memory, but this machine has \(byteCount(present))",
                advice: "Try a smaller batch.")
        }
        memset(pointer, 0, max(bytes, 64))
        self.pointer = pointer
        self.bytes = bytes
    }

    deinit { free(pointer) }

    var floats: UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(start: pointer.assumingMemoryBound(to: Float.self), count: bytes / 4)
    }
}

/// The memory of a plan, and the place of each region in it.
struct PlanMemory {
    let arena: AlignedMemory
    let parameters: AlignedMemory
    let gradients: AlignedMemory
    let buffers: AlignedMemory
    private let pointers: [UnsafeMutableRawPointer]

    init(_ recording: Recording, training: Bool) throws {
        let steps = recording.steps.count
        let regions = recording.regions
        let requests = regions.map { region in
            if case .arena = region.home, let lifetime = region.lifetime {
                Arena.Request(bytes: region.bytes, lifetime: lifetime.clamped(to: 0...max(steps, 0)))
            } else {
                Arena.Request(bytes: 0, lifetime: 0...0)
            }
        }
        let (offsets, size) = Arena.place(requests)
        let arena = try AlignedMemory(bytes: size)
        let parameters = try AlignedMemory(bytes: recording.parametersSize)
        let gradients = try AlignedMemory(bytes: training ? recording.parametersSize : 0)
        let buffers = try AlignedMemory(bytes: recording.buffersSize)
        self.arena = arena
        self.parameters = parameters
        self.gradients = gradients
        self.buffers = buffers
        pointers = regions.indices.map { index in
            switch regions[index].home {
            case .arena: arena.pointer + offsets[index]
            case .parameters(let offset): parameters.pointer + offset
            case .gradients(let offset): training ? gradients.pointer + offset : gradients.pointer
            case .buffers(let offset): buffers.pointer + offset
            }
        }
    }

    var bytes: Int { arena.bytes + parameters.bytes + gradients.bytes + buffers.bytes }

    func pointer(_ value: Value) -> UnsafeMutableRawPointer { pointers[value.region] }

    /// Returns all numbers of a value, in the order of its layout.
    func floats(_ value: Value) -> UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(
            start: pointers[value.region].assumingMemoryBound(to: Float.self), count: value.layout.bytes / 4)
    }
}
