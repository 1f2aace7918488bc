import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Combines the solutions of the spatial axes and of the channels into answers.
struct Assembly {
    let graph: SpecGraph
    let input: Located<[Dimension]>
    let bounds: SearchBounds
    /// The solutions along each axis.
    private let axes: [[AxisSolution]]
    /// The open numbers of layers along each axis.
    private let numbers: [Set<OpenNumber>]

    /// The open layers, in order.
    private let layers: [Layer]

    /// A solution along one axis, with what is the same in all answers that contain it.
    private struct Side {
        var axis: Int
        var solution: AxisSolution
        var isConventional: Bool
        /// The windows of the open layers that have one.
        var windows: [(kernel: Int, stride: Int)?]
    }

    /// A solution along each of some axes.
    private typealias Choice = [Side]

    init(graph: SpecGraph, input: Located<[Dimension]>, axes: [[AxisSolution]], bounds: SearchBounds) {
        (self.graph, self.input, self.axes, self.bounds) = (graph, input, axes, bounds)
        var numbers: [Set<OpenNumber>] = Array(repeating: [], count: axes.count)
        layers = graph.nodes.compactMap { node in
            if case .layer(let layer) = node.operation, layer.isOpen { layer } else { nil }
        }
        for layer in layers {
            for axis in axes.indices { numbers[axis].formUnion(layer.openNumbers(along: axis)) }
        }
        self.numbers = numbers
    }

    /// The open length of the input along an axis.
    private func openInput(_ axis: Int) -> OpenNumber? { input.openInput.first { $0.component == .spatial(axis) } }

    /// The open numbers along some axes, the input's among them.
    private func allNumbers(along axes: [Int]) -> Set<OpenNumber> {
        Set(axes.flatMap { numbers[$0] }).union(axes.compactMap(openInput))
    }

    /// A single axis, or several axes that share a number.
    func parts(_ limits: inout Set<String>) -> [SizeSolution.Part] {
        var parts: [SizeSolution.Part] = []
        for group in groups {
            let all = allNumbers(along: group)
            guard !all.isEmpty else { continue }
            let answers = choices(along: group, &limits).map(answer)
            if answers.isEmpty, !limits.isEmpty, group.allSatisfy({ !axes[$0].isEmpty }) {
                let found = group.map { axis in
                    "\(counted(axes[axis].count, "answer")) along the \(TensorShape.axisName(axis, of: axes.count))"
                }
                limits.insert("\(Suggestion.list(found, conjunction: "and")) were found, none of which fit together")
            }
            parts.append(SizeSolution.Part(numbers: Array(all).inTextOrder, answers: answers.conventionalFirst))
        }
        return parts
    }

    /// Returns the axes, grouped if they share a number.
    private var groups: [[Int]] {
        var groups: [[Int]] = []
        for axis in axes.indices {
            let sharing = groups.filter { group in group.contains { !numbers[$0].isDisjoint(with: numbers[axis]) } }
            groups.removeAll { sharing.contains($0) }
            groups.append(sharing.joined() + [axis])
        }
        return groups.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }

    func channelPart(_ solutions: [ChannelSystem.Solution]) -> [SizeSolution.Part] {
        let numbers = Set(solutions.flatMap { Array($0.values.keys) + Array($0.sets.keys) })
        guard !numbers.isEmpty else { return [] }
        let answers = solutions.map { solution in
            SizeSolution.Answer(
                values: solution.values, sets: solution.sets,
                isConventional: solution.values.values.allSatisfy { $0.roundness < 2 })
        }
        return [SizeSolution.Part(numbers: Array(numbers).inTextOrder, answers: answers.conventionalFirst)]
    }

    func allNumbers(_ channels: ChannelPass) -> [OpenNumber] {
        Array(allNumbers(along: Array(axes.indices)).union(channels.system.numbers)).inTextOrder
    }

    /// Returns the solutions of some axes that agree on their shared numbers.
    private func choices(along group: [Int], _ limits: inout Set<String>) -> [Choice] {
        var result: [Choice] = [[]]
        for (place, axis) in group.enumerated() {
            let shared = numbers[axis].intersection(group[..<place].flatMap { numbers[$0] })
            let byKey = Dictionary(grouping: axes[axis].map { side($0, along: axis) }) { side in
                side.solution.values.filter { shared.contains($0.key) }
            }
            var next: [Choice] = []
            for choice in result {
                var key: [OpenNumber: Int] = [:]
                for part in choice { key.merge(part.solution.values.filter { shared.contains($0.key) }) { $1 } }
                for side in byKey[key] ?? [] {
                    guard next.count < bounds.answers * 16 else {
                        limits.insert("stopped after \(counted(bounds.answers, "answer"))")
                        break
                    }
                    next.append(choice + [side])
                }
            }
            result = next
        }
        return result
    }

    // MARK: Answers

    private func answer(_ choice: Choice) -> SizeSolution.Answer {
        var answer = SizeSolution.Answer(values: [:], sets: [:], isConventional: true)
        for side in choice {
            answer.values.merge(side.solution.values) { $1 }
            if let number = openInput(side.axis) { answer.put(number, side.solution.input) }
        }
        answer.isConventional = choice.allSatisfy(\.isConventional)
        answer.oddity = oddity(choice)
        return answer
    }

    private func side(_ solution: AxisSolution, along axis: Int) -> Side {
        let filled = layers.map { $0.arguments.filled(solution.values, along: axis) }
        let isConventional = zip(layers, filled).allSatisfy { layer, filled in
            guard !layer.openNumbers(along: axis).isEmpty, let filled else { return true }
            return layer.arguments.isConventional(filled, along: axis)
        }
        return Side(
            axis: axis, solution: solution, isConventional: isConventional,
            windows: filled.map { $0?.window(along: axis) })
    }

    /// Returns 2 for each kernel smaller than its stride, and 1 for each that isn't the same along all axes.
    private func oddity(_ choice: Choice) -> Int {
        var oddity = 0
        for layer in layers.indices {
            let windows = choice.compactMap { $0.windows[layer] }
            oddity += 2 * windows.count { $0.kernel < $0.stride }
            if let first = windows.first, windows.contains(where: { $0.kernel != first.kernel }) { oddity += 1 }
        }
        return oddity
    }

    // MARK: Vectors whose length depends on open sizes

    /// A choice, and the conditions on the channels with it.
    private struct Box {
        var choice: Choice
        var system: ChannelSystem
    }

    /// Returns the answers if maps must have a given number of values, which is the product of all their axes.
    func coupled(_ channels: ChannelPass, _ limits: inout Set<String>) throws(SizeBoundReached) -> [SizeSolution.Answer]
    {
        var answers: [SizeSolution.Answer] = []
        var known: [Int: [Int]] = [:]
        func divisors(_ count: Int) -> [Int] {
            if let found = known[count] { return found }
            let found = Self.divisors(of: count)
            known[count] = found
            return found
        }
        var work = 0
        /// Finds the ways in which a map can have `count` values in its channels and the axes from the given one on.
        ///
        /// - Returns: why it stopped early, if it did.
        func fit(
            _ box: Box, _ coupling: ChannelPass.Coupling, from place: Int, _ count: Int, into boxes: inout [Box]
        ) throws(SizeBoundReached) -> String? {
            guard place < box.choice.count else {
                if let known = coupling.channels.known, known != count { return nil }
                var fitted = box
                try fitted.system.require(coupling.channels, equals: ChannelForm(count), at: coupling.step)
                boxes.append(fitted)
                return boxes.count > bounds.answers ? "stopped after \(counted(bounds.answers, "answer"))" : nil
            }
            let solution = box.choice[place].solution
            guard let sizes = solution.sizes[coupling.map] else { return nil }
            for length in divisors(count) {
                work += 1 + (sizes.length + solution.input.length) / SearchBounds.pieces
                guard work <= bounds.left / 16 else { return bounds.end }
                let input = try sizes.preimage(of: SizeSet(length)).intersection(solution.input)
                if input.isEmpty { continue }
                var narrowed = box
                narrowed.choice[place].solution.input = input
                if let end = try fit(narrowed, coupling, from: place + 1, count / length, into: &boxes) { return end }
            }
            return nil
        }
        for choice in choices(along: Array(axes.indices), &limits) {
            var boxes = [Box(choice: choice, system: channels.system)]
            for coupling in channels.couplings {
                guard let count = coupling.count.known else {
                    limits.insert("the length of a vector is open on both sides of a join")
                    return answers
                }
                var next: [Box] = []
                for box in boxes {
                    if let end = try fit(box, coupling, from: 0, count, into: &next) {
                        limits.insert(end)
                        return answers
                    }
                }
                boxes = next
            }
            for box in boxes {
                let (solutions, more, _) = try box.system.solve(bounds)
                limits.formUnion(more)
                for solution in solutions {
                    var answer = answer(box.choice)
                    answer.values.merge(solution.values) { $1 }
                    answer.sets.merge(solution.sets) { $1 }
                    let inputs = axes.indices.compactMap(openInput).compactMap { answer.set(of: $0) }
                    if inputs.count == axes.count, Set(inputs).count > 1 { answer.isConventional = false }
                    guard answers.count < bounds.answers else {
                        limits.insert("stopped after \(counted(bounds.answers, "answer"))")
                        return answers
                    }
                    answers.append(answer)
                }
            }
        }
        return answers
    }

    private static func divisors(of count: Int) -> [Int] {
        guard count >= 1, count <= SizeBound.size else { return [] }
        var small: [Int] = []
        var large: [Int] = []
        var divisor = 1
        while divisor * divisor <= count, divisor <= SizeBound.period {
            if count % divisor == 0 {
                small.append(divisor)
                if divisor * divisor != count { large.append(count / divisor) }
            }
            divisor += 1
        }
        return small + large.reversed()
    }
}

extension SizeSolution.Answer {
    fileprivate mutating func put(_ number: OpenNumber, _ set: SizeSet) {
        if let only = set.only { values[number] = only } else { sets[number] = set }
    }

    /// Returns all possible values of a number.
    fileprivate func set(of number: OpenNumber) -> SizeSet? { sets[number] ?? values[number].map { SizeSet($0) } }
}
