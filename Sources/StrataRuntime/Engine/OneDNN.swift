import Basics
import COneDNN

/// oneDNN's CPU engine and a stream on it. Each plan has its own.
final class Device {
    let engine: OpaquePointer
    let stream: OpaquePointer

    init() throws {
        var engine: OpaquePointer?
        try check(strata_onednn_engine_create(&engine), "an engine")
        guard let engine else { throw RuntimeError("oneDNN returned no engine") }
        var stream: OpaquePointer?
        let status = strata_onednn_stream_create(&stream, engine)
        guard status == 0, let stream else {
            strata_onednn_engine_destroy(engine)
            throw RuntimeError(
                "oneDNN can't create a stream: \(String(cString: strata_onednn_status_name(status)))")
        }
        self.engine = engine
        self.stream = stream
    }

    deinit {
        strata_onednn_stream_destroy(stream)
        strata_onednn_engine_destroy(engine)
    }

    /// Describes a primitive with one of the functions of `COneDNN`.
    ///
    /// - Parameter what: a name for the primitive in messages.
    func describe(
        _ what: @autoclosure () -> String,
        _ create: (_ description: UnsafeMutablePointer<OpaquePointer?>, _ engine: OpaquePointer) throws -> Int32
    ) throws -> Description {
        var handle: OpaquePointer?
        try check(try create(&handle, engine), what())
        guard let handle else { throw RuntimeError("oneDNN returned nothing for \(what())") }
        return Description(handle)
    }
}

/// Checks the status that oneDNN returned when it created `what`.
///
/// - Throws: `RuntimeError` unless the status is success.
func check(_ status: Int32, _ what: @autoclosure () -> String) throws {
    guard status != 0 else { return }
    throw RuntimeError("oneDNN can't create \(what()): \(String(cString: strata_onednn_status_name(status)))")
}

/// The sizes of a tensor and its layout in memory, as a oneDNN memory descriptor. The elements are always float32.
final class Layout: Equatable {
    enum Format {
        /// Chosen by the primitive.
        case any
        /// Row-major: N, C, H, W for maps; outputs, inputs, … for weights.
        case plain
        /// N, H, W, C.
        case channelsLast
    }

    let handle: OpaquePointer

    /// Creates a layout.
    ///
    /// - Throws: `RuntimeError` if oneDNN's size arithmetic would overflow.
    init(_ dimensions: [Int], _ format: Format) throws {
        var handle: OpaquePointer?
        let sizes = dimensions.map { Int64($0) }
        let code: strata_onednn_format =
            switch format {
            case .any: ONEDNN_ANY
            case .plain: ONEDNN_PLAIN
            case .channelsLast: ONEDNN_CHANNELS_LAST
            }
        let status = strata_onednn_layout_create(&handle, Int32(sizes.count), sizes, code)
        guard status == 0, let handle else {
            throw RuntimeError("a tensor of \(dimensions.sizeText) is too large")
        }
        self.handle = handle
    }

    /// Takes ownership of `handle`.
    fileprivate init(owning handle: OpaquePointer) {
        self.handle = handle
    }

    deinit { strata_onednn_layout_destroy(handle) }

    /// The same memory, with the padding of the last block of channels counted as channels; oneDNN writes zeros there.
    /// Nil if the last block is full already or the channels aren't in blocks.
    ///
    /// oneDNN's AVX2 pooling takes ten times as long if the last block isn't full.
    var filled: Layout? {
        guard let whole = withChannels(0), whole != self else { return nil }
        return whole
    }

    /// The number of channels of maps whose channels are in blocks; 0 for any other layout.
    var channels: Int { Int(strata_onednn_layout_channels(handle)) }

    /// The number of channels per block of maps whose channels are in blocks; 0 for any other layout.
    var channelBlock: Int { Int(strata_onednn_layout_channel_block(handle)) }

    /// Returns a layout of the same memory with this number of channels, the last block padded; nil if the memory would
    /// differ.
    func withChannels(_ channels: Int) -> Layout? {
        var other: OpaquePointer?
        guard strata_onednn_layout_with_channels(&other, handle, Int64(channels)) == 0 else { return nil }
        return other.map { Layout(owning: $0) }
    }

    var bytes: Int { strata_onednn_layout_bytes(handle) }

    static func == (a: Layout, b: Layout) -> Bool {
        a === b || strata_onednn_layout_equal(a.handle, b.handle) != 0
    }
}

/// The operation of a primitive and its layouts (a primitive descriptor).
final class Description {
    let handle: OpaquePointer

    fileprivate init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit { strata_onednn_description_destroy(handle) }

    private func layout(_ query: strata_onednn_query) throws -> Layout {
        var layout: OpaquePointer?
        try check(strata_onednn_description_layout(&layout, handle, query, 0), "a layout")
        guard let layout else { throw RuntimeError("oneDNN returned no layout") }
        return Layout(owning: layout)
    }

    func source() throws -> Layout { try layout(ONEDNN_QUERY_SOURCE) }
    func sourceGradient() throws -> Layout { try layout(ONEDNN_QUERY_SOURCE_GRADIENT) }
    func weights() throws -> Layout { try layout(ONEDNN_QUERY_WEIGHTS) }
    func weightsGradient() throws -> Layout { try layout(ONEDNN_QUERY_WEIGHTS_GRADIENT) }
    func destination() throws -> Layout { try layout(ONEDNN_QUERY_DESTINATION) }
    func destinationGradient() throws -> Layout { try layout(ONEDNN_QUERY_DESTINATION_GRADIENT) }
    func workspace() throws -> Layout { try layout(ONEDNN_QUERY_WORKSPACE) }
    func scratchpad() throws -> Layout { try layout(ONEDNN_QUERY_SCRATCHPAD) }

    /// oneDNN's name for the code that will run, such as `jit:avx512_core`.
    var implementation: String { String(cString: strata_onednn_description_implementation(handle)) }

    /// Whether oneDNN has only slow reference code for this.
    var isReference: Bool { implementation.hasPrefix("ref") }
}

/// The name of a primitive's argument.
enum Argument: Int32 {
    case source = 1
    case source1 = 2
    case destination = 17
    case weights = 33
    case bias = 41
    case mean = 49
    case variance = 50
    case scale = 51
    case shift = 52
    case workspace = 64
    case scratchpad = 80
    case sourceGradient = 129
    case destinationGradient = 145
    case weightsGradient = 161
    case biasGradient = 169
    case scaleGradient = 255
    case shiftGradient = 256
}
