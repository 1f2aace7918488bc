import CKernels
import Testing

@testable import StrataRuntime

/// Compares the custom kernels with their definitions, written out as loops.
@Suite("Kernels")
struct KernelTests {
    @Test("the gradient of a narrow convolution's weights matches its definition", arguments: 0..<40)
    func aNarrowConvolutionsGradientMatchesItsDefinition(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let block = random.pick([8, 16])
        let channels = random.next(below: 4) + 1
        let filters = random.next(below: 20) + 1
        let window = WindowedMap(&random, kernel: Pair(8, 13), output: Pair(6, 6))
        let (kernel, stride, dilation, padding) = (window.kernel, window.stride, window.dilation, window.padding)
        let (input, output) = (window.input, window.output)
        let batch = random.next(below: 3) + 1
        let blocks = (filters + block - 1) / block
        let source = random.floats(batch * channels * input.area)
        var gradient = random.floats(batch * blocks * output.area * block)
        for place in gradient.indices where place / (output.area * block) % blocks * block + place % block >= filters {
            gradient[place] = 0
        }

        let shape = strata_narrow_convolution(
            batch: Int64(batch), channels: Int64(channels), input: input.both, filters: Int64(filters),
            block: Int64(block), output: output.both, kernel: kernel.both, stride: stride.both,
            dilation: dilation.both, padding_before: padding.both)
        let size = strata_narrow_convolution_scratch(shape)
        var scratch = [Float](repeating: .nan, count: size * batch)
        var weights = [Float](repeating: .nan, count: filters * channels * kernel.area)
        var bias = [Float](repeating: .nan, count: filters)
        scratch.withUnsafeMutableBufferPointer { scratch in
            for sample in 0..<batch {
                strata_narrow_convolution_sum(
                    shape, source, gradient, Int64(sample), Int64(sample + 1), scratch.baseAddress! + sample * size)
            }
        }
        strata_narrow_convolution_finish(shape, scratch, Int64(batch), &weights, &bias)

        func slope(_ sample: Int, _ filter: Int, _ row: Int, _ column: Int) -> Double {
            let map = (sample * blocks + filter / block) * output.area + row * output.width + column
            return Double(gradient[map * block + filter % block])
        }
        var place = 0
        for filter in 0..<filters {
            var total = 0.0
            for sample in 0..<batch {
                for row in 0..<output.height {
                    for column in 0..<output.width { total += slope(sample, filter, row, column) }
                }
            }
            #expect(abs(Double(bias[filter]) - total) < 1e-4)
            for channel in 0..<channels {
                for i in 0..<kernel.height {
                    for j in 0..<kernel.width {
                        var sum = 0.0
                        for sample in 0..<batch {
                            for row in 0..<output.height {
                                for column in 0..<output.width {
                                    let y = row * stride.height + i * dilation.height - padding.height
                                    let x = column * stride.width + j * dilation.width - padding.width
                                    guard (0..<input.height).contains(y), (0..<input.width).contains(x) else {
                                        continue
                                    }
                                    let map = (sample * channels + channel) * input.area
                                    sum +=
                                        Double(source[map + y * input.width + x]) * slope(sample, filter, row, column)
                                }
                            }
                        }
                        #expect(abs(Double(weights[place]) - sum) < 1e-4)
                        place += 1
                    }
                }
            }
        }
    }

    @Test("a narrow convolution matches its definition, with and without a relu", arguments: 0..<60)
    func aNarrowConvolutionMatchesItsDefinition(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rectified = seed % 2 == 0
        let channels = random.next(below: 7) + 1
        let filters = random.next(below: 20) + 1
        // Sometimes the input extends beyond the last window.
        let window = WindowedMap(&random, kernel: Pair(6, 6), output: Pair(5, 40), spare: 1)
        let (kernel, stride, dilation, padding) = (window.kernel, window.stride, window.dilation, window.padding)
        let (input, output) = (window.input, window.output)
        let batch = random.pick([1, 3])
        let source = random.floats(batch * channels * input.area)
        let weights = random.floats(filters * channels * kernel.area)
        let bias = random.pick([true, false]) ? random.floats(filters) : nil

        let shape = strata_narrow_convolution(
            batch: Int64(batch), channels: Int64(channels), input: input.both, filters: Int64(filters), block: 8,
            output: output.both, kernel: kernel.both, stride: stride.both, dilation: dilation.both,
            padding_before: padding.both)
        let blocks = (filters + 7) / 8
        var packed = [Float](repeating: .nan, count: strata_narrow_convolution_packed(shape))
        var scratch = [Float](repeating: .nan, count: strata_narrow_convolution_scratch(shape))
        var result = [Float](repeating: .nan, count: batch * blocks * output.area * 8)
        strata_narrow_convolution_pack(shape, weights, bias, &packed)
        for sample in 0..<Int64(batch) {
            strata_narrow_convolution_forward(
                shape, rectified ? 1 : 0, source, packed, &result, sample, sample + 1, &scratch)
        }

        for place in result.indices {
            let (map, lane) = (place / (output.area * 8), place % 8)
            let (row, column) = (place / 8 % output.area / output.width, place / 8 % output.width)
            let (sample, filter) = (map / blocks, map % blocks * 8 + lane)
            guard filter < filters else {
                #expect(result[place] == 0)
                continue
            }
            var sum = Double(bias?[filter] ?? 0)
            for channel in 0..<channels {
                for i in 0..<kernel.height {
                    for j in 0..<kernel.width {
                        let y = row * stride.height + i * dilation.height - padding.height
                        let x = column * stride.width + j * dilation.width - padding.width
                        guard (0..<input.height).contains(y), (0..<input.width).contains(x) else { continue }
                        let weight = weights[((filter * channels + channel) * kernel.height + i) * kernel.width + j]
                        let pixel = ((sample * channels + channel) * input.height + y) * input.width + x
                        sum += Double(weight) * Double(source[pixel])
                    }
                }
            }
            if rectified { sum = max(0, sum) }
            #expect(abs(Double(result[place]) - sum) < 1e-5 * max(1, abs(sum)))
        }
    }

    @Test("the product of a dense layer matches its definition, with and without a relu", arguments: 0..<24)
    func aDenseProductMatchesItsDefinition(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rectified = seed % 2 == 0
        let batch = random.next(below: 40) + 1
        // The inputs fill up to three blocks.
        let inputs = random.next(below: 1200) + 1
        let panels = random.next(below: 4) + 1
        let units = panels * Int(DENSE_PANEL)
        let source = random.floats(batch * inputs)
        let weights = random.floats(inputs * units)
        let bias = random.pick([true, false]) ? random.floats(units) : nil
        let shape = strata_dense_product(batch: Int64(batch), inputs: Int64(inputs), units: Int64(units))
        var result = [Float](repeating: .nan, count: batch * units)
        let middle = Int64(random.next(below: panels))
        strata_dense_product_forward(shape, rectified ? 1 : 0, source, weights, bias, &result, middle, Int64(panels))
        strata_dense_product_forward(shape, rectified ? 1 : 0, source, weights, bias, &result, 0, middle)

        var expected = (0..<batch * units).map { Double(bias?[$0 % units] ?? 0) }
        for sample in 0..<batch {
            for input in 0..<inputs {
                let value = Double(source[sample * inputs + input])
                for unit in 0..<units {
                    expected[sample * units + unit] += value * Double(weights[input * units + unit])
                }
            }
        }
        if rectified { expected = expected.map { max(0, $0) } }
        let differences = zip(result, expected).map { abs(Double($0) - $1) }
        #expect(differences.allSatisfy { $0 < 1e-4 })
    }

    @Test(
        "max pooling matches its definition forward and backward, with and without a relu", arguments: 0..<40)
    func maxPoolingMatchesItsDefinition(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rectified = seed % 2 == 0
        let kernel = Pair(random.next(below: 4) + 1, random.next(below: 4) + 1)
        let stride = Pair(random.next(below: 3) + 1, random.next(below: 3) + 1)
        let padding = Pair(random.next(below: kernel.height), random.next(below: kernel.width))
        let input = Pair(kernel.height + random.next(below: 8), kernel.width + random.next(below: 8))
        let output = Pair(
            (input.height + 2 * padding.height - kernel.height) / stride.height + 1,
            (input.width + 2 * padding.width - kernel.width) / stride.width + 1)
        let maps = random.next(below: 3) + 1
        // Few distinct numbers, so that the maximum often occurs several times.
        let source = random.floats(maps * input.area * 8).map { ($0 * 3).rounded() }
        let gradient = random.floats(maps * output.area * 8)
        let shape = strata_max_pooling(
            input: input.both, output: output.both, kernel: kernel.both, stride: stride.both,
            padding_before: padding.both)
        var pooled = [Float](repeating: .nan, count: gradient.count)
        var places = [UInt8](repeating: 0, count: gradient.count)
        var back = [Float](repeating: .nan, count: source.count)
        strata_max_pooling_forward(shape, rectified ? 1 : 0, source, &pooled, &places, 0, Int64(maps))
        strata_max_pooling_backward(shape, gradient, places, &back, 0, Int64(maps))

        var expected = [Float](repeating: 0, count: source.count)
        for map in 0..<maps {
            for row in 0..<output.height {
                for column in 0..<output.width {
                    for lane in 0..<8 {
                        var best: (value: Float, place: Int)?
                        for i in 0..<kernel.height {
                            for j in 0..<kernel.width {
                                let y = row * stride.height + i - padding.height
                                let x = column * stride.width + j - padding.width
                                guard (0..<input.height).contains(y), (0..<input.width).contains(x) else { continue }
                                let place = ((map * input.height + y) * input.width + x) * 8 + lane
                                if best.map({ source[place] > $0.value }) ?? true { best = (source[place], place) }
                            }
                        }
                        let target = ((map * output.height + row) * output.width + column) * 8 + lane
                        #expect(pooled[target] == best?.value)
                        if let best, !rectified || best.value > 0 { expected[best.place] += gradient[target] }
                    }
                }
            }
        }
        #expect(back == expected)
    }

    @Test("NaN isn't lost in a convolution with a relu")
    func aConvolutionKeepsNaN() {
        let shape = strata_narrow_convolution(
            batch: 1, channels: 1, input: (1, 3), filters: 1, block: 8, output: (1, 3), kernel: (1, 1),
            stride: (1, 1), dilation: (1, 1), padding_before: (0, 0))
        var packed = [Float](repeating: 0, count: strata_narrow_convolution_packed(shape))
        var scratch = [Float](repeating: 0, count: strata_narrow_convolution_scratch(shape))
        var result = [Float](repeating: 0, count: 24)
        strata_narrow_convolution_pack(shape, [1], nil, &packed)
        strata_narrow_convolution_forward(shape, 1, [-1, .nan, 2], packed, &result, 0, 1, &scratch)
        #expect(result[0] == 0 && result[8].isNaN && result[16] == 2)
    }

    @Test("NaN isn't lost in a dense layer with a relu")
    func aDenseProductKeepsNaN() {
        let shape = strata_dense_product(batch: 2, inputs: 1, units: 16)
        var result = [Float](repeating: 0, count: 32)
        strata_dense_product_forward(shape, 1, [.nan, 2], [Float](repeating: -1, count: 16), nil, &result, 0, 1)
        #expect(result[0].isNaN && result[16] == 0)
    }

    @Test("NaN isn't lost in max pooling")
    func maxPoolingKeepsNaN() {
        let shape = strata_max_pooling(
            input: (1, 3), output: (1, 1), kernel: (1, 3), stride: (1, 3), padding_before: (0, 0))
        for place in 0..<3 {
            var source = [Float](repeating: 1, count: 24)
            source[place * 8] = .nan
            var pooled = [Float](repeating: 0, count: 8)
            strata_max_pooling_forward(shape, 0, source, &pooled, nil, 0, 1)
            #expect(pooled[0].isNaN && pooled[1] == 1)
        }
    }
}

private struct Pair {
    let height: Int
    let width: Int

    init(_ height: Int, _ width: Int) { (self.height, self.width) = (height, width) }

    var area: Int { height * width }
    var both: (Int64, Int64) { (Int64(height), Int64(width)) }
}

/// A random window, and the sizes of a map that it slides over and of the output.
private struct WindowedMap {
    let kernel, stride, dilation, padding, input, output: Pair

    /// - Parameters:
    ///   - largestKernel: the largest kernel.
    ///   - largestOutput: the largest output.
    ///   - spare: the largest number of rows and columns beyond the last window.
    init(_ random: inout SplitMix64, kernel largestKernel: Pair, output largestOutput: Pair, spare: Int = 0) {
        func pair(upTo most: Pair) -> Pair {
            Pair(random.next(below: most.height) + 1, random.next(below: most.width) + 1)
        }
        (kernel, stride, dilation) = (pair(upTo: largestKernel), pair(upTo: Pair(3, 3)), pair(upTo: Pair(2, 2)))
        padding = Pair(random.next(below: 4), random.next(below: 4))
        output = pair(upTo: largestOutput)
        func reached(_ output: Int, _ stride: Int, _ kernel: Int, _ dilation: Int, _ padding: Int) -> Int {
            max(1, (output - 1) * stride + (kernel - 1) * dilation + 1 - padding) + random.next(below: spare + 1)
        }
        input = Pair(
            reached(output.height, stride.height, kernel.height, dilation.height, padding.height),
            reached(output.width, stride.width, kernel.width, dilation.width, padding.width))
    }
}

extension SplitMix64 {
    fileprivate mutating func pick<Choice>(_ list: [Choice]) -> Choice { list[next(below: list.count)] }

    /// Returns numbers from -1 to 1.
    fileprivate mutating func floats(_ count: Int) -> [Float] {
        (0..<count).map { _ in Float(next(below: 2001)) / 1000 - 1 }
    }
}
