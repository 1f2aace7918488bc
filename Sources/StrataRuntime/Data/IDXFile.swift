import Basics
import CZlib
import OperatingSystem

/// The contents of a file in the IDX format of LeCun's MNIST, gzipped or not: an array of bytes and its sizes.
///
/// The format (http://yann.lecun.com/exdb/mnist, described in
/// https://www.fon.hum.uva.nl/praat/manual/IDX_file_format.html) is two zero bytes, the element type (8: unsigned
/// byte), the number of dimensions, each size as a big-endian 32-bit number, then the elements in row-major order.
/// Strata reads unsigned bytes, which MNIST-style data sets use.
struct IDXFile: Sendable {
    let sizes: [Int]
    let bytes: [UInt8]

    /// Reads and checks the whole file.
    ///
    /// Nothing is allocated before the header is checked: sizes that the file can't contain are rejected first (deflate
    /// compresses at most 1,032 times).
    ///
    /// - Parameters:
    ///   - path: the file, gzipped or not, which is determined by its contents, not its name.
    ///   - dimensions: the number of sizes that the header must have: 3 for images (count, height, width), 4 for images
    ///     with channels, 1 for labels.
    /// - Throws: `RuntimeError` that names the file, what is wrong in it, and what was expected.
    init(path: String, dimensions: Int) throws {
        let stream = try GzipStream(path: path)

        let header = try stream.read(4)
        guard header.count == 4 else {
            throw damaged(path, header.isEmpty ? "it is empty" : "it has only \(counted(header.count, "byte"))")
        }
        guard header[0] == 0, header[1] == 0 else {
            throw damaged(path, "it starts with the bytes \(hex(header)), but an IDX file starts with 00 00")
        }
        guard header[2] == 0x08 else {
            throw damaged(
                path, "its elements have type 0x\(hex([header[2]])), but only unsigned bytes (0x08) are supported")
        }
        guard header[3] == dimensions else {
            let expected =
                switch dimensions {
                case 1: "1 (labels)"
                case 3: "3 (count, height, width)"
                default: "4 (count, height, width, channels)"
                }
            throw damaged(path, "it has \(counted(Int(header[3]), "dimension")), expected \(expected)")
        }

        let sizeBytes = try stream.read(4 * dimensions)
        guard sizeBytes.count == 4 * dimensions else { throw damaged(path, "it ends within its header") }
        sizes = (0..<dimensions).map { index in
            sizeBytes[4 * index..<4 * index + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        let written = sizes.map(\.grouped).joined(separator: " x ")
        guard let total = product(sizes), total <= Self.largest else {
            throw damaged(
                path, "its header declares \(written) bytes, more than the \(Self.largest.grouped) allowed")
        }
        guard total > 0 else { throw damaged(path, "it is empty: its header says \(written)") }
        guard total <= stream.mostBytes else {
            throw damaged(
                path,
                "its header declares \(total.grouped) bytes (\(written)), more than a file of its size can contain")
        }

        bytes = try stream.read(total)
        guard bytes.count == total else {
            throw damaged(
                path, "it ends after \(bytes.count.grouped) of the \(total.grouped) bytes that its header declares")
        }
        // Reading to the end also makes zlib verify the checksum.
        guard try stream.read(1).isEmpty else {
            throw damaged(path, "it has more than the \(total.grouped) bytes that its header declares")
        }
    }

    /// 2 GiB, which also keeps a sample's index within 32 bits.
    private static let largest = Int(Int32.max)
}

/// A file's bytes, decompressed while reading if they are gzipped.
private final class GzipStream {
    private let path: String
    private let stream: gzFile
    /// The maximum number of bytes that a file of this size can decompress to.
    let mostBytes: Int

    init(path: String) throws {
        self.path = path
        let file: InputFile
        do throws(FileProblem) { file = try InputFile(path) } catch { throw RuntimeError(reading: path, error) }
        let descriptor = file.takeDescriptor()
        guard let stream = gzdopen(descriptor, "rb") else {
            close(descriptor)
            throw RuntimeError("\(path): can't be read: out of memory")
        }
        self.stream = stream
        gzbuffer(stream, 1 << 17)
        mostBytes = gzdirect(stream) == 1 ? file.size : product(file.size, 1032) ?? .max
    }

    deinit { gzclose(stream) }

    /// Reads up to `count` bytes; fewer only at the end of the file.
    func read(_ count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let wanted = UInt32(min(count - filled, 1 << 20))
                let got = gzread(stream, UnsafeMutableBufferPointer(rebasing: buffer[filled...]).baseAddress, wanted)
                guard got >= 0 else { throw failure() }
                if got == 0 {
                    // A truncated gzipped file is reported only here.
                    var code: Int32 = Z_OK
                    gzerror(stream, &code)
                    if code != Z_OK && code != Z_STREAM_END { throw failure() }
                    break
                }
                filled += Int(got)
            }
        }
    }

    private func failure() -> RuntimeError {
        var code: Int32 = Z_OK
        // zlib's text begins with the descriptor: `<fd:3>: incorrect length check`.
        let text = gzerror(stream, &code).map { String(cString: $0) }?.replacing(#/^<fd:\d+>: /#, with: "") ?? ""
        switch code {
        case Z_ERRNO: return RuntimeError("\(path): can't be read: \(SystemError())")
        case Z_BUF_ERROR: return damaged(path, "its gzip data is truncated")
        default: return damaged(path, "its gzip data is corrupt\(text.isEmpty ? "" : " (\(text))")")
        }
    }
}

private func damaged(_ path: String, _ what: String) -> RuntimeError {
    RuntimeError("\(path): not a usable IDX file: \(what)")
}

private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { $0.hexadecimal(digits: 2) }.joined(separator: " ")
}
