import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// The sizes of a network with open numbers: for each layer, the possible sizes of its output.
public struct OpenSizes: Sendable {
    /// A layer, a join or a projection.
    public struct Row: Sendable {
        public var name: String
        /// The layer; nil for a join or a projection.
        public var layer: Layer?
        public var kind: String
        public var span: Span
        /// The possible lengths of the spatial axes and channels, or units; nil if there is no such set.
        public var axes: [SizeSet?]
    }

    /// The possible inputs, by axis.
    public var input: [SizeSet?]
    public var rows: [Row]
    /// The inputs for which no layer drops pixels after its last window, by spatial axis; nil if they weren't computed.
    public var withoutLoss: [SizeSet]?
    /// Whether the sets contain every possible size. They don't if there are too many answers to process.
    public var isComplete: Bool
}

extension OpenSizes {
    /// The most answers to process.
    private static let mostAnswers = 200

    /// Nil if nothing fits, a repeat count is open, or a bound was reached.
    public init?(_ graph: SpecGraph, _ solution: SizeSolution) {
        guard let input = graph.input, graph.unknownNames.isEmpty else { return nil }
        var limits: Set<String> = []
        var bounds = SearchBounds()
        bounds.answers = Self.mostAnswers
        let answers = SizeSolver.joined(solution.parts, bounds, &limits)
        guard !answers.isEmpty, !graph.spec.openNumbers.contains(where: { $0.name == OpenNumber.repeatName }) else {
            return nil
        }
        isComplete = limits.isEmpty && solution.isComplete
        self.input = []
        rows = []
        do {
            try collect(graph, input, answers)
        } catch {
            return nil
        }
    }

    /// One axis of one case, with an answer's numbers.
    private struct Run: Hashable {
        var index: Int
        var axis: Int
        var values: [OpenNumber: Int]
    }

    private mutating func collect(
        _ graph: SpecGraph, _ input: Located<[Dimension]>, _ answers: [SizeSolution.Answer]
    ) throws(SizeBoundReached) {
        let dots = AxisProgram.dots(graph)
        let all = Set(graph.nodes.indices)
        let spatialAxes = graph.spatialAxes
        var sets: [[SizeSet?]] = Array(
            repeating: Array(repeating: nil, count: spatialAxes + 1), count: graph.nodes.count)
        var lossless: [SizeSet] = []
        func add(_ set: SizeSet, to step: Int, _ axis: Int) throws(SizeBoundReached) {
            sets[step][axis] = try sets[step][axis]?.union(set) ?? set
        }
        var isMap: [Bool] = []
        // A `multiply` can spread either side, so the sizes of all cases are possible.
        var cases: [[AxisProgram]] = []
        for spreads in try SizeSolver.cases(of: graph, input: input, dots) {
            var programs: [AxisProgram] = []
            for axis in 0..<spatialAxes {
                programs.append(try AxisProgram(graph, axis: axis, input: input.value, dots: dots, spreads: spreads))
            }
            cases.append(programs)
        }
        var runs: [Run: AxisSolution?] = [:]
        // All runs together.
        var bounds = SearchBounds()
        var feasible: Set<Int> = []
        for answer in answers {
            for (index, programs) in cases.enumerated() {
                var found: [(solution: AxisSolution, input: SizeSet)] = []
                for (axis, program) in programs.enumerated() {
                    let values = answer.values.filter { program.numbers.contains($0.key) }
                    let run = Run(index: index, axis: axis, values: values)
                    if runs[run] == nil {
                        var search = AxisSearch(program, bounds: bounds, wanted: all)
                        try search.run(fixing: values)
                        bounds.spent += search.work
                        if bounds.left == 0 { throw SizeBoundReached(what: bounds.end) }
                        runs[run] = .some(search.solutions.first)
                    }
                    guard let known = runs[run], let solution = known else { break }
                    let number = input.openInput.first { $0.component == .spatial(axis) }
                    let legal =
                        program.input.map { SizeSet($0) }
                        ?? number.flatMap { answer.sets[$0] ?? answer.values[$0].map { SizeSet($0) } } ?? .all
                    let fitting = try solution.input.intersection(legal)
                    if fitting.isEmpty { break }
                    found.append((solution, fitting))
                }
                guard found.count == spatialAxes else { continue }
                feasible.insert(index)
                for (axis, fitting) in found.enumerated() {
                    for (step, function) in fitting.solution.sizes {
                        try add(try function.image(of: fitting.input), to: step, axis)
                    }
                    guard fitting.solution.values.isEmpty else { continue }
                    let kept = try programs[axis].lossless(fitting.solution.sizes).intersection(fitting.input)
                    if lossless.count > axis {
                        lossless[axis] = try lossless[axis].union(kept)
                    } else if lossless.count == axis {
                        lossless.append(kept)
                    }
                }
            }
        }
        // The axes depend on each other if several cases fit.
        if feasible.count > 1 { lossless = [] }
        /// Returns the lengths of a map's spatial axes, if each has only one.
        func lengths(_ step: Int) -> [Int]? {
            let lengths = sets[step].prefix(spatialAxes).compactMap { $0?.only }
            return lengths.count == spatialAxes ? lengths : nil
        }
        for answer in answers {
            let channels = try ChannelPass(graph, input: input, extents: lengths)
            isMap = channels.isMap
            for (step, count) in channels.counts.enumerated() {
                switch count {
                case .form(let form):
                    if let known = form.known ?? form.value(answer.values) {
                        try add(SizeSet(known), to: step, spatialAxes)
                    } else if form.terms.count == 1, form.divisor == 1, let (number, weight) = form.terms.first,
                        let set = answer.sets[number], weight == 1, form.constant == 0
                    {
                        try add(set, to: step, spatialAxes)
                    }
                case .values(let map):
                    if let lengths = lengths(map), case .form(let form) = channels.counts[map],
                        let depth = form.known ?? form.value(answer.values),
                        let count = product(lengths + [depth])
                    {
                        try add(SizeSet(count), to: step, spatialAxes)
                    }
                case nil: break
                }
            }
        }
        func axes(_ step: Int) -> [SizeSet?] { isMap[step] ? sets[step] : [sets[step][spatialAxes]] }
        self.input = axes(0)
        withoutLoss = lossless.count == spatialAxes && isMap[0] ? lossless : nil
        rows = graph.nodes.indices.prefix(graph.auxiliaryStart).compactMap { step in
            let node = graph.nodes[step]
            switch node.operation {
            case .layer(let layer):
                return Row(
                    name: graph.name(of: step), layer: layer, kind: layer.kind, span: node.span, axes: axes(step))
            case .join(let kind, _):
                return Row(
                    name: graph.name(of: step), layer: nil, kind: kind.rawValue, span: node.span, axes: axes(step))
            case .projection:
                return Row(
                    name: graph.name(of: step), layer: nil, kind: "projection", span: node.span, axes: axes(step))
            case .input, .expectation, .openRepeat, .unknown:
                return nil
            }
        }
    }
}

extension AxisProgram {
    /// Returns the inputs for which each window's last position ends with the last real pixel, or in the padding after
    /// it.
    ///
    /// 1x1 windows are ignored, because a strided shortcut is meant to skip pixels.
    func lossless(_ sizes: [Int: SizeFunction]) throws(SizeBoundReached) -> SizeSet {
        var legal = SizeSet.all
        for (index, step) in steps.enumerated() {
            guard case .changed(.window(let window)) = step, window.stride > 1, window.kernel > 1,
                case .sides(let before, let after) = window.padding, let reach = window.reach,
                let input = graph.nodes[index].inputs.first, let size = sizes[input]
            else { continue }
            // The remainder, (size + before + after - reach) mod stride, is at most the padding after the map. If
            // rounded up, one more window starts there, unless it would be after the map.
            let allowed = (0..<window.stride).filter { rest in
                rest <= after || window.roundsUp && rest > 0 && window.stride - rest < reach - after
            }
            if allowed.count == window.stride { continue }
            let runs = allowed.map { modulo($0 + reach - before - after, window.stride) }.sorted()
            let set = SizeSet(from: 1, period: window.stride, runs: runs.map { $0..<$0 + 1 }.joinedRuns)
            legal = try legal.intersection(try size.preimage(of: set))
        }
        return legal
    }
}
