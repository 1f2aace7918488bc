import TestSupport

/// A random network some of whose numbers may be left open, with sizes worked out the slow way: windows are moved pixel by
/// pixel. Shares no code and no formula with the compiler.
struct OpenNetwork {
    /// A number of the spec, as it was before it was left open.
    struct Number: Hashable {
        var id: Int
        var value: Int
        var role: Role
    }

    enum Role: Hashable {
        case side, kernel, stride, padding, dilation, channels, passes

        /// What is tried for it, one by one.
        var domain: ClosedRange<Int> {
            switch self {
            case .side: 1...40
            case .kernel: 1...5
            case .stride: 1...3
            case .padding: 0...2
            case .dilation: 1...3
            case .channels: 1...8
            case .passes: 1...4
            }
        }
    }

    indirect enum Part {
        case window(Window)
        case transposed(kernel: Number, stride: Number, padding: Number, added: Int, filters: Number)
        case frame(crops: Bool, [Int])
        case upsample(Int)
        case globalPool
        case pixelShuffle(Int)
        case pixelUnshuffle(Int)
        case same(String)
        case flatten
        case dense(Number)
        case reshape([Int])
        case expect([Int?])
        case residual([Part], Shortcut)
        case branches([[Part]], String)
        case named(Part, String)
        case join(String, String, crops: Bool)
        case `repeat`([Part], Number)
    }

    enum Shortcut {
        case identity
        case project
        case parts([Part])
    }

    /// A convolution or a pooling.
    struct Window {
        var words: String
        /// One number for both axes, or two.
        var kernel: [Number]
        var stride: [Number]
        var padding: [Number]
        var dilation: [Number]
        var isSame = false
        var roundsUp = false
        /// Nil of a pooling, and of a depthwise convolution.
        var filters: Number?
        var groups = 1

        var isPooling: Bool { words.hasSuffix("pool") }
    }

    private(set) var input: [Number]
    private(set) var parts: [Part] = []
    private(set) var numbers: [Number] = []

    /// What came out of a network with some numbers in it.
    struct Outcome {
        var size: [Int]
        /// Of every layer, join and projection, in the order of `OpenSizes.rows`.
        var rows: [[Int]]
        /// Whether a window left out rows or columns that are no padding.
        var drops: [Bool]
    }
}

// MARK: Sizes

extension OpenNetwork {
    /// What comes out with some numbers in place of their own; nil where something does not fit.
    func run(_ values: [Int: Int] = [:]) -> Outcome? {
        let start = input.map { values[$0.id] ?? $0.value }
        guard start.allSatisfy({ $0 >= 1 }) else { return nil }
        var run = Run(values: values)
        guard let size = run.pass(parts, start) else { return nil }
        return Outcome(size: size, rows: run.rows, drops: run.drops)
    }

    private struct Run {
        let values: [Int: Int]
        var rows: [[Int]] = []
        var drops = [false, false]
        var names: [String: [Int]] = [:]

        func value(_ number: Number) -> Int { values[number.id] ?? number.value }

        func pair(_ pair: [Number], default value: [Int]) -> [Int] {
            pair.isEmpty ? value : [self.value(pair[0]), self.value(pair[pair.count - 1])]
        }

        mutating func pass(_ parts: [Part], _ input: [Int]) -> [Int]? {
            var size = input
            for part in parts {
                guard let next = pass(part, size) else { return nil }
                size = next
            }
            return size
        }

        mutating func layer(_ size: [Int]?) -> [Int]? {
            guard let size, size.allSatisfy({ $0 >= 1 }) else { return nil }
            rows.append(size)
            return size
        }

        mutating func pass(_ part: Part, _ size: [Int]) -> [Int]? {
            switch part {
            case .window(let window):
                guard size.count == 3, let output = through(window, size) else { return nil }
                return layer(output)
            case .transposed(let kernel, let stride, let padding, let added, let filters):
                guard size.count == 3, added == 0 || added < value(stride), value(padding) < value(kernel) else {
                    return nil
                }
                func reach(_ size: Int) -> Int {
                    var farthest = 0
                    for pixel in 0..<size { farthest = max(farthest, pixel * value(stride) + value(kernel) - 1) }
                    return farthest + 1 - value(padding) - value(padding) + added
                }
                return layer([reach(size[0]), reach(size[1]), value(filters)])
            case .frame(let crops, let sides):
                guard size.count == 3 else { return nil }
                let sign = crops ? -1 : 1
                return layer([
                    size[0] + sign * (sides[0] + sides[1]), size[1] + sign * (sides[2] + sides[3]), size[2],
                ])
            case .upsample(let factor):
                return size.count == 3 ? layer([size[0] * factor, size[1] * factor, size[2]]) : nil
            case .globalPool:
                return size.count == 3 ? layer([1, 1, size[2]]) : nil
            case .pixelShuffle(let factor):
                guard size.count == 3, size[2] % (factor * factor) == 0 else { return nil }
                return layer([size[0] * factor, size[1] * factor, size[2] / factor / factor])
            case .pixelUnshuffle(let factor):
                guard size.count == 3, size[0] % factor == 0, size[1] % factor == 0 else { return nil }
                return layer([size[0] / factor, size[1] / factor, size[2] * factor * factor])
            case .same: return layer(size)
            case .flatten: return layer([size.reduce(1, *)])
            case .dense(let units): return layer([value(units)])
            case .reshape(let target):
                return size.reduce(1, *) == target.reduce(1, *) ? layer(target) : nil
            case .expect(let declared):
                guard declared.count == size.count, zip(declared, size).allSatisfy({ $0 == nil || $0 == $1 }) else {
                    return nil
                }
                return size
            case .residual(let parts, let shortcut):
                guard let main = pass(parts, size) else { return nil }
                var other = size
                switch shortcut {
                case .identity: break
                case .project:
                    guard size.count == 3, main.count == 3 else { return nil }
                    for axis in 0...1 where !(1...size[axis]).contains(where: { places(size[axis], $0) == main[axis] })
                    {
                        return nil
                    }
                    rows.append(main)
                    other = main
                case .parts(let parts):
                    guard let made = pass(parts, size) else { return nil }
                    other = made
                }
                return main == other ? layer(main) : nil
            case .branches(let branches, let kind):
                var ends: [[Int]] = []
                for branch in branches {
                    guard let end = pass(branch, size) else { return nil }
                    ends.append(end)
                }
                return layer(join(kind, ends))
            case .named(let part, let name):
                guard let output = pass(part, size) else { return nil }
                names[name] = output
                return output
            case .join(let kind, let name, let crops):
                guard var other = names[name] else { return nil }
                if crops, other.count == 3, size.count == 3 {
                    other = [min(other[0], size[0]), min(other[1], size[1]), other[2]]
                }
                return layer(join(kind, [size, other]))
            case .repeat(let parts, let count):
                var size = size
                for _ in 0..<value(count) {
                    guard let next = pass(parts, size) else { return nil }
                    size = next
                }
                return size
            }
        }

        /// The steps of a stride that meet a pixel.
        private func places(_ size: Int, _ stride: Int) -> Int {
            Swift.stride(from: 0, to: size, by: stride).count { _ in true }
        }

        private func join(_ kind: String, _ sizes: [[Int]]) -> [Int]? {
            let rank = sizes[0].count
            guard sizes.allSatisfy({ $0.count == rank }) else { return nil }
            switch kind {
            case "concat":
                guard sizes.allSatisfy({ $0.dropLast() == sizes[0].dropLast() }) else { return nil }
                return sizes[0].dropLast() + [sizes.map { $0[rank - 1] }.reduce(0, +)]
            case "multiply" where rank == 3:
                guard sizes.allSatisfy({ $0[2] == sizes[0][2] }) else { return nil }
                var result = sizes[0]
                for size in sizes.dropFirst() where size != result {
                    if size[0] == 1, size[1] == 1 { continue }
                    guard result[0] == 1, result[1] == 1 else { return nil }
                    result = size
                }
                return result
            default: return sizes.allSatisfy { $0 == sizes[0] } ? sizes[0] : nil
            }
        }

        private mutating func through(_ window: Window, _ size: [Int]) -> [Int]? {
            let kernel = pair(window.kernel, default: [])
            let stride = pair(window.stride, default: window.isPooling ? kernel : [1, 1])
            let padding = pair(window.padding, default: [0, 0])
            let dilation = pair(window.dilation, default: [1, 1])
            var output: [Int] = []
            for axis in 0...1 {
                let counted = CountedAxis(
                    kernel: kernel[axis], stride: stride[axis], dilation: dilation[axis], padding: padding[axis],
                    isSame: window.isSame, roundsUp: window.roundsUp)
                // What sees nothing but padding is no answer.
                if !window.isSame, padding[axis] >= counted.reach { return nil }
                guard let places = counted.places(over: size[axis]) else { return nil }
                output.append(places)
                if counted.drops(size[axis]) { drops[axis] = true }
            }
            let isDepthwise = window.words == "depthwise conv"
            let filters = window.filters.map(value) ?? size[2]
            if isDepthwise { guard filters % size[2] == 0 else { return nil } }
            guard filters % window.groups == 0, size[2] % window.groups == 0 else { return nil }
            return output + [filters]
        }
    }
}

// MARK: Making one

extension OpenNetwork {
    /// What a random network may hold.
    struct Kinds: OptionSet {
        let rawValue: Int
        static let joins = Kinds(rawValue: 1)
        static let vectors = Kinds(rawValue: 2)
        static let contracts = Kinds(rawValue: 4)
        static let repeats = Kinds(rawValue: 8)
        static let projections = Kinds(rawValue: 16)
        static let multiplies = Kinds(rawValue: 32)
        static let all: Kinds = [.joins, .vectors, .contracts, .repeats, .projections, .multiplies]
    }

    init(
        _ kinds: Kinds, layers: ClosedRange<Int> = 1...5, sides: ClosedRange<Int> = 1...24,
        using generator: inout SeededGenerator
    ) {
        input = []
        input = [
            number(generator.pick(sides), .side), number(generator.pick(sides), .side),
            number(generator.pick(1...6), .channels),
        ]
        var names: [String] = []
        for _ in 0..<generator.pick(layers) {
            let depth = kinds.contains(.joins) || kinds.contains(.projections) || kinds.contains(.multiplies) ? 2 : 0
            append(&generator, kinds, depth: depth, names: &names)
        }
        if kinds.contains(.vectors), generator.once(in: 3) { addVector(&generator) }
        if kinds.contains(.contracts), let size = run()?.size, !generator.once(in: 4) {
            parts.append(.expect(size.map { generator.once(in: 5) ? nil : $0 }))
        }
    }

    private mutating func number(_ value: Int, _ role: Role) -> Number {
        numbers.append(Number(id: numbers.count, value: value, role: role))
        return numbers[numbers.count - 1]
    }

    /// Adds a part that fits, if one is found in some tries.
    private mutating func append(
        _ generator: inout SeededGenerator, _ kinds: Kinds, depth: Int, names: inout [String]
    ) {
        for _ in 0..<6 {
            let before = self
            var part = self.part(&generator, kinds, depth: depth, names: names)
            var name: String?
            if depth > 0, generator.once(in: 3), case .window = part {
                name = "n\(names.count + 1)"
                part = .named(part, name ?? "")
            }
            parts.append(part)
            if let size = run()?.size, size.prefix(2).allSatisfy({ $0 <= 90 }) {
                if let name { names.append(name) }
                if kinds.contains(.contracts), generator.once(in: 6) { parts.append(.expect(size)) }
                return
            }
            self = before
        }
    }

    private mutating func part(
        _ generator: inout SeededGenerator, _ kinds: Kinds, depth: Int, names: [String]
    ) -> Part {
        let channels = run()?.size.last ?? 1
        func list(_ count: ClosedRange<Int>) -> [Part] {
            (0..<generator.pick(count)).map { _ in part(&generator, kinds, depth: 0, names: []) }
        }
        let choice = generator.pick(0...(depth > 0 ? 17 : 9))
        switch choice {
        case 0, 1, 2, 3: return .window(window(&generator, isPooling: false, channels: channels))
        case 4, 5: return .window(window(&generator, isPooling: true, channels: channels))
        case 6:
            let stride = generator.pick(1...3)
            let kernel = generator.pick(1...4)
            return .transposed(
                kernel: number(kernel, .kernel), stride: number(stride, .stride),
                padding: number(generator.pick(0...min(2, kernel - 1)), .padding),
                added: generator.pick(0...stride - 1),
                filters: number(generator.pick(1...6), .channels))
        case 7:
            return .frame(crops: generator.once(in: 2), (0..<4).map { _ in generator.pick(0...3) })
        case 8:
            guard generator.once(in: 2) else { return .upsample(generator.pick(2...3)) }
            return generator.once(in: 2) ? .pixelShuffle(2) : .pixelUnshuffle(generator.pick(2...3))
        case 9: return generator.once(in: 4) ? .globalPool : .same(generator.pick(["relu", "batch norm"]))
        case 10, 11:
            if kinds.contains(.projections), generator.once(in: 2) { return .residual(list(1...2), .project) }
            return .residual(list(1...2), generator.once(in: 2) ? .identity : .parts(list(1...2)))
        case 12, 13:
            let kind = generator.pick(["concat", "add"])
            return .branches((0..<generator.pick(2...3)).map { _ in list(kind == "concat" ? 0...2 : 1...2) }, kind)
        case 14 where kinds.contains(.multiplies):
            return .branches([list(0...1), list(1...2)], "multiply")
        case 15 where kinds.contains(.multiplies):
            let filters = number(channels, .channels)
            var squeeze = window(&generator, isPooling: false, channels: channels)
            (squeeze.kernel, squeeze.stride, squeeze.padding, squeeze.dilation) = ([number(1, .kernel)], [], [], [])
            (squeeze.words, squeeze.isSame, squeeze.groups, squeeze.filters) = ("conv", false, 1, filters)
            return .branches([[], [.globalPool, .window(squeeze)]], "multiply")
        case 16 where kinds.contains(.repeats):
            return .repeat(list(1...2), number(generator.pick(1...3), .passes))
        default:
            guard let name = names.isEmpty ? nil : generator.pick(names) else {
                return .window(window(&generator, isPooling: false, channels: channels))
            }
            let kind = generator.pick(["concat", "add", "concat"])
            return .join(kind, name, crops: generator.once(in: 2))
        }
    }

    private mutating func window(_ generator: inout SeededGenerator, isPooling: Bool, channels: Int) -> Window {
        func pair(_ range: ClosedRange<Int>, _ role: Role) -> [Number] {
            let first = number(generator.pick(range), role)
            return generator.once(in: 3) ? [first, number(generator.pick(range), role)] : [first]
        }
        let isDepthwise = !isPooling && generator.once(in: 6)
        var window = Window(
            words: isPooling ? generator.pick(["max pool", "avg pool"]) : isDepthwise ? "depthwise conv" : "conv",
            kernel: pair(1...5, .kernel), stride: [], padding: [], dilation: [])
        if generator.once(in: 2) { window.stride = pair(1...3, .stride) }
        if !isPooling, generator.once(in: 5) { window.dilation = pair(1...3, .dilation) }
        window.isSame = generator.once(in: 6)
        if !window.isSame, generator.once(in: 2) { window.padding = pair(0...2, .padding) }
        window.roundsUp = isPooling && !window.isSame && generator.once(in: 3)
        if !isPooling, !isDepthwise {
            if channels % 2 == 0, generator.once(in: 5) { window.groups = 2 }
            window.filters = number(window.groups * generator.pick(1...4), .channels)
        }
        return window
    }

    private mutating func addVector(_ generator: inout SeededGenerator) {
        guard let size = run()?.size else { return }
        switch generator.pick(0...3) {
        case 0:
            parts += [.flatten, .expect([size.reduce(1, *)])]
        case 1:
            parts.append(.dense(number(generator.pick(1...8), .channels)))
        case 2:
            parts.append(.reshape([size.reduce(1, *)]))
        default:
            parts.append(.flatten)
            parts.append(.dense(number(generator.pick(1...8), .channels)))
        }
    }
}
