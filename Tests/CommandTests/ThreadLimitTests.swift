import Foundation
import TestSupport
import Testing

/// Variables of OpenMP that make it run fewer threads than a program asks for. oneDNN's primitives expect all of them.
@Suite struct ThreadLimitTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        // A step is large enough for several threads.
        try folder.write(
            """
            model: Net
            input: 16x16x1
            body:
              - 3x3 conv, 16, pad 1, relu
              - 3x3 conv, 32, pad 1, relu
              - 2x2 max pool
            head:
              - fc 4
            train:
              data: idx images
              epochs: 1
              batch: 64

            """, to: "net.strata.yaml")
        var random = SeededGenerator(seed: 1)
        for part in ["train", "t10k"] {
            let labels = (0..<128).map { _ in UInt8.random(in: 0..<4, using: &random) }
            let pixels = labels.flatMap { label in
                (0..<256).map { UInt8($0 / 64 == Int(label) ? 120 : 0) + UInt8.random(in: 0..<100, using: &random) }
            }
            try folder.write(
                [0, 0, 8, 3, 0, 0, 0, 128, 0, 0, 0, 16, 0, 0, 0, 16] + pixels, to: "images/\(part)-images-idx3-ubyte")
            try folder.write([0, 0, 8, 1, 0, 0, 0, 128] + labels, to: "images/\(part)-labels-idx1-ubyte")
        }
    }

    /// Returns the bits of the weights after a training.
    private func weights(_ arguments: String..., environment: [String: String] = [:]) throws -> [UInt8] {
        let outcome = try Strata.run(
            "train", "net.strata.yaml", "--output", "\(UUID().uuidString).safetensors", in: folder.url,
            environment: ["OMP_NUM_THREADS": "2"].merging(environment) { $1 }, arguments)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let name = try #require(try folder.names().first { $0.count == 36 + ".safetensors".count })
        defer { try? FileManager.default.removeItem(atPath: folder.file(name)) }
        return try folder.bytes(name)
    }

    @Test(arguments: ["OMP_THREAD_LIMIT", "OMP_MAX_ACTIVE_LEVELS"])
    func aTrainingUsesNoMoreThreadsThanAreAllowed(variable: String) throws {
        let value = variable == "OMP_THREAD_LIMIT" ? "1" : "0"
        #expect(try weights(environment: [variable: value]) == weights("--threads", "1"))
    }

    @Test func aTrainingUsesAllOfItsThreadsEvenIfTheirNumberIsDynamic() throws {
        #expect(try weights("--threads", "2", environment: ["OMP_DYNAMIC": "true"]) == weights("--threads", "2"))
    }

    @Test func moreThreadsThanAreAllowedAreRefused() throws {
        let outcome = try Strata.run(
            "train", "net.strata.yaml", "--threads", "2", in: folder.url, environment: ["OMP_THREAD_LIMIT": "1"])
        #expect(outcome.code == 2)
        #expect(
            outcome.errors == """
                error: 2 threads can't run in parallel: the environment allows only 1
                Unset OMP_THREAD_LIMIT=1, or use --threads 1.

                """)
    }
}
