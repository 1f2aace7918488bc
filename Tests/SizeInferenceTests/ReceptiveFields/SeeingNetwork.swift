import TestSupport

/// A random network along one axis, in which every place knows the very pixels that it sees: sets of them, carried through
/// the layers tap by tap, on an axis without end. Shares no code and no formula with the compiler.
struct SeeingNetwork {
    /// A map along the axis.
    final class Map {
        let size: Int
        /// Pixels of the image from one place to the next; nil behind a join of maps whose scales differ.
        let scale: Scale?
        private let see: (Int) -> Set<Int>
        private var seen: [Int: Set<Int>] = [:]

        init(size: Int, scale: Scale?, see: @escaping (Int) -> Set<Int>) {
            (self.size, self.scale, self.see) = (size, scale, see)
        }

        func pixels(at place: Int) -> Set<Int> {
            if let known = seen[place] { return known }
            let pixels = see(place)
            seen[place] = pixels
            return pixels
        }
    }

    struct Scale: Equatable {
        var numerator = 1
        var denominator = 1

        func times(_ factor: Int, over divisor: Int = 1) -> Scale {
            var (top, bottom) = (numerator * factor, denominator * divisor)
            for prime in 2...97 {
                while top % prime == 0, bottom % prime == 0 { (top, bottom) = (top / prime, bottom / prime) }
            }
            return Scale(numerator: top, denominator: bottom)
        }
    }

    let isHeight: Bool
    let input: Int
    private(set) var lines: [String] = []
    private(set) var maps: [(name: String, map: Map)] = []

    var text: String { "model: Random\ninput: \(sides(input))x4\nbody:\n" + lines.map { $0 + "\n" }.joined() }

    init(using generator: inout SeededGenerator) {
        isHeight = generator.once(in: 2)
        input = generator.pick(1...24)
        var map = Map(size: input, scale: Scale()) { [$0] }
        for _ in 0..<generator.pick(1...4) { map = addItem(behind: map, "  ", &generator) }
    }

    /// `3x1` or `1x3`.
    private func sides(_ number: Int) -> String { isHeight ? "\(number)x1" : "1x\(number)" }

    private func margin(_ before: Int, _ after: Int) -> String {
        isHeight ? "\(before)-\(after)-0-0" : "0-0-\(before)-\(after)"
    }

    private mutating func add(_ line: String, _ map: Map, _ indent: String) -> Map {
        let name = "n\(maps.count)"
        lines.append("\(indent)- \(line), as \(name)")
        maps.append((name, map))
        return map
    }

    // MARK: Structures

    private mutating func addItem(behind map: Map, _ indent: String, _ generator: inout SeededGenerator) -> Map {
        switch generator.pick(0...6) {
        case 0:
            lines.append("\(indent)- residual:")
            let end = addLayers(behind: map, indent + "    ", &generator)
            return addSum(fit(end, to: map.size, indent + "    ", &generator), map, indent)
        case 1: return addProjected(behind: map, indent, &generator)
        case 2: return addBranches(behind: map, indent, &generator)
        case 3: return addCropped(behind: map, indent, &generator)
        default: return addLayer(behind: map, indent, &generator)
        }
    }

    private mutating func addLayers(behind map: Map, _ indent: String, _ generator: inout SeededGenerator) -> Map {
        var map = map
        for _ in 0..<generator.pick(1...3) { map = addLayer(behind: map, indent, &generator) }
        return map
    }

    /// Crops or frames a map to a size.
    private mutating func fit(_ map: Map, to size: Int, _ indent: String, _ generator: inout SeededGenerator) -> Map {
        let missing = size - map.size
        if missing == 0 { return map }
        let before = generator.pick(0...abs(missing))
        let offset = missing > 0 ? -before : before
        return add(
            "\(missing > 0 ? "zero pad" : "crop") \(margin(before, abs(missing) - before))",
            Map(size: size, scale: map.scale) { map.pixels(at: $0 + offset) }, indent)
    }

    private mutating func addSum(_ first: Map, _ second: Map, _ indent: String) -> Map {
        let scale = first.scale == second.scale ? first.scale : nil
        return add(
            "relu", Map(size: first.size, scale: scale) { first.pixels(at: $0).union(second.pixels(at: $0)) }, indent)
    }

    private mutating func addBranches(behind map: Map, _ indent: String, _ generator: inout SeededGenerator) -> Map {
        lines.append("\(indent)- branches:")
        // The first lines of a branch stand behind its dash.
        let start = lines.count
        let first = addLayers(behind: map, indent + "      ", &generator)
        let middle = lines.count
        let other = fit(
            addLayers(behind: map, indent + "      ", &generator), to: first.size, indent + "      ", &generator)
        for index in [start, middle] {
            lines[index] = indent + "    - " + lines[index].dropFirst(indent.count + 6)
        }
        let adds = generator.once(in: 2)
        lines.append("\(indent)  join: \(adds ? "add" : "concat")")
        let sum = addSum(first, other, indent)
        return adds ? sum : add("1x1 conv, 4", sum, indent)
    }

    private mutating func addProjected(behind map: Map, _ indent: String, _ generator: inout SeededGenerator) -> Map {
        let start = (lines, maps)
        lines.append("\(indent)- residual:")
        let end = addLayers(behind: map, indent + "    ", &generator)
        // The smallest step that meets no more places than there are to be.
        let step = (1...map.size).first { step in
            stride(from: 0, to: map.size, by: step).count { _ in true } <= end.size
        }
        guard let step, stride(from: 0, to: map.size, by: step).count(where: { _ in true }) == end.size else {
            (lines, maps) = start
            return map
        }
        lines.append("\(indent)  shortcut: project")
        let shortcut = Map(size: end.size, scale: map.scale?.times(step)) { map.pixels(at: $0 * step) }
        return addSum(end, shortcut, indent)
    }

    /// The map as it is now, cropped, beside what layers make of it.
    private mutating func addCropped(behind map: Map, _ indent: String, _ generator: inout SeededGenerator) -> Map {
        let start = (lines, maps)
        let map = add("relu", map, indent)
        let name = maps[maps.count - 1].name
        let end = addLayers(behind: map, indent, &generator)
        guard end.size <= map.size else {
            (lines, maps) = start
            return map
        }
        lines.append("\(indent)- concat \(name), crop")
        // As many places are left out before as behind, or one less.
        var before = 0
        while map.size - before - before - 2 >= end.size { before += 1 }
        let cropped = Map(size: end.size, scale: map.scale) { map.pixels(at: $0 + before) }
        return add("1x1 conv, 4", addSum(end, cropped, indent), indent)
    }

    // MARK: Layers

    private mutating func addLayer(behind map: Map, _ indent: String, _ generator: inout SeededGenerator) -> Map {
        for _ in 0..<20 {
            guard let (line, next) = Self.layer(behind: map, self, &generator), (1...100).contains(next.size) else {
                continue
            }
            return add(line, next, indent)
        }
        return add("relu", map, indent)
    }

    private static func layer(
        behind map: Map, _ network: SeeingNetwork, _ generator: inout SeededGenerator
    ) -> (String, Map)? {
        switch generator.pick(0...8) {
        case 0...2: window(map, network, isPooling: false, &generator)
        case 3: window(map, network, isPooling: true, &generator)
        case 4: laid(map, network, &generator)
        case 5, 6: enlarged(map, network, &generator)
        case 7: framed(map, network, &generator)
        default: cells(map, network, &generator)
        }
    }

    private static func window(
        _ map: Map, _ network: SeeingNetwork, isPooling: Bool, _ generator: inout SeededGenerator
    ) -> (String, Map)? {
        let (kernel, step) = (generator.pick(1...5), generator.pick(1...3))
        let distance = isPooling ? 1 : generator.pick(1...3)
        let most = isPooling ? min(3, kernel - 1) : 3
        var (before, after) = (generator.pick(0...most), generator.pick(0...most))
        let isSame = generator.once(in: 3)
        var reach = 1
        for _ in 1..<max(kernel, 1) where kernel > 1 { reach += distance }
        var size = 0
        if isSame {
            for place in 0..<map.size where place % step == 0 { size += 1 }
            // Padding in turns, behind first, until the last window fits.
            (before, after) = (0, 0)
            while before + map.size + after < (size - 1) * step + reach {
                if after > before { before += 1 } else { after += 1 }
            }
        } else {
            while size * step + reach <= before + map.size + after { size += 1 }
        }
        var options = [network.sides(kernel) + (isPooling ? " max pool" : " conv, 4"), "/\(network.sides(step))"]
        options.append(isSame ? "same" : "pad \(network.margin(before, after))")
        if !isPooling { options.append("dilation \(network.sides(distance))") }
        let start = before
        return (
            options.joined(separator: ", "),
            Map(size: size, scale: map.scale?.times(step)) { place in
                (0..<kernel).reduce(into: []) { $0.formUnion(map.pixels(at: place * step - start + $1 * distance)) }
            }
        )
    }

    /// Lays the kernel down at every place around, and looks which of them meet the one that is asked for.
    private static func laid(
        _ map: Map, _ network: SeeingNetwork, _ generator: inout SeededGenerator
    ) -> (String, Map)? {
        let (kernel, step) = (generator.pick(1...4), generator.pick(1...3))
        let (distance, before, after) = (generator.pick(1...3), generator.pick(0...2), generator.pick(0...2))
        let size = (map.size - 1) * step + distance * (kernel - 1) + 1 - before - after
        return (
            """
            \(network.sides(kernel)) transposed conv, 4, /\(network.sides(step)), dilation \(network.sides(distance)), \
            pad \(network.margin(before, after))
            """,
            Map(size: size, scale: map.scale?.times(1, over: step)) { place in
                var pixels: Set<Int> = []
                let middle = Int((Double(place) / Double(step)).rounded())
                for source in middle - 16...middle + 16 {
                    for tap in 0..<kernel where source * step - before + tap * distance == place {
                        pixels.formUnion(map.pixels(at: source))
                    }
                }
                return pixels
            }
        )
    }

    private static func enlarged(
        _ map: Map, _ network: SeeingNetwork, _ generator: inout SeededGenerator
    ) -> (String, Map)? {
        let factor = generator.pick(1...4)
        let blends = generator.once(in: 2)
        return (
            "upsample \(network.sides(factor)), \(blends ? "bilinear" : "nearest")",
            Map(size: map.size * factor, scale: map.scale?.times(1, over: factor)) { place in
                guard blends else { return map.pixels(at: Int((Double(place) / Double(factor)).rounded(.down))) }
                let middle = (Double(place) + 0.5) / Double(factor) - 0.5
                let near = map.pixels(at: Int(middle.rounded(.down)))
                return near.union(map.pixels(at: Int(middle.rounded(.up))))
            }
        )
    }

    private static func framed(
        _ map: Map, _ network: SeeingNetwork, _ generator: inout SeededGenerator
    ) -> (String, Map)? {
        let (before, after) = (generator.pick(0...3), generator.pick(0...3))
        let crops = generator.once(in: 2)
        return (
            "\(crops ? "crop" : "zero pad") \(network.margin(before, after))",
            Map(size: crops ? map.size - before - after : map.size + before + after, scale: map.scale) {
                map.pixels(at: crops ? $0 + before : $0 - before)
            }
        )
    }

    /// A pixel belongs to every cell that it has a part in.
    private static func cells(
        _ map: Map, _ network: SeeingNetwork, _ generator: inout SeededGenerator
    ) -> (String, Map)? {
        let count = generator.pick(2...8)
        return (
            "adaptive avg pool \(network.sides(count))",
            Map(size: count, scale: map.scale?.times(map.size, over: count)) { place in
                let around = -20 * map.size...20 * map.size
                return around.filter { pixel in
                    (pixel + 1) * count > place * map.size && pixel * count < (place + 1) * map.size
                }.reduce(into: []) { $0.formUnion(map.pixels(at: $1)) }
            }
        )
    }
}
