import Foundation
import TestSupport
import Testing

@testable import StrataRuntime

/// Returns the path of a file in `Fixtures`, which also contains the script that made it.
func fixture(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path
}

/// Returns the message of the error that `work` throws, including its advice; the test fails if it doesn't throw.
func message(of work: () throws -> Void) throws -> String {
    let error = try #require(throws: RuntimeError.self, performing: work)
    return error.description
}

/// Random numbers for tests that are the same in every run.
typealias TestRandom = SplitMix64

/// Returns synthetic samples that a small network can learn quickly: a bright square in one of four corners.
func corners(training: Int = 96, test: Int = 30, seed: UInt64 = 1) throws -> DataSet {
    var random = TestRandom(seed: seed)
    func samples(_ count: Int) throws -> Samples {
        var pixels: [UInt8] = []
        var labels: [UInt8] = []
        for _ in 0..<count {
            let corner = random.next(below: 4)
            labels.append(UInt8(corner))
            for place in 0..<64 {
                let isInside = place / 8 / 4 == corner / 2 && place % 8 / 4 == corner % 2
                pixels.append(UInt8((isInside ? 120 : 0) + random.next(below: 120)))
            }
        }
        return try Samples(shape: TensorShape(height: 8, width: 8, channels: 1), pixels: pixels, labels: labels)
    }
    return DataSet(
        name: "corners", classNames: ["top left", "top right", "bottom left", "bottom right"], scaling: .plain,
        training: try samples(training), test: try samples(test))
}

/// A network for `corners` whose training state has everything it can have: moments, running statistics, dropout.
struct CornerNetwork: Network {
    let name = "Corners"
    let input = TensorShape(height: 8, width: 8, channels: 1)

    func layers(_ net: inout NetworkBuilder) {
        net.conv("conv1", kernel: 3, filters: 4, padding: 1)
        net.batchNorm("norm1")
        net.activation("relu1", .relu)
        net.pool("pool1", .max, kernel: 2)
        net.flatten("flatten1")
        net.dropout("dropout1", rate: 0.2)
        net.dense("fc1", units: 4)
    }
}

/// The smallest network for `corners`.
struct CornerPerceptron: Network {
    let name = "CornerPerceptron"
    let input = TensorShape(height: 8, width: 8, channels: 1)

    func layers(_ net: inout NetworkBuilder) {
        net.dense("fc1", units: 8)
        net.dense("fc2", units: 4)
    }
}

/// Writes `corners` as the usual four IDX files.
func writeCorners(to folder: TemporaryFolder) throws {
    let data = try corners()
    for (part, samples) in [("train", data.training ?? data.test), ("t10k", data.test)] {
        let count = [0, 0, UInt8(samples.count >> 8), UInt8(samples.count & 255)]
        try folder.write(
            [0, 0, 8, 3] + count + [0, 0, 0, 8, 0, 0, 0, 8] + samples.pixels, to: "\(part)-images-idx3-ubyte")
        try folder.write([0, 0, 8, 1] + count + samples.labels, to: "\(part)-labels-idx1-ubyte")
    }
}

func fileExists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

func removeFile(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }
