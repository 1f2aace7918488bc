import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Finds every way to fill in the open numbers of a spec so that all sizes fit.
///
/// The spatial axes are searched one by one (`AxisSearch`), channels and units are solved as equations
/// (`ChannelSystem`), and if a vector's length connects them, its divisors are tried. See `docs/size-inference.md`.
public enum SizeSolver {
    public static func solve(_ spec: Spec, bounds: SearchBounds = SearchBounds()) -> SizeSolution {
        solve(SpecGraph(spec), bounds: bounds)
    }

    static func solve(_ graph: SpecGraph, bounds: SearchBounds) -> SizeSolution {
        let counts = graph.spec.openNumbers.filter { $0.name == OpenNumber.repeatName }
        guard !counts.isEmpty else {
            var work = 0
            return fixed(graph, bounds, &work)
        }
        return repeated(graph.spec, counts, bounds)
    }

    // MARK: Repeats

    private static func repeated(_ spec: Spec, _ counts: [OpenNumber], _ bounds: SearchBounds) -> SizeSolution {
        var answers: [SizeSolution.Answer] = []
        var limits: Set<String> = []
        var work = 0
        var failure: SizeSolution.Failure?
        func attempt(_ position: Int, _ values: [OpenNumber: Int]) {
            guard limits.isEmpty else { return }
            guard position < counts.count else {
                let filled = spec.filling(values)
                let layers = filled.layerCount ?? .max
                guard layers <= bounds.work / 16, work + layers * 16 <= bounds.work else {
                    limits.insert(bounds.end)
                    return
                }
                work += layers * 16
                var rest = bounds
                rest.spent = work
                let solution = fixed(SpecGraph(filled), rest, &work)
                // The limits of the rest apply to the whole.
                limits.formUnion(solution.limits)
                failure = failure ?? solution.failure
                // If nothing was found, there is nothing to list.
                if solution.parts.isEmpty, !solution.isComplete { return }
                answers += joined(solution.parts, bounds, &limits).map { answer in
                    var answer = answer
                    answer.values.merge(values) { $1 }
                    return answer
                }
                if answers.count >= bounds.answers {
                    limits.insert("stopped after \(counted(bounds.answers, "answer"))")
                }
                return
            }
            for count in 1...bounds.repeats where limits.isEmpty {
                attempt(position + 1, values.merging([counts[position]: count]) { $1 })
            }
        }
        attempt(0, [:])
        return SizeSolution(
            parts: [SizeSolution.Part(numbers: spec.openNumbers, answers: answers.conventionalFirst)],
            limits: limits.sorted(),
            failure: answers.isEmpty ? failure : nil)
    }

    /// Returns the combined answers of several parts.
    static func joined(
        _ parts: [SizeSolution.Part], _ bounds: SearchBounds, _ limits: inout Set<String>
    ) -> [SizeSolution.Answer] {
        var result = [SizeSolution.Answer(values: [:], sets: [:], isConventional: true)]
        for part in parts {
            var next: [SizeSolution.Answer] = []
            for left in result {
                for right in part.answers {
                    guard next.count < bounds.answers else {
                        limits.insert("stopped after \(counted(bounds.answers, "answer"))")
                        break
                    }
                    next.append(
                        SizeSolution.Answer(
                            values: left.values.merging(right.values) { $1 },
                            sets: left.sets.merging(right.sets) { $1 },
                            isConventional: left.isConventional && right.isConventional))
                }
            }
            result = next
        }
        return result
    }

    // MARK: One graph

    private static func fixed(_ graph: SpecGraph, _ bounds: SearchBounds, _ work: inout Int) -> SizeSolution {
        do {
            guard graph.unknownNames.isEmpty else { return SizeSolution(parts: [], limits: ["a name is unknown"]) }
            guard let input = graph.input else {
                return SizeSolution(parts: [], limits: ["the input can't be read"])
            }
            return try solve(graph, input: input, bounds, &work)
        } catch {
            return SizeSolution(parts: [], limits: ["\(error.what) is beyond the limits of the search"])
        }
    }

    private static func solve(
        _ graph: SpecGraph, input: Located<[Dimension]>, _ bounds: SearchBounds, _ work: inout Int
    ) throws(SizeBoundReached) -> SizeSolution {
        let dots = AxisProgram.dots(graph)
        let cases = try cases(of: graph, input: input, dots)
        var solutions: [SizeSolution] = []
        for spreads in cases {
            // What one case takes is missing in the next.
            var rest = bounds
            var own = 0
            rest.spent += work / graph.spatialAxes
            defer { work += own }
            solutions.append(try solve(graph, input: input, dots, spreads, rest, &own))
        }
        if solutions.count == 1 { return solutions[0] }
        // Cases without answers are dropped; the others are combined into one list.
        var limits = Set(solutions.flatMap(\.limits))
        let possible = solutions.filter { solution in !solution.parts.contains { $0.answers.isEmpty } }
        if possible.isEmpty, limits.isEmpty { return solutions[0] }
        if possible.count == 1, limits.isEmpty { return possible[0] }
        var answers: [SizeSolution.Answer] = []
        for answer in possible.flatMap({ joined($0.parts, bounds, &limits) }) where !answers.contains(answer) {
            answers.append(answer)
        }
        return SizeSolution(
            parts: [
                SizeSolution.Part(
                    numbers: Array(Set(solutions.flatMap { $0.parts.flatMap(\.numbers) })).inTextOrder,
                    answers: answers.conventionalFirst)
            ], limits: limits.sorted())
    }

    /// Returns the cases of each `multiply` whose inputs may be 1x1: which of them is. Each case is a separate network.
    static func cases(
        of graph: SpecGraph, input: Located<[Dimension]>, _ dots: [Bool]
    ) throws(SizeBoundReached) -> [[Int: Int]] {
        let undecided = graph.nodes.indices.filter { index in
            guard case .join(.multiply, _) = graph.nodes[index].operation, input.value.count > 1 else { return false }
            let inputs = graph.nodes[index].inputs
            let others = inputs.filter { !dots[$0] }
            return others.dropFirst().contains { !graph.isSameAxis(others[0], $0) }
        }
        guard undecided.count <= 3, undecided.allSatisfy({ graph.nodes[$0].inputs.count == 2 }) else {
            throw SizeBoundReached(what: "the number of multiplied tensors that may or may not be 1x1")
        }
        var cases: [[Int: Int]] = [[:]]
        for step in undecided {
            cases = cases.flatMap { known in
                [known] + [0, 1].map { side in known.merging([step: side]) { $1 } }
            }
        }
        return cases
    }

    private static func solve(
        _ graph: SpecGraph, input: Located<[Dimension]>, _ dots: [Bool], _ spreads: [Int: Int], _ bounds: SearchBounds,
        _ work: inout Int
    ) throws(SizeBoundReached) -> SizeSolution {
        // The maps that are flattened or reshaped, whose values may have to be counted.
        let wanted = Set(
            graph.nodes.flatMap { node -> NodeNumbers in
                guard case .layer(let layer) = node.operation else { return [] }
                switch layer.relation {
                case .flatten, .reshape: return node.inputs
                default: return []
                }
            })
        var axes: [AxisSearch] = []
        for axis in 0..<graph.spatialAxes {
            var search = AxisSearch(
                try AxisProgram(graph, axis: axis, input: input.value, dots: dots, spreads: spreads), bounds: bounds,
                wanted: wanted)
            defer { work += search.work }
            try search.run()
            axes.append(search)
        }
        var limits = axes.reduce(into: Set<String>()) { $0.formUnion($1.limits) }
        for search in axes where search.solutions.isEmpty && search.limits.isEmpty {
            return SizeSolution(
                parts: [SizeSolution.Part(numbers: [], answers: [])], limits: [],
                failure: search.deepest.map {
                    SizeSolution.Failure(step: $0.step, kind: .axis(search.program.axis, $0))
                })
        }
        let found = axes.map(\.solutions)
        let channels = try ChannelPass(graph, input: input) { step in
            let lengths = found.compactMap { $0.constant(at: step) }
            return lengths.count == found.count ? lengths : nil
        }
        limits.formUnion(channels.limits)
        let assembly = Assembly(graph: graph, input: input, axes: found, bounds: bounds)
        if channels.couplings.isEmpty {
            let (solutions, more, failure) = try channels.system.solve(bounds)
            limits.formUnion(more)
            if solutions.isEmpty, limits.isEmpty {
                return SizeSolution(
                    parts: [SizeSolution.Part(numbers: [], answers: [])], limits: [],
                    failure: failure.map { SizeSolution.Failure(step: $0, kind: .channels) })
            }
            return SizeSolution(
                parts: assembly.parts(&limits) + assembly.channelPart(solutions), limits: limits.sorted())
        }
        let answers = try assembly.coupled(channels, &limits)
        return SizeSolution(
            parts: [SizeSolution.Part(numbers: assembly.allNumbers(channels), answers: answers.conventionalFirst)],
            limits: limits.sorted(),
            failure: answers.isEmpty
                ? channels.couplings.first.map { SizeSolution.Failure(step: $0.step, kind: .values) } : nil)
    }
}

extension [AxisSolution] {
    /// Returns the size after a step, if it is the same number in all of them.
    fileprivate func constant(at step: Int) -> Int? {
        guard let first = self.first?.sizes[step]?.constant else {
            // If the input is certain, every size is a number.
            guard count == 1, let input = self[0].input.only, let size = self[0].sizes[step] else { return nil }
            return input >= size.lower ? size(input) : nil
        }
        return allSatisfy { $0.sizes[step]?.constant == first } ? first : nil
    }
}

extension SpecGraph {
    /// Whether two steps certainly have the same spatial axes: the same map, with layers between that don't change
    /// them.
    fileprivate func isSameAxis(_ left: Int, _ right: Int) -> Bool { root(left) == root(right) }

    private func root(_ step: Int) -> Int {
        var step = step
        while true {
            switch nodes[step].operation {
            case .layer(let layer):
                guard !layer.isOpen else { return step }
                switch layer.relation {
                case .same: break
                case .map(let axes, _) where axes == PerAxis(uniform: .same): break
                default: return step
                }
            case .expectation: break
            default: return step
            }
            step = nodes[step].inputs[0]
        }
    }
}

extension [OpenNumber] {
    var inTextOrder: [OpenNumber] {
        sorted {
            ($0.span.file, $0.span.start, $0.name, $0.component) < ($1.span.file, $1.span.start, $1.name, $1.component)
        }
    }
}

extension [SizeSolution.Answer] {
    /// Returns the conventional answers first, then the others by their oddity, otherwise in the same order.
    var conventionalFirst: [SizeSolution.Answer] {
        enumerated().sorted { left, right in
            (left.element.isConventional ? 0 : 1, left.element.oddity, left.offset)
                < (right.element.isConventional ? 0 : 1, right.element.oddity, right.offset)
        }.map(\.element)
    }
}
