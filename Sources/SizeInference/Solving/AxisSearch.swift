import Basics
import NetworkTerms
import SpecLanguage

/// The sizes along one axis for which a network is valid, for one choice of the open numbers.
struct AxisSolution: Hashable, Sendable {
    var values: [OpenNumber: Int]
    /// The possible sizes of the input.
    var input: SizeSet
    /// The size at the requested steps, as a function of the input's size.
    var sizes: [Int: SizeFunction]
}

/// Finds every choice of the open numbers of one axis for which some input fits, front to back, and never explores a
/// failed state twice.
struct AxisSearch {
    let program: AxisProgram
    let bounds: SearchBounds
    /// The steps whose sizes a solution contains.
    let wanted: Set<Int>
    private(set) var solutions: [AxisSolution] = []
    /// The bounds that were reached; empty if the solutions are complete.
    private(set) var limits: Set<String> = []
    /// The last step that was reached if nothing fits: the step that failed, with the sizes before it.
    private(set) var deepest: DeadEnd?
    /// The number of sizes that were computed. Everything that takes longer the more there is of it is counted, so that
    /// the bound holds for the time, too.
    private(set) var work = 0
    /// The number of open layers whose numbers are currently chosen.
    private var depth = 0
    private var dead: Set<State> = []
    private var candidates: [Int: [Candidate]] = [:]

    /// The most nested open layers, because each uses some of the program's stack.
    private static let mostOpenLayers = 256

    /// The point at which a search without solutions ends.
    struct DeadEnd: Hashable, Sendable {
        var step: Int
        /// The sizes after each earlier step.
        var sizes: [SizeFunction?]
        /// The inputs that are possible up to this step.
        var input: SizeSet
    }

    private mutating func reach(_ step: Int, _ position: Position) {
        guard step > deepest?.step ?? -1 else { return }
        deepest = DeadEnd(step: step, sizes: position.sizes, input: position.input)
    }

    private struct State: Hashable {
        var step: Int
        var sizes: [SizeFunction?]
        var input: SizeSet
        var values: [OpenNumber: Int]
    }

    private struct Candidate {
        var values: [OpenNumber: Int]
        var step: AxisProgram.Step
    }

    /// The state before a step.
    private struct Position {
        var sizes: [SizeFunction?]
        var input: SizeSet
        var values: [OpenNumber: Int]
    }

    init(_ program: AxisProgram, bounds: SearchBounds, wanted: Set<Int> = []) {
        (self.program, self.bounds, self.wanted) = (program, bounds, wanted)
    }

    mutating func run(fixing values: [OpenNumber: Int] = [:]) throws(SizeBoundReached) {
        let input = program.input.map { SizeSet($0) } ?? .all
        _ = try search(from: 0, Position(sizes: [], input: input, values: values))
    }

    /// Whether anything fits after this position.
    private mutating func search(from start: Int, _ position: Position) throws(SizeBoundReached) -> Bool {
        var position = position
        work += position.sizes.count / SearchBounds.pieces
        position.sizes.reserveCapacity(program.steps.count)
        for index in start..<program.steps.count {
            work += 1
            guard work <= bounds.left else {
                limits.insert(bounds.end)
                return true
            }
            var step = program.steps[index]
            if case .open(let layer) = step {
                guard let known = known(layer, position.values) else {
                    return try branch(at: index, layer, position)
                }
                // Its numbers are also in a line further up.
                guard let filled = known else {
                    reach(index, position)
                    return false
                }
                step = filled
            }
            let before = position.input
            guard try advance(&position, by: step, at: index) else {
                position.input = before
                reach(index, position)
                return false
            }
        }
        guard solutions.count < bounds.answers else {
            limits.insert("stopped after \(counted(bounds.answers, "answer"))")
            return true
        }
        let sizes = wanted.reduce(into: [:]) { result, step in result[step] = position.sizes[step] }
        solutions.append(AxisSolution(values: position.values, input: position.input, sizes: sizes))
        return true
    }

    /// Tries an open layer's numbers. Those with the same size are explored together, if no later layer shares them.
    private mutating func branch(
        at index: Int, _ layer: Layer, _ position: Position
    ) throws(SizeBoundReached) -> Bool {
        guard !hasEnded else { return true }
        guard depth < Self.mostOpenLayers else {
            limits.insert("more than \(Self.mostOpenLayers) lines leave numbers open")
            return true
        }
        depth += 1
        defer { depth -= 1 }
        let state = state(before: index, position)
        if dead.contains(state) { return false }
        var groups: [[SizeFunction?]: [Candidate]] = [:]
        var order: [[SizeFunction?]] = []
        var inputs: [[SizeFunction?]: SizeSet] = [:]
        let numbers = layer.openNumbers(along: program.axis)
        let isChosen = numbers.contains { position.values[$0] != nil }
        let isShared = numbers.contains { program.sharedNumbers[$0] ?? 0 > index }
        // One copy of the sizes serves all candidates.
        var next = position
        for candidate in choices(for: layer, at: index)
        where !isChosen || candidate.values.allSatisfy({ position.values[$0.key] ?? $0.value == $0.value }) {
            work += 1
            guard work <= bounds.left else {
                limits.insert(bounds.end)
                break
            }
            next.input = position.input
            guard try advance(&next, by: candidate.step, at: index) else { continue }
            let size = next.sizes.removeLast()
            work += (size?.length ?? 0) / SearchBounds.pieces
            let key = [size] + (isShared ? [.constant(order.count + 1)] : [])
            if groups[key] == nil {
                order.append(key)
                inputs[key] = next.input
            }
            groups[key, default: []].append(candidate)
        }
        if order.isEmpty { reach(index, position) }
        var isAlive = false
        for key in order {
            guard !hasEnded, let group = groups[key], let first = group.first else { break }
            var next = position
            next.sizes.append(key[0])
            next.input = inputs[key] ?? position.input
            next.values.merge(first.values) { $1 }
            let found = solutions.count
            guard try search(from: index + 1, next) else { continue }
            isAlive = true
            // A continuation that fits one of the group fits all.
            let same = solutions[found...]
            for other in group.dropFirst() {
                for var solution in same where solutions.count < bounds.answers {
                    solution.values.merge(other.values) { $1 }
                    solutions.append(solution)
                }
            }
            if solutions.count >= bounds.answers, group.count > 1 {
                limits.insert("stopped after \(counted(bounds.answers, "answer"))")
            }
        }
        if !isAlive, !hasEnded { dead.insert(state) }
        return isAlive || hasEnded
    }

    private var hasEnded: Bool { !limits.isEmpty }

    /// Everything that determines what fits from here on.
    private mutating func state(before index: Int, _ position: Position) -> State {
        let sizes = position.sizes.indices.filter { program.lastUses[$0] >= index }.map { position.sizes[$0] }
        let pieces = sizes.reduce(position.sizes.count + position.input.length) { $0 + ($1?.length ?? 0) }
        work += pieces / SearchBounds.pieces
        return State(
            step: index, sizes: sizes,
            input: position.input,
            values: program.sharedNumbers.isEmpty
                ? [:] : position.values.filter { program.sharedNumbers[$0.key] ?? 0 >= index })
    }

    // MARK: One step

    /// Adds the size after a step. Returns false if nothing fits.
    private mutating func advance(
        _ position: inout Position, by step: AxisProgram.Step, at index: Int
    ) throws(SizeBoundReached) -> Bool {
        let inputs = program.graph.nodes[index].inputs.map { position.sizes[$0] }
        var output = inputs.first ?? nil
        /// Counts the work of comparing two sizes.
        func count(_ mine: SizeFunction, _ other: SizeFunction) {
            work += mine.steps(comparedWith: other) / SearchBounds.pieces
        }
        /// Keeps the inputs that satisfy a condition.
        func keep(_ set: SizeSet) throws(SizeBoundReached) -> Bool {
            work += (set.length + position.input.length) / SearchBounds.pieces
            position.input = try position.input.intersection(set)
            return !position.input.isEmpty
        }
        /// Returns the sizes after a map, if the input allows any.
        func through(_ map: SizeMap) throws(SizeBoundReached) -> Bool {
            guard let size = output else { return true }
            work += size.length(through: map) / SearchBounds.pieces
            guard let next = try size.then(map) else { return false }
            output = next
            return next.lower <= size.lower ? true : try keep(next.domain)
        }
        switch step {
        case .none: output = nil
        case .input: output = program.input.map { .constant($0) } ?? .identity
        case .pass: break
        case .constant(let size): output = .constant(size)
        case .changed(let relation):
            if case .divided(let divisor) = relation, let size = output {
                guard try keep(size.preimage(of: .progression(from: divisor, step: divisor))) else { return false }
            }
            guard try through(relation.map) else { return false }
        case .require(let size):
            if let found = output {
                work += found.length / SearchBounds.pieces
                guard try keep(found.preimage(of: SizeSet(size))) else { return false }
                // From here on, this is certain.
                output = .constant(size).from(found.lower)
            } else {
                output = .constant(size)
            }
        case .equal:
            for other in inputs.dropFirst() {
                guard let mine = output, let other else { continue }
                guard mine != other else { continue }
                count(mine, other)
                guard try keep(mine.agreement(with: other)) else { return false }
                if other.constant != nil { output = other }
            }
        case .spread(let dots):
            for dot in dots {
                guard let size = inputs[dot] else { continue }
                guard try keep(size.preimage(of: SizeSet(1))) else { return false }
            }
            let others = inputs.indices.filter { !dots.contains($0) }.compactMap { inputs[$0] }
            output = others.first
            for other in others.dropFirst() where other != others[0] {
                count(others[0], other)
                guard try keep(others[0].agreement(with: other)) else { return false }
            }
        case .crop:
            for other in inputs.dropFirst() {
                guard let mine = output, let other else { continue }
                count(other, mine)
                guard try keep(other.dominance(over: mine)) else { return false }
            }
        case .project:
            output = inputs[1]
            if let from = inputs[0], let to = inputs[1], from != to {
                count(from, to)
                guard try keep(from.projectable(to: to, work: &work)) else { return false }
            }
        case .open:
            output = nil
        }
        position.sizes.append(output)
        return true
    }

    // MARK: Candidates

    /// Returns every choice of an open layer's numbers along the axis within the bounds, conventional ones first.
    private mutating func choices(for layer: Layer, at index: Int) -> [Candidate] {
        if let known = candidates[index] { return known }
        let ranges = layer.openNumbers(along: program.axis).map { ($0, layer.arguments.range(of: $0, bounds)) }
        var usual: [Candidate] = []
        var others: [Candidate] = []
        func fill(_ position: Int, _ values: [OpenNumber: Int]) {
            guard limits.isEmpty else { return }
            guard position < ranges.count else {
                work += 1
                if work > bounds.left { limits.insert(bounds.end) }
                guard let arguments = filled(layer, values), let step = step(layer, arguments) else { return }
                let candidate = Candidate(values: values, step: step)
                if layer.arguments.isConventional(arguments, along: program.axis) {
                    usual.append(candidate)
                } else {
                    others.append(candidate)
                }
                return
            }
            let (number, range) = ranges[position]
            for value in range { fill(position + 1, values.merging([number: value]) { $1 }) }
        }
        fill(0, [:])
        candidates[index] = usual + others
        return usual + others
    }

    /// Returns the step of an open layer whose numbers are all chosen: nil if one isn't chosen yet, an inner nil if
    /// they are invalid.
    private func known(_ layer: Layer, _ values: [OpenNumber: Int]) -> AxisProgram.Step?? {
        let numbers = layer.openNumbers(along: program.axis)
        guard numbers.allSatisfy({ values[$0] != nil }) else { return nil }
        return .some(filled(layer, values.filter { numbers.contains($0.key) }).flatMap { step(layer, $0) })
    }

    /// Nil if the numbers are invalid.
    private func filled(_ layer: Layer, _ values: [OpenNumber: Int]) -> Arguments? {
        guard let arguments = layer.arguments.filled(values, along: program.axis),
            arguments.padsLessThanReach(where: layer.arguments, along: program.axis)
        else { return nil }
        // The other axes are checked by their own searches, if they have any.
        let judged = (0..<program.graph.spatialAxes).filter { axis in
            axis == program.axis || layer.openNumbers(along: axis).isEmpty
        }
        return judged.allSatisfy { layer.definition.sizing.mistake(arguments.square(as: $0).call) == nil }
            ? arguments : nil
    }

    private func step(_ layer: Layer, _ arguments: Arguments) -> AxisProgram.Step? {
        try? AxisProgram.step(layer.definition.sizing.relation(arguments.call), axis: program.axis)
    }
}
