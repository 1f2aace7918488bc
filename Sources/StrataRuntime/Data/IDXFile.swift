import Basics
import CZlib
import OperatingSystem

/// The contents of a file in the IDX format of LeCun's MNIST, gzipped or not: an array of bytes with its sizes.
///
/// The format (http://yann.lecun.com/exdb/mnist, described in https://www.fon.hum.uva.nl/praat/manual/IDX_file_format.html):
/// two zero bytes, the element type (8: unsigned byte), the number of dimensions, each size as a big-endian 32-bit number,
/// then the elements, the last dimension running fastest. Strata reads unsigned bytes, which is what MNIST-style sets hold.
struct IDXFile: Sendable {
    let sizes: [Int]
    let bytes: [UInt8]

    /// Reads and checks the whole file.
    ///
    /// Nothing is allocated on the header's word alone: sizes that the file's length cannot hold are refused first
    /// (deflate shrinks at most 1,032 times).
    ///
    /// - Parameters:
    ///   - path: the file, gzipped or not; its contents decide, not its name.
    ///   - dimensions: how many sizes the header must give: 3 for images (count, height, width), 4 for those with
    ///     channels, 1 for labels.
    /// - Throws: `RuntimeError` that names the file, what is wrong in it and what was expected.
    init(path: String, dimensions: Int) throws {
        let stream = try GzipStream(path: path)

        let header = try stream.read(4)
        guard header.count == 4 else { throw damaged(path, "it has only \(header.count) bytes") }
        guard header[0] == 0, header[1] == 0 else {
            throw damaged(path, "it begins with the bytes \(hex(header)), and an IDX file begins with 00 00")
        }
        guard header[2] == 0x08 else {
            throw damaged(
                path, "its elements are of type 0x\(hex([header[2]])), and only unsigned bytes (0x08) are read")
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
        guard sizeBytes.count == 4 * dimensions else { throw damaged(path, "it ends inside its header") }
        sizes = (0..<dimensions).map { index in
            sizeBytes[4 * index..<4 * index + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        let written = sizes.map(\.grouped).joined(separator: " x ")
        guard let total = product(sizes), total <= Self.largest else {
            throw damaged(
                path, "its header promises \(written) bytes, more than the \(Self.largest.grouped) allowed")
        }
        guard total > 0 else { throw damaged(path, "it is empty: its header says \(written)") }
        guard total <= stream.mostBytes else {
            throw damaged(
                path,
                "its header promises \(total.grouped) bytes (\(written)), and a file of its length cannot hold them")
        }

        bytes = try stream.read(total)
        guard bytes.count == total else {
            throw damaged(
                path, "it ends after \(bytes.count.grouped) of the \(total.grouped) bytes that its header promises")
        }
        // Reading on to the end also makes zlib compare the checksum.
        guard try stream.read(1).isEmpty else {
            throw damaged(path, "more bytes follow after the \(total.grouped) that its header promises")
        }
    }

    /// 2 GiB; also what keeps a sample's index within 32 bits.
    private static let largest = Int(Int32.max)
}

/// A file's bytes, unpacked on the way if they are gzipped.
private final class GzipStream {
    private let path: String
    private let stream: gzFile
    /// The most bytes that a file of this length can unpack to.
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

    /// Up to `count` bytes; fewer only at the end of the file.
    func read(_ count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let wanted = UInt32(min(count - filled, 1 << 20))
                let got = gzread(stream, UnsafeMutableBufferPointer(rebasing: buffer[filled...]).baseAddress, wanted)
                guard got >= 0 else { throw failure() }
                if got == 0 {
                    // A gzipped file that was cut off reports it only here.
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
        let text = gzerror(stream, &code).map { String(cString: $0) } ?? ""
        switch code {
        case Z_ERRNO: return RuntimeError("\(path): can't be read: \(SystemError())")
        case Z_BUF_ERROR: return damaged(path, "its gzip data ends too early")
        default: return damaged(path, "its gzip data is damaged\(text.isEmpty ? "" : " (\(text))")")
        }
    }
}

private func damaged(_ path: String, _ what: String) -> RuntimeError {
    RuntimeError("\(path): not a usable IDX file: \(what)")
}

private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { $0.hexadecimal(digits: 2) }.joined(separator: " ")
}
