import Basics
import OperatingSystem

/// Named tensors in a file in the safetensors format, which PyTorch, Hugging Face, and many others read and write.
///
/// The format (https://github.com/huggingface/safetensors#format) is the header's length as a little-endian 64-bit
/// number, the header in JSON (each tensor's type, shape, and place in the data; `__metadata__`, texts by name), then
/// the data without gaps. Strata reads and writes row-major 32-bit floats, with PyTorch's names and layouts.
public struct SafeTensors: Hashable, Sendable {
    /// The tensors by PyTorch's names, such as `conv1.weight`.
    public var tensors: [String: Tensor]
    /// Arbitrary texts by name.
    public var metadata: [String: String]

    /// Creates the contents of a file to write.
    public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    // MARK: - Writing

    /// Saves the file atomically. The same contents produce the same bytes.
    ///
    /// - Throws: `RuntimeError` naming the file; the previous file is then unchanged.
    public func write(to path: String) throws {
        let names = tensors.keys.sorted()
        var fields: [(String, JSON)] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key < $1.key }
            fields.append(("__metadata__", .object(texts.map { ($0.key, .string($0.value)) })))
        }
        var offset = 0
        for name in names {
            guard let tensor = tensors[name] else { continue }
            guard name != "__metadata__", Tensor.count(of: tensor.shape) == tensor.values.count else {
                throw RuntimeError(
                    "\(path): can't be saved: tensor '\(name)' has \(counted(tensor.values.count, "value")), but its "
                        + "shape is \(tensor.shape)")
            }
            let end = offset + 4 * tensor.values.count
            fields.append(
                (
                    name,
                    [
                        "dtype": "F32", "shape": .array(tensor.shape.map { .integer($0) }),
                        "data_offsets": [.integer(offset), .integer(end)],
                    ]
                ))
            offset = end
        }
        var header = JSON.object(fields).bytes
        // Padded with spaces to a multiple of 8, so that the data can be mapped into memory.
        header += repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8)

        do {
            try AtomicFile.write(path) { try write(header, names, to: $0) }
        } catch let problem as AtomicFile.Problem {
            throw RuntimeError(saving: path, problem)
        }
    }

    private func write(_ header: [UInt8], _ names: [String], to file: AtomicFile) throws {
        try withUnsafeBytes(of: UInt64(header.count).littleEndian) { try file.write($0) }
        try header.withUnsafeBytes { try file.write($0) }
        for name in names {
            guard let tensor = tensors[name] else { continue }
            #if _endian(little)
                try tensor.values.withUnsafeBytes { try file.write($0) }
            #else
                try tensor.values.map(\.bitPattern.littleEndian).withUnsafeBytes { try file.write($0) }
            #endif
        }
    }

    // MARK: - Reading

    /// The maximum length of a header. The header of a network with 100,000 parameters has about 10 MB.
    private static let longestHeader = 32 << 20

    /// Reads and checks the whole file. Nothing is allocated before the header is checked: every tensor must be within
    /// the file, and together they must fill it without gaps or overlaps.
    ///
    /// `num_batches_tracked` of batch norms, which PyTorch saves as an integer, is skipped.
    ///
    /// - Throws: `RuntimeError` that names the file, what is wrong in it, and what was expected.
    public init(path: String) throws {
        let file: InputFile
        do throws(FileProblem) { file = try InputFile(path) } catch { throw RuntimeError(reading: path, error) }
        func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
            do throws(FileProblem) {
                try file.read(into: buffer, at: offset)
            } catch {
                throw RuntimeError(reading: path, error)
            }
        }
        func damaged(_ what: String) -> RuntimeError {
            RuntimeError("\(path): not a usable safetensors file: \(what)")
        }
        guard file.size >= 10 else { throw damaged("it has only \(counted(file.size, "byte"))") }
        var length: UInt64 = 0
        try withUnsafeMutableBytes(of: &length) { try read(into: $0, at: 0) }
        length = UInt64(littleEndian: length)
        guard length <= UInt64(file.size - 8) else {
            throw damaged("its header would be longer than the file, which is truncated or in another format")
        }
        guard length <= UInt64(Self.longestHeader) else {
            throw damaged(
                "its header has \(Int(length).grouped) bytes; the maximum is \(Self.longestHeader.grouped)")
        }
        let header = try [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            try read(into: UnsafeMutableRawBufferPointer(buffer), at: 8)
            count = Int(length)
        }
        let parsed: SafeTensorsHeader
        do throws(JSONProblem) {
            parsed = try SafeTensorsHeader(header)
        } catch {
            throw damaged("its header is invalid at byte \(8 + error.position): \(error.message)")
        }

        let start = 8 + Int(length)
        let data = file.size - start
        var expected = 0
        for entry in parsed.entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
            guard entry.begin <= entry.end, entry.end <= data else {
                throw damaged(
                    "tensor '\(entry.name)' is at bytes \(entry.begin) to \(entry.end), but the data has \(data) bytes")
            }
            guard entry.begin == expected else {
                let problem = entry.begin < expected ? "overlaps the tensor before it" : "has a gap before it"
                throw damaged("tensor '\(entry.name)' \(problem)")
            }
            expected = entry.end
            if entry.name.hasSuffix("num_batches_tracked"), entry.type == "I64" { continue }
            guard entry.type == "F32" else {
                throw damaged("tensor '\(entry.name)' has type \(entry.type), but only F32 is supported")
            }
            guard let count = Tensor.count(of: entry.shape), let size = product(count, 4),
                size == entry.end - entry.begin
            else {
                let shape = entry.shape.sizeText
                throw damaged("tensor '\(entry.name)' of shape \(shape) has \(entry.end - entry.begin) bytes of data")
            }
        }
        guard expected == data else {
            throw damaged("it has \(counted(data - expected, "byte")) after the last tensor")
        }

        metadata = parsed.metadata
        tensors = [:]
        for entry in parsed.entries where entry.type == "F32" {
            let count = (entry.end - entry.begin) / 4
            let values = try [Float](unsafeUninitializedCapacity: count) { buffer, filled in
                try read(into: UnsafeMutableRawBufferPointer(buffer), at: start + entry.begin)
                #if _endian(big)
                    for place in 0..<count { buffer[place] = Float(bitPattern: buffer[place].bitPattern.byteSwapped) }
                #endif
                filled = count
            }
            tensors[entry.name] = Tensor(shape: entry.shape, values: values)
        }
    }
}

/// A file's header, read strictly.
private struct SafeTensorsHeader {
    struct Entry {
        var name: String
        var type: String
        var shape: [Int]
        var begin: Int
        var end: Int
    }

    private(set) var entries: [Entry] = []
    private(set) var metadata: [String: String] = [:]

    init(_ bytes: [UInt8]) throws(JSONProblem) {
        var reader = JSONReader(bytes)
        var names: Set<String> = []
        try reader.object { (reader, name) throws(JSONProblem) in
            guard names.insert(name).inserted else { throw reader.problem("duplicate key '\(name)'") }
            if name == "__metadata__" {
                try reader.object { (reader, key) throws(JSONProblem) in metadata[key] = try reader.string() }
            } else {
                entries.append(try Self.entry(name, &reader))
            }
        }
        try reader.end()
    }

    private static func entry(_ name: String, _ reader: inout JSONReader) throws(JSONProblem) -> Entry {
        var type: String?
        var shape: [Int]?
        var place: [Int]?
        try reader.object { (reader, key) throws(JSONProblem) in
            switch key {
            case "dtype": type = try reader.string()
            case "shape": shape = try counts(atMost: 16, &reader)
            case "data_offsets": place = try counts(atMost: 2, &reader)
            default: throw reader.problem("unknown key '\(key)'; expected dtype, shape, or data_offsets")
            }
        }
        guard let type, let shape, let place, place.count == 2 else {
            throw reader.problem("tensor '\(name)' needs dtype, shape, and two data_offsets")
        }
        return Entry(name: name, type: type, shape: shape, begin: place[0], end: place[1])
    }

    private static func counts(atMost limit: Int, _ reader: inout JSONReader) throws(JSONProblem) -> [Int] {
        var result: [Int] = []
        try reader.array { (reader) throws(JSONProblem) in
            guard result.count < limit else { throw reader.problem("expected at most \(limit) numbers") }
            result.append(try reader.count())
        }
        return result
    }
}
