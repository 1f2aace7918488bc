import CZlib
import TestSupport
import Testing

@testable import StrataRuntime

@Suite("IDX files")
struct IDXFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Returns a file's bytes: the header for `sizes`, then `contents`.
    private func idx(_ sizes: [Int], type: UInt8 = 8, contents: [UInt8] = []) -> [UInt8] {
        let bigEndian = sizes.flatMap { size in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) } }
        return [0, 0, type, UInt8(sizes.count)] + bigEndian + contents
    }

    private func gzip(_ bytes: [UInt8], to name: String) throws -> String {
        let path = folder.file(name)
        let stream = try #require(gzopen(path, "wb"))
        #expect(gzwrite(stream, bytes, UInt32(bytes.count)) == Int32(bytes.count))
        #expect(gzclose(stream) == Z_OK)
        return path
    }

    @Test("a gzipped file has the same numbers")
    func aGzippedFileHasTheSameNumbers() throws {
        let contents = (0..<24).map { UInt8($0) }
        let bytes = idx([2, 3, 4], contents: contents)
        for path in [try folder.write(bytes, to: "plain"), try gzip(bytes, to: "packed.gz")] {
            let file = try IDXFile(path: path, dimensions: 3)
            #expect(file.sizes == [2, 3, 4])
            #expect(file.bytes == contents)
        }
    }

    @Test("a file in another format is rejected with the reason")
    func aFileInAnotherFormatIsRejected() throws {
        let cases: [([UInt8], String)] = [
            ([], "it is empty"),
            ([0, 0], "it has only 2 bytes"),
            (Array("hello, world".utf8), "it starts with the bytes 68 65 6c 6c, but an IDX file starts with 00 00"),
            (idx([1, 1, 1], type: 0x0D), "its elements have type 0x0d, but only unsigned bytes (0x08) are supported"),
            (idx([5], contents: [1, 2, 3, 4, 5]), "it has 1 dimension, expected 3 (count, height, width)"),
            (Array(idx([1, 1, 1]).prefix(9)), "it ends within its header"),
            (idx([0, 28, 28]), "it is empty: its header says 0 x 28 x 28"),
            (
                idx([1, 2, 3], contents: [1, 2, 3, 4, 5, 6, 7]),
                "it has more than the 6 bytes that its header declares"
            ),
            (idx([60000, 28, 28], contents: [1]), "more than a file of its size can contain"),
            (idx([0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF]), "more than the 2,147,483,647 allowed"),
        ]
        for (bytes, expected) in cases {
            let path = try folder.write(bytes, to: "file")
            let text = try message { _ = try IDXFile(path: path, dimensions: 3) }
            #expect(text.hasPrefix("\(path): not a usable IDX file: "))
            #expect(text.contains(expected))
        }
    }

    @Test("gzip data that is truncated or corrupted anywhere is rejected and never misread")
    func damagedGzipDataIsRejected() throws {
        var random = TestRandom(seed: 7)
        let contents = (0..<4000).map { _ in UInt8(random.next(below: 256)) }
        _ = try gzip(idx([10, 20, 20], contents: contents), to: "whole.gz")
        let whole = try folder.bytes("whole.gz")
        for length in stride(from: 0, to: whole.count, by: 37) + [whole.count - 1] {
            let path = try folder.write(Array(whole.prefix(length)), to: "cut.gz")
            #expect(throws: RuntimeError.self) { try IDXFile(path: path, dimensions: 3) }
        }
        for _ in 0..<200 {
            var bytes = whole
            bytes[random.next(below: bytes.count)] ^= UInt8(1 << random.next(below: 8))
            let path = try folder.write(bytes, to: "flipped.gz")
            // A flipped bit in gzip's own header (such as in its time) may be harmless, but the contents are never
            // wrong.
            if let file = try? IDXFile(path: path, dimensions: 3) { #expect(file.bytes == contents) }
        }
    }

    @Test("any bytes are either read or rejected")
    func anyBytesAreReadOrRejected() throws {
        var random = TestRandom(seed: 11)
        for round in 0..<2000 {
            var bytes = (0..<random.next(below: 64)).map { _ in UInt8(random.next(below: 256)) }
            // Most rounds start like a real file, to get past the first check.
            if round % 4 != 0 { bytes = Array(([0, 0, 8, 3, 0, 0, 0] + bytes).prefix(80)) }
            let path = try folder.write(bytes, to: "garbage")
            _ = try? IDXFile(path: path, dimensions: 3)
        }
    }

    @Test("only a regular file is read")
    func onlyARegularFileIsRead() throws {
        #expect(
            try message { _ = try IDXFile(path: folder.path, dimensions: 1) }
                == "\(folder.path): can't be read: it isn't a regular file"
        )
        #expect(
            try message { _ = try IDXFile(path: "/dev/zero", dimensions: 1) }
                == "/dev/zero: can't be read: it isn't a regular file")
        let text = try message { _ = try IDXFile(path: folder.file("none"), dimensions: 1) }
        #expect(text.hasSuffix("none: can't be read: No such file or directory"))
    }
}

@Suite("Data sources")
struct DataSourceTests {
    @Test(
        "Fashion-MNIST has 60,000 and 10,000 images, the same number of each class, and known statistics",
        .enabled(
            if: fileExists(DataSource.fashionMNISTFolder),
            "needs Debian's package dataset-fashion-mnist, which make test installs"))
    func fashionMNISTHasItsImagesAndStatistics() throws {
        let data = try DataSource.fashionMNIST.load()
        let training = try #require(data.training)
        #expect(data.name == "Fashion-MNIST")
        #expect(data.classNames(10)[9] == "Ankle boot")
        #expect(training.count == 60_000 && data.test.count == 10_000)
        #expect(training.shape == TensorShape(height: 28, width: 28, channels: 1))
        for (samples, each) in [(training, 6000), (data.test, 1000)] {
            var counts = Array(repeating: 0, count: 10)
            for label in samples.labels { counts[Int(label)] += 1 }
            #expect(counts == Array(repeating: each, count: 10))
        }
        // The constants of its scaling are the mean and the standard deviation of exactly these pixels.
        var histogram = Array(repeating: 0, count: 256)
        training.pixels.withUnsafeBufferPointer { for pixel in $0 { histogram[Int(pixel)] += 1 } }
        let count = Double(training.pixels.count)
        let mean = histogram.enumerated().reduce(0.0) { $0 + Double($1.element) * Double($1.offset) / 255 } / count
        let square = histogram.enumerated().reduce(0.0) {
            $0 + Double($1.element) * (Double($1.offset) / 255 - mean) * (Double($1.offset) / 255 - mean)
        }
        #expect(abs(mean - Double(data.scaling.mean)) < 1e-4)
        #expect(abs((square / count).squareRoot() - Double(data.scaling.deviation)) < 1e-4)
    }

    /// Writes four uncompressed IDX files with 1x1 images; the labels count up.
    private func writeSet(_ folder: TemporaryFolder, training: Int = 3, test: Int = 2, labels: Int? = nil) throws {
        for (part, count) in [("train", training), ("t10k", test)] {
            let size = [0, 0, 0, UInt8(count)]
            try folder.write(
                [0, 0, 8, 3] + size + [0, 0, 0, 1, 0, 0, 0, 1] + Array(repeating: 9, count: count),
                to: "\(part)-images-idx3-ubyte")
            let labelCount = UInt8(labels ?? count)
            try folder.write(
                [0, 0, 8, 1, 0, 0, 0, labelCount] + (0..<labelCount).map { $0 }, to: "\(part)-labels-idx1-ubyte")
        }
    }

    @Test("data in another folder has numbers for class names, even if the spec says Fashion-MNIST")
    func otherDataHasNumbersForClassNames() throws {
        let folder = try TemporaryFolder()
        try writeSet(folder)
        for source in [DataSource.idx(folder: folder.path), .fashionMNIST] {
            let data = try source.load(folder: folder.path)
            #expect(data.training?.count == 3 && data.test.count == 2)
            #expect(data.classNames(3) == ["0", "1", "2"])
        }
        #expect(try DataSource.idx(folder: folder.path).load(parts: .test).training == nil)
    }

    @Test("missing data is reported with the option to pass and the files that are expected")
    func missingDataIsReportedWithRemedies() throws {
        let folder = try TemporaryFolder()
        try writeSet(folder)
        try removeFile(folder.file("t10k-labels-idx1-ubyte"))
        #expect(
            try message { _ = try DataSource.idx(folder: folder.path).load() } == """
                the data is incomplete: \(folder.path) lacks t10k-labels-idx1-ubyte
                Pass --data FOLDER with the four IDX files \
                train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, \
                gzipped (.gz) or not.
                """)
        let text = try message { _ = try DataSource.fashionMNIST.load(folder: "/no/such/folder") }
        #expect(text.contains("there is no folder /no/such/folder"))
    }

    @Test("data without a label for every image is rejected")
    func dataWithoutALabelForEveryImageIsRejected() throws {
        let folder = try TemporaryFolder()
        try writeSet(folder, labels: 1)
        let text = try message { _ = try DataSource.idx(folder: folder.path).load() }
        #expect(text.contains("has 2 images, but") && text.hasSuffix("has 1 label"))
    }
}

@Suite("Sample order")
struct SampleOrderTests {
    @Test("the generator produces its published sequence")
    func theGeneratorProducesItsPublishedSequence() {
        // The first numbers of Vigna's splitmix64.c for the seed 1234567.
        var random = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<5).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test("an order has every sample once", arguments: [1, 2, 3, 10, 997, 60_000])
    func anOrderHasEverySampleOnce(count: Int) {
        let order = SampleOrder(count: count, seed: 5).shuffled(epoch: 3)
        #expect(order.sorted() == (0..<Int32(count)).map { $0 })
    }

    @Test("an order depends only on the seed and the epoch, and differs between them")
    func anOrderDependsOnlyOnSeedAndEpoch() {
        let order = SampleOrder(count: 100, seed: 1)
        #expect(order.shuffled(epoch: 2) == SampleOrder(count: 100, seed: 1).shuffled(epoch: 2))
        #expect(order.shuffled(epoch: 2) != order.shuffled(epoch: 3))
        #expect(order.shuffled(epoch: 2) != SampleOrder(count: 100, seed: 2).shuffled(epoch: 2))
    }

    @Test("an order is the same on every machine and in every version")
    func anOrderIsTheSameEverywhere() {
        #expect(SampleOrder(count: 10, seed: 1).shuffled(epoch: 0) == [6, 4, 7, 2, 9, 1, 5, 0, 8, 3])
    }

    @Test("each sample comes first about equally often")
    func eachSampleIsFirstEquallyOften() {
        var first = Array(repeating: 0, count: 6)
        for seed in 0..<6000 { first[Int(SampleOrder(count: 6, seed: UInt64(seed)).shuffled(epoch: 0)[0])] += 1 }
        #expect(first.allSatisfy { (850...1150).contains($0) })
    }
}
