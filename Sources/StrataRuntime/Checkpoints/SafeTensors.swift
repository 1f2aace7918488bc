import Basics
import OperatingSystem

/// Named tensors in a file of the safetensors format, as PyTorch, Hugging Face and many others read and write it.
///
/// The format (https://github.com/huggingface/safetensors#format): the header's length as a little-endian 64-bit number, the
/// header in JSON (each tensor's type, shape and place in the data; `__metadata__`, texts by name), then the data without
/// gaps. Strata reads and writes 32-bit floats, row-major, under PyTorch's names and in PyTorch's layouts.
public struct SafeTensors: Hashable, Sendable {
    /// The tensors by name, as PyTorch names them: `conv1.weight`.
    public var tensors: [String: Tensor]
    /// Free texts by name.
    public var metadata: [String: String]

    /// The contents of a file to be written.
    public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    // MARK: - Writing

    /// Saves the file as a whole or not at all; the same contents give the same bytes.
    ///
    /// - Throws: `RuntimeError` naming the file; a file that stood there before is then unchanged.
    public func write(to path: String) throws {
        let names = tensors.keys.sorted()
        var header = "{"
        if !metadata.isEmpty {
            let entries = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
            header += "\"__metadata__\":{\(entries.joined(separator: ","))}"
        }
        var offset = 0
        for name in names {
            guard let tensor = tensors[name] else { continue }
            guard name != "__metadata__", Tensor.count(of: tensor.shape) == tensor.values.count else {
                throw RuntimeError(
                    "\(path): cannot be saved: tensor '\(name)' has \(tensor.values.count) values for the shape \(tensor.shape)"
                )
            }
            let end = offset + 4 * tensor.values.count
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            if header.utf8.count > 1 { header += "," }
            header += "\(quoted(name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}"
            offset = end
        }
        header += "}"
        // Spaces up to a multiple of 8, so that the data can be mapped into memory as it is.
        header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)

        try AtomicFile.write(path) { file in
            try withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { try file.write($0) }
            try Array(header.utf8).withUnsafeBytes { try file.write($0) }
            for name in names {
                guard let tensor = tensors[name] else { continue }
                #if _endian(little)
                    try tensor.values.withUnsafeBytes { try file.write($0) }
                #else
                    try tensor.values.map(\.bitPattern.littleEndian).withUnsafeBytes { try file.write($0) }
                #endif
            }
        }
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    // MARK: - Reading

    /// The longest header that is read; that of a network with 100,000 parameters has about 10 MB.
    private static let longestHeader = 32 << 20

    /// Reads and checks the whole file. Nothing is allocated on the header's word: every tensor must lie within the file,
    /// and they must fill it without gaps or overlaps.
    ///
    /// Batch norms' `num_batches_tracked`, which PyTorch saves as an integer, is passed over.
    ///
    /// - Throws: `RuntimeError` that names the file, what is wrong in it and what was expected.
    public init(path: String) throws {
        let file = try InputFile(path: path)
        func damaged(_ what: String) -> RuntimeError {
            RuntimeError("\(path): not a usable safetensors file: \(what)")
        }
        guard file.size >= 10 else { throw damaged("it has only \(counted(file.size, "byte"))") }
        var length: UInt64 = 0
        try withUnsafeMutableBytes(of: &length) { try file.read(into: $0, at: 0) }
        length = UInt64(littleEndian: length)
        guard length <= UInt64(file.size - 8) else {
            throw damaged("its header would be longer than the file; it is cut off, or of another format")
        }
        guard length <= UInt64(Self.longestHeader) else {
            throw damaged(
                "its header has \(Int(length).grouped) bytes; at most \(Self.longestHeader.grouped) are read")
        }
        let header = try [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: 8)
            count = Int(length)
        }
        var parser = SafeTensorsHeader(header)
        do throws(SafeTensorsHeader.Problem) {
            try parser.parse()
        } catch {
            throw damaged("its header is broken at byte \(8 + error.position): \(error.message)")
        }

        let start = 8 + Int(length)
        let data = file.size - start
        var expected = 0
        for entry in parser.entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
            guard entry.begin <= entry.end, entry.end <= data else {
                throw damaged(
                    "tensor '\(entry.name)' lies at bytes \(entry.begin) to \(entry.end) of \(data) bytes of data")
            }
            guard entry.begin == expected else {
                let problem = entry.begin < expected ? "overlaps the tensor before it" : "leaves a gap before it"
                throw damaged("tensor '\(entry.name)' \(problem)")
            }
            expected = entry.end
            if entry.name.hasSuffix("num_batches_tracked"), entry.type == "I64" { continue }
            guard entry.type == "F32" else {
                throw damaged("tensor '\(entry.name)' is of type \(entry.type), and only F32 is read")
            }
            guard let count = Tensor.count(of: entry.shape), let size = product(count, 4),
                size == entry.end - entry.begin
            else {
                let shape = entry.shape.map(String.init).joined(separator: "x")
                throw damaged("tensor '\(entry.name)' of shape \(shape) has \(entry.end - entry.begin) bytes of data")
            }
        }
        guard expected == data else {
            throw damaged("\(counted(data - expected, "byte")) at its end belong to no tensor")
        }

        metadata = parser.metadata
        tensors = [:]
        for entry in parser.entries where entry.type == "F32" {
            let count = (entry.end - entry.begin) / 4
            let values = try [Float](unsafeUninitializedCapacity: count) { buffer, filled in
                try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: start + entry.begin)
                #if _endian(big)
                    for place in 0..<count { buffer[place] = Float(bitPattern: buffer[place].bitPattern.byteSwapped) }
                #endif
                filled = count
            }
            tensors[entry.name] = Tensor(shape: entry.shape, values: values)
        }
    }
}

/// A regular file to read from at any place.
private final class InputFile {
    let path: String
    let size: Int
    private let descriptor: Int32

    init(path: String) throws {
        // Not blocking: opening a named pipe would wait for a writer, forever perhaps.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw RuntimeError("\(path): cannot be read: \(SystemError())") }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let reason = SystemError()
            close(descriptor)
            throw RuntimeError("\(path): cannot be read: \(reason)")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw RuntimeError("\(path): is not a regular file")
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let got = pread(descriptor, rest.baseAddress, min(rest.count, 1 << 30), off_t(offset + done))
            if got > 0 {
                done += got
            } else if got == 0 {
                throw RuntimeError("\(path): became shorter while it was read")
            } else if errno != EINTR {
                throw RuntimeError("\(path): cannot be read: \(SystemError())")
            }
        }
    }
}

/// The header's JSON, read by what it must be and nothing more: no recursion, no values of other kinds.
private struct SafeTensorsHeader {
    struct Entry {
        var name: String
        var type: String
        var shape: [Int]
        var begin: Int
        var end: Int
    }

    struct Problem: Error {
        let position: Int
        let message: String
    }

    private(set) var entries: [Entry] = []
    private(set) var metadata: [String: String] = [:]
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func parse() throws(Problem) {
        var names: Set<String> = []
        guard bytes.first == UInt8(ascii: "{") else { throw problem("expected '{'") }
        try object { (self, name) throws(Problem) in
            guard names.insert(name).inserted else { throw self.problem("'\(name)' is there twice") }
            if name == "__metadata__" {
                try self.object { (self, key) throws(Problem) in
                    self.metadata[key] = try self.string()
                }
            } else {
                self.entries.append(try self.entry(name))
            }
        }
        skipSpace()
        guard position == bytes.count else { throw problem("unexpected text after the header's end") }
    }

    private mutating func entry(_ name: String) throws(Problem) -> Entry {
        var type: String?
        var shape: [Int]?
        var place: [Int]?
        try object { (self, key) throws(Problem) in
            switch key {
            case "dtype": type = try self.string()
            case "shape": shape = try self.integers(atMost: 16)
            case "data_offsets": place = try self.integers(atMost: 2)
            default: throw self.problem("'\(key)' is not known; expected dtype, shape or data_offsets")
            }
        }
        guard let type, let shape, let place, place.count == 2 else {
            throw problem("tensor '\(name)' needs dtype, shape and two data_offsets")
        }
        return Entry(name: name, type: type, shape: shape, begin: place[0], end: place[1])
    }

    // MARK: JSON

    private func problem(_ message: String) -> Problem { Problem(position: position, message: message) }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(Problem) {
        guard take(character) else { throw problem("expected '\(character)'") }
    }

    private mutating func object(
        _ member: (inout SafeTensorsHeader, String) throws(Problem) -> Void
    ) throws(Problem) {
        try expect("{")
        if take("}") { return }
        repeat {
            let key = try string()
            try expect(":")
            try member(&self, key)
        } while take(",")
        try expect("}")
    }

    private mutating func integers(atMost limit: Int) throws(Problem) -> [Int] {
        var result: [Int] = []
        try expect("[")
        if take("]") { return result }
        repeat {
            guard result.count < limit else { throw problem("expected at most \(limit) numbers") }
            result.append(try integer())
        } while take(",")
        try expect("]")
        return result
    }

    private mutating func integer() throws(Problem) -> Int {
        skipSpace()
        let first = position
        var value = 0
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowed) = shifted.addingReportingOverflow(Int(bytes[position] - 0x30))
            guard !overflow, !overflowed else { throw problem("this number is too large") }
            value = sum
            position += 1
        }
        guard position > first else { throw problem("expected a number that is not negative") }
        return value
    }

    private mutating func string() throws(Problem) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                let result = String(decoding: text, as: UTF8.self)
                guard result.utf8.elementsEqual(text) else { throw problem("this text is not UTF-8") }
                return result
            case UInt8(ascii: "\\"): try escape(into: &text)
            case ..<0x20: throw problem("a control character in a text")
            default: text.append(byte)
            }
        }
        throw problem("a text without end")
    }

    private mutating func escape(into text: inout [UInt8]) throws(Problem) {
        guard position < bytes.count else { throw problem("a text without end") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw problem("half a surrogate pair") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw problem("half a surrogate pair") }
            text.append(contentsOf: Array(String(scalar).utf8))
        default: throw problem("an escape that JSON does not have")
        }
    }

    private mutating func hexadecimal() throws(Problem) -> UInt32 {
        guard position + 4 <= bytes.count else { throw problem("a text without end") }
        let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        guard digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }), let code = UInt32(digits, radix: 16) else {
            throw problem("expected four hexadecimal digits")
        }
        position += 4
        return code
    }
}
