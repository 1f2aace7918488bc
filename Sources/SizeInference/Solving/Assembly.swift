import NetworkTerms
import SpecLanguage
import SpecText

/// Puts the solutions of height, width and channels together to answers.
struct Assembly {
    let graph: SizeGraph
    let input: Located<[Dimension]>
    let height: [AxisSolution]
    let width: [AxisSolution]
    let bounds: SearchBounds

    private typealias Pair = (height: AxisSolution, width: AxisSolution)

    private var numbers: (height: Set<OpenNumber>, width: Set<OpenNumber>) {
        var numbers: (height: Set<OpenNumber>, width: Set<OpenNumber>) = ([], [])
        for node in graph.nodes {
            guard case .layer(let layer) = node.operation else { continue }
            numbers.height.formUnion(layer.openNumbers(along: .height))
            numbers.width.formUnion(layer.openNumbers(along: .width))
        }
        return numbers
    }

    private func open(_ component: OpenNumber.Component) -> OpenNumber? {
        input.openInput.first { $0.component == component }
    }

    /// Height and width apart, or together where they share a number.
    func parts(_ limits: inout Set<String>) -> [SizeSolution.Part] {
        let numbers = numbers
        if !numbers.height.isDisjoint(with: numbers.width) {
            let answers = pairs(&limits).map { answer(height: $0.height, width: $0.width) }
            let all = numbers.height.union(numbers.width).union([open(.height), open(.width)].compactMap { $0 })
            return [SizeSolution.Part(numbers: Array(all).inTextOrder, answers: answers.conventionalFirst)]
        }
        var parts: [SizeSolution.Part] = []
        for (own, solutions, component) in [
            (numbers.height, height, OpenNumber.Component.height), (numbers.width, width, .width),
        ] {
            let all = own.union([open(component)].compactMap { $0 })
            guard !all.isEmpty else { continue }
            let answers = solutions.map { solution in
                component == .height ? answer(height: solution, width: nil) : answer(height: nil, width: solution)
            }
            parts.append(SizeSolution.Part(numbers: Array(all).inTextOrder, answers: answers.conventionalFirst))
        }
        return parts
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
        Array(
            numbers.height.union(numbers.width).union(channels.system.numbers)
                .union([open(.height), open(.width)].compactMap { $0 })
        ).inTextOrder
    }

    /// Solutions of both axes that agree on the numbers they share.
    private func pairs(_ limits: inout Set<String>) -> [Pair] {
        let numbers = numbers
        let shared = numbers.height.intersection(numbers.width)
        func key(_ solution: AxisSolution) -> [OpenNumber: Int] { solution.values.filter { shared.contains($0.key) } }
        let byKey = Dictionary(grouping: width, by: key)
        var result: [Pair] = []
        for solution in height {
            for other in byKey[key(solution)] ?? [] {
                guard result.count < bounds.answers * 16 else {
                    limits.insert("the list ended after \(bounds.answers) answers")
                    return result
                }
                result.append((solution, other))
            }
        }
        return result
    }

    // MARK: Answers

    private func answer(height: AxisSolution?, width: AxisSolution?) -> SizeSolution.Answer {
        var answer = SizeSolution.Answer(values: [:], sets: [:], isConventional: true)
        for (solution, component) in [(height, OpenNumber.Component.height), (width, .width)] {
            guard let solution else { continue }
            answer.values.merge(solution.values) { $1 }
            if let number = open(component) { answer.put(number, solution.input) }
        }
        answer.isConventional = isConventional(height?.values, .height) && isConventional(width?.values, .width)
        answer.oddity = oddity(height?.values, width?.values)
        return answer
    }

    private func isConventional(_ values: [OpenNumber: Int]?, _ axis: OpenNumber.Component) -> Bool {
        guard let values else { return true }
        return graph.nodes.allSatisfy { node in
            guard case .layer(let layer) = node.operation, layer.isOpen,
                !layer.openNumbers(along: axis).isEmpty,
                let filled = layer.arguments.filled(values, along: axis)
            else { return true }
            return layer.arguments.isConventional(filled, along: axis)
        }
    }

    /// 2 for each kernel smaller than its stride, 1 for each that is not square.
    private func oddity(_ height: [OpenNumber: Int]?, _ width: [OpenNumber: Int]?) -> Int {
        var oddity = 0
        for case .layer(let layer) in graph.nodes.map(\.operation) where layer.isOpen {
            let rows = height.flatMap { layer.arguments.filled($0, along: .height)?.window(along: .height) }
            let columns = width.flatMap { layer.arguments.filled($0, along: .width)?.window(along: .width) }
            for window in [rows, columns].compactMap({ $0 }) where window.kernel < window.stride { oddity += 2 }
            if let rows, let columns, rows.kernel != columns.kernel { oddity += 1 }
        }
        return oddity
    }

    // MARK: Vectors whose length depends on open sizes

    /// The answers where maps have to have so many values: height times width times channels.
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
        for pair in pairs(&limits) {
            var boxes: [(pair: Pair, system: ChannelSystem)] = [(pair, channels.system)]
            for coupling in channels.couplings {
                guard let count = coupling.count.known else {
                    limits.insert("a vector whose length is open on both sides")
                    return answers
                }
                var next: [(pair: Pair, system: ChannelSystem)] = []
                for box in boxes {
                    guard let heights = box.pair.height.sizes[coupling.map],
                        let widths = box.pair.width.sizes[coupling.map]
                    else { continue }
                    for rows in divisors(count) {
                        let lines = try heights.preimage(of: SizeSet(rows)).intersection(box.pair.height.input)
                        if lines.isEmpty { continue }
                        for columns in divisors(count / rows) {
                            work += 1
                            guard work <= bounds.work / 16 else {
                                limits.insert(bounds.end)
                                return answers
                            }
                            let across = try widths.preimage(of: SizeSet(columns)).intersection(box.pair.width.input)
                            if across.isEmpty { continue }
                            let depth = count / rows / columns
                            if let known = coupling.channels.known, known != depth { continue }
                            var fitted = box
                            fitted.pair.height.input = lines
                            fitted.pair.width.input = across
                            try fitted.system.require(coupling.channels, equals: ChannelForm(depth), at: coupling.step)
                            next.append(fitted)
                            if next.count > bounds.answers {
                                limits.insert("the list ended after \(bounds.answers) answers")
                                return answers
                            }
                        }
                    }
                }
                boxes = next
            }
            for box in boxes {
                let (solutions, more, _) = try box.system.solve(bounds)
                limits.formUnion(more)
                for solution in solutions {
                    var answer = answer(height: box.pair.height, width: box.pair.width)
                    answer.values.merge(solution.values) { $1 }
                    answer.sets.merge(solution.sets) { $1 }
                    if let rows = answer.input(.height, self), let columns = answer.input(.width, self), rows != columns
                    {
                        answer.isConventional = false
                    }
                    guard answers.count < bounds.answers else {
                        limits.insert("the list ended after \(bounds.answers) answers")
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

    fileprivate func inputNumber(_ component: OpenNumber.Component) -> OpenNumber? { open(component) }
}

extension SizeSolution.Answer {
    fileprivate mutating func put(_ number: OpenNumber, _ set: SizeSet) {
        if let only = set.only { values[number] = only } else { sets[number] = set }
    }

    fileprivate func input(_ component: OpenNumber.Component, _ assembly: Assembly) -> SizeSet? {
        guard let number = assembly.inputNumber(component) else { return nil }
        return sets[number] ?? values[number].map { SizeSet($0) }
    }
}
