import Foundation
import TestSupport
import Testing

@testable import StrataRuntime

@Suite("safetensors files")
struct SafeTensorsTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("a file written by PyTorch is read: names, shapes, values, metadata")
    func aFileWrittenByPyTorchIsRead() throws {
        let file = try SafeTensors(path: fixture("checkpoint-pytorch.safetensors"))
        let shapes: [String: [Int]] = [
            "conv1.bias": [2], "conv1.weight": [2, 1, 3, 3], "fc1.bias": [2], "fc1.weight": [2, 3], "norm1.bias": [2],
            "norm1.running_mean": [2], "norm1.running_var": [2], "norm1.weight": [2],
        ]
        #expect(file.tensors.mapValues(\.shape) == shapes)
        // make_checkpoint.py numbers the tensors by name, including num_batches_tracked, which is skipped here.
        let names = (shapes.keys + ["norm1.num_batches_tracked"]).sorted()
        for (name, tensor) in file.tensors {
            let number = try #require(names.firstIndex(of: name))
            #expect(tensor.values == (0..<tensor.values.count).map { (100 * Float(number) + Float($0)) / 8 })
        }
        #expect(file.metadata == ["network": "Tiny", "note": "é \"quoted\" \\ 🙂"])
    }

    @Test("a written file is read back bit for bit, and has the same bytes each time")
    func writtenTensorsAreReadBack() throws {
        let special: [Float] = [
            0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1, -1,
        ]
        let file = SafeTensors(
            tensors: [
                "fc1.weight": Tensor(shape: [2, 4], values: special), "scalar": Tensor(shape: [], values: [3]),
                "empty": Tensor(shape: [0, 5], values: []), "odd \"name\"\n\u{1}é🙂": Tensor(shape: [1], values: [7]),
            ],
            metadata: ["network": "LeNet5", "a \\ \"b\"": "\t"])
        try file.write(to: folder.file("a"))
        try file.write(to: folder.file("b"))
        let read = try SafeTensors(path: folder.file("a"))
        #expect(read == file)
        #expect(read.tensors["fc1.weight"]?.values.map(\.bitPattern) == special.map(\.bitPattern))
        #expect(try folder.bytes("a") == folder.bytes("b"))
        // Aligned, so that readers can map the data into memory.
        #expect(try folder.bytes("a")[0] % 8 == 0)
    }

    /// Writes a file with this header and this many bytes of data.
    private func file(_ header: String, data: Int = 0) throws -> String {
        let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
        return try folder.write(length + Array(header.utf8) + Array(repeating: 0, count: data), to: "file")
    }

    @Test("a file in another format is rejected with the reason")
    func aFileInAnotherFormatIsRejected() throws {
        func tensor(_ name: String, _ begin: Int, _ end: Int, shape: String = "[1]", type: String = "F32") -> String {
            "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[\(begin),\(end)]}"
        }
        let cases: [(String, Int, String)] = [
            ("{\(tensor("a", 0, 4))}", 0, "tensor 'a' is at bytes 0 to 4, but the data has 0 bytes"),
            ("{\(tensor("a", 4, 0))}", 4, "tensor 'a' is at bytes 4 to 0, but the data has 4 bytes"),
            ("{\(tensor("a", 0, 4)),\(tensor("b", 0, 4))}", 4, "tensor 'b' overlaps the tensor before it"),
            ("{\(tensor("a", 0, 4)),\(tensor("b", 8, 12))}", 12, "tensor 'b' has a gap before it"),
            ("{\(tensor("a", 0, 4))}", 5, "it has 1 byte after the last tensor"),
            ("{\(tensor("a", 0, 4, shape: "[2]"))}", 4, "tensor 'a' of shape 2 has 4 bytes of data"),
            (
                "{\(tensor("a", 0, 4, shape: "[9223372036854775807,4]"))}", 4,
                "tensor 'a' of shape 9223372036854775807x4 has 4 bytes of data"
            ),
            ("{\(tensor("a", 0, 2, type: "F16"))}", 2, "tensor 'a' has type F16, but only F32 is supported"),
            ("{\(tensor("a", 0, 4)),\(tensor("a", 4, 8))}", 8, "duplicate key 'a'"),
            ("{\"a\":{\"dtype\":\"F32\"}}", 0, "tensor 'a' needs dtype, shape, and two data_offsets"),
            ("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999]}}", 0, "this number is too large"),
            ("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1]}}", 0, "expected a nonnegative number"),
            ("{\"a", 0, "unterminated string"),
            ("[1,2,3] ", 0, "expected '{'"),
            ("{} {}", 0, "unexpected text after the end"),
        ]
        for (header, data, expected) in cases {
            let path = try file(header, data: data)
            let text = try message { _ = try SafeTensors(path: path) }
            #expect(text.hasPrefix("\(path): not a usable safetensors file: "))
            #expect(text.contains(expected), "\(header): \(text)")
        }
    }

    @Test("a file with a header longer than itself is rejected before anything is allocated")
    func aHeaderLongerThanTheFileIsRejected() throws {
        for length: UInt64 in [100, 1 << 40, .max] {
            let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) }
            let path = try folder.write(bytes + Array("{}      ".utf8), to: "file")
            #expect(
                try message { _ = try SafeTensors(path: path) }.contains("its header would be longer than the file"))
        }
        #expect(
            try message { _ = try SafeTensors(path: "/dev/zero") }
                == "/dev/zero: can't be read: it isn't a regular file")
    }

    @Test("a file that is truncated anywhere is rejected, and one that is changed anywhere is read or rejected")
    func aDamagedFileNeverCrashes() throws {
        let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: fixture("checkpoint-pytorch.safetensors"))))
        for length in 0..<whole.count {
            let path = try folder.write(Array(whole.prefix(length)), to: "cut")
            #expect(throws: RuntimeError.self) { try SafeTensors(path: path) }
        }
        var random = TestRandom(seed: 3)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0...random.next(below: 3) {
                bytes[random.next(below: bytes.count)] = UInt8(random.next(below: 256))
            }
            let path = try folder.write(bytes, to: "changed")
            _ = try? SafeTensors(path: path)
        }
    }

    @Test("a file is named after the network, whatever its name")
    func aFileIsNamedAfterTheNetwork() {
        #expect(Weights.defaultPath(for: "LeNet5") == "LeNet5.safetensors")
        #expect(Weights.defaultPath(for: "../etc/passwd") == "network..-etc-passwd.safetensors")
        #expect(Weights.defaultPath(for: "") == "network.safetensors")
        #expect(TrainingState.path(besides: "out/LeNet5.safetensors") == "out/LeNet5.training.safetensors")
        #expect(TrainingState.path(besides: "weights") == "weights.training.safetensors")
    }
}
