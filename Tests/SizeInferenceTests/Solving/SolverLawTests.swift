import SpecCompiler
import TestSupport
import Testing

/// What the solver says of random networks is what trying every number by hand gives.
@Suite struct SolverLawTests {
    static let seeds = 0..<10

    /// A random network with some numbers left open.
    struct Question {
        var network: OpenNetwork
        var text: String
        var holes: [OpenNetwork.Number]
        var spec: Spec
        var source: SourceFile
        var unknowns: [OpenNumber]

        /// Nil where nothing is open, or too much to try.
        init?(_ network: OpenNetwork, open: Set<Int>) {
            self.network = network
            (text, holes) = network.text(open: open)
            source = SourceFile(path: "test", text: text)
            spec = SpecCompiler.compile(source).spec
            unknowns = spec.openNumbers
            guard !holes.isEmpty else { return nil }
            guard holes.map(\.role.domain.count).reduce(1, *) <= 3000 else { return nil }
        }

        /// Every choice from the domains.
        func choices() -> [[Int]] {
            holes.reduce([[]]) { lists, hole in lists.flatMap { list in hole.role.domain.map { list + [$0] } } }
        }

        func run(_ choice: [Int]) -> OpenNetwork.Outcome? {
            network.run(Dictionary(uniqueKeysWithValues: zip(holes.map(\.id), choice)))
        }

        /// The choices that a part of a solution allows for, among those of the domains, in the order of its numbers.
        func members(of part: SizeSolution.Part) -> Set<[Int]> {
            var members: Set<[Int]> = []
            let domains = part.numbers.map { number in
                unknowns.firstIndex(of: number).map { holes[$0].role.domain } ?? 1...0
            }
            for answer in part.answers {
                var lists: [[Int]] = [[]]
                for (number, domain) in zip(part.numbers, domains) {
                    let values = domain.filter {
                        answer.values[number] == $0 || answer.sets[number]?.contains($0) == true
                    }
                    lists = lists.flatMap { list in values.map { list + [$0] } }
                }
                members.formUnion(lists)
            }
            return members
        }

        func filled(_ values: [OpenNumber: Int]) -> SpecCompiler.Compilation {
            SpecCompiler.compile(source.applying(spec.edits(filling: values, in: source)))
        }
    }

    private func questions(
        _ seed: Int, _ count: Int, _ kinds: OpenNetwork.Kinds, holes: ClosedRange<Int> = 1...3,
        roles: Set<OpenNetwork.Role>? = nil
    ) -> [(question: Question, generator: SeededGenerator)] {
        var generator = SeededGenerator(seed: UInt64(seed) * 1000 + 17)
        var found: [(Question, SeededGenerator)] = []
        for _ in 0..<count * Effort.factor * 8 where found.count < count * Effort.factor {
            let network = OpenNetwork(kinds, using: &generator)
            let ids = network.numbers.filter { roles?.contains($0.role) ?? true }.map(\.id)
            guard !ids.isEmpty, network.run() != nil else { continue }
            let open = Set((0..<generator.pick(holes)).map { _ in generator.pick(ids) })
            if let question = Question(network, open: open) { found.append((question, generator)) }
        }
        return found
    }

    @Test(arguments: seeds)
    func answersAreWhatTryingGives(_ seed: Int) throws {
        for (question, _) in questions(seed, 12, .all) { check(question) }
    }

    @Test(arguments: seeds)
    func windowsAreWhatTryingGives(_ seed: Int) throws {
        for (question, _) in questions(
            seed, 12, [.contracts], roles: [.kernel, .stride, .padding, .dilation, .side])
        {
            check(question)
        }
    }

    @Test(arguments: seeds)
    func channelsAreWhatTryingGives(_ seed: Int) throws {
        for (question, _) in questions(
            seed, 12, [.joins, .contracts, .vectors, .projections], roles: [.channels])
        {
            check(question)
        }
    }

    private func check(_ question: Question) {
        #expect(question.unknowns.count == question.holes.count, "\(question.text)")
        guard question.unknowns.count == question.holes.count else { return }
        let solution = SizeSolver.solve(question.spec)
        let members = solution.parts.map { (question.members(of: $0), $0.numbers) }
        func isListed(_ choice: [Int]) -> Bool {
            members.allSatisfy { members, numbers in
                numbers.isEmpty
                    ? false
                    : members.contains(numbers.map { choice[question.unknowns.firstIndex(of: $0) ?? 0] })
            }
        }
        var missed: [[Int]] = []
        var wrong: [[Int]] = []
        for choice in question.choices() {
            let (fits, listed) = (question.run(choice) != nil, isListed(choice))
            if fits, !listed, solution.isComplete { missed.append(choice) }
            if listed, !fits { wrong.append(choice) }
        }
        #expect(missed == [], "missed \(missed.prefix(3)) of \(question.unknowns.map(\.title)) in\n\(question.text)")
        #expect(wrong == [], "wrong \(wrong.prefix(3)) of \(question.unknowns.map(\.title)) in\n\(question.text)")
        // What the network was before belongs to the answers.
        if solution.isComplete, question.holes.allSatisfy({ $0.role.domain.contains($0.value) }) {
            #expect(isListed(question.holes.map(\.value)) || question.run(question.holes.map(\.value)) == nil)
        }
    }

    /// Answers beyond what was tried by hand are filled in and compiled.
    @Test(arguments: seeds)
    func everyListedAnswerCompiles(_ seed: Int) {
        for (question, generator) in questions(seed, 8, .all) {
            var generator = generator
            let solution = SizeSolver.solve(question.spec)
            guard solution.parts.allSatisfy({ !$0.answers.isEmpty }) else { continue }
            for _ in 0..<3 {
                var values: [OpenNumber: Int] = [:]
                for part in solution.parts {
                    let answer = generator.pick(part.answers)
                    values.merge(answer.values) { $1 }
                    for (number, set) in answer.sets { values[number] = generator.pick(set.prefix(40)) }
                }
                let compilation = question.filled(values)
                // How much a machine holds is no question of sizes along an axis.
                if compilation.diagnostics.contains(where: { $0.rule.name == "size-overflow" }) { continue }
                #expect(
                    compilation.accepted != nil,
                    "\(compilation.diagnostics.filter { $0.severity == .error }.map(\.message)) \(compilation.source.text(at: Span(start: 0, end: compilation.source.bytes.count)))"
                )
            }
        }
    }

    @Test(arguments: seeds)
    func aSpecWithOneAnswerCompilesAsIfItWereWritten(_ seed: Int) {
        for (question, _) in questions(seed, 12, .all, holes: 1...1) {
            let compilation = SpecCompiler.compile(question.source)
            guard let only = compilation.solution?.only else {
                #expect(compilation.accepted == nil, "\(question.text)")
                continue
            }
            let written = question.filled(only)
            #expect(compilation.accepted != nil && written.accepted != nil, "\(question.text)")
            #expect(compilation.layers.map(\.output) == written.layers.map(\.output), "\(question.text)")
            #expect(compilation.layers.map(\.name) == written.layers.map(\.name), "\(question.text)")
            #expect(compilation.network?.total == written.network?.total, "\(question.text)")
        }
    }

    // MARK: Inputs

    @Test(arguments: seeds)
    func legalInputsAreThoseThatFit(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed) + 5000)
        for _ in 0..<15 * Effort.factor {
            let network = OpenNetwork([.joins, .projections, .multiplies, .repeats], using: &generator)
            guard network.run() != nil,
                let sized = SpecCompiler.compile(SourceFile(path: "test", text: network.text().text)).accepted,
                let legal = LegalInputs(sized)
            else { continue }
            let ids = network.input.map(\.id)
            let own = network.input.map(\.value)
            for axis in 0...1 {
                var (wrong, lossy): ([Int], [Int]) = ([], [])
                for size in 1...200 {
                    let outcome = network.run([ids[axis]: size])
                    if (outcome != nil) != legal.axes[axis].contains(size) { wrong.append(size) }
                    if let lossless = legal.withoutLoss,
                        (outcome.map { !$0.drops[axis] } ?? false) != lossless[axis].contains(size)
                    {
                        lossy.append(size)
                    }
                }
                #expect(wrong == [], "axis \(axis): \(legal.axes[axis]) in\n\(network.text().text)")
                #expect(
                    lossy == [],
                    "axis \(axis): without loss \(legal.withoutLoss.map { "\($0[axis])" } ?? "") in\n\(network.text().text)"
                )
            }
            #expect(network.run(Dictionary(uniqueKeysWithValues: zip(ids, legal.smallest.axes))) != nil)
            #expect(legal.axes.allSatisfy { $0.min != nil } && legal.smallest.axes[2] == own[2])
        }
    }

    /// With an open height: the heights of each row are those that trying gives, as far as they were tried.
    @Test(arguments: seeds)
    func rowsHoldTheSizesThatTryingGives(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed) + 9000)
        for _ in 0..<15 * Effort.factor {
            let network = OpenNetwork([.joins, .projections, .multiplies, .contracts], using: &generator)
            guard network.run() != nil else { continue }
            let (text, _) = network.text(open: [network.input[0].id])
            let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
            guard !compilation.spec.openNumbers.isEmpty else { continue }
            let solution = SizeSolver.solve(compilation.spec)
            guard let open = OpenSizes(SpecGraph(compilation.spec), solution), open.isComplete else {
                Issue.record("no sizes of\n\(text)")
                continue
            }
            var seen = Array(repeating: Set<Int>(), count: open.rows.count)
            var last: OpenNetwork.Outcome?
            for size in 1...300 {
                guard let outcome = network.run([network.input[0].id: size]) else { continue }
                #expect(outcome.rows.count == open.rows.count, "\(text)")
                for (row, axes) in outcome.rows.enumerated() where axes.count == 3 { seen[row].insert(axes[0]) }
                if size > 270 { last = outcome }
            }
            for (index, row) in open.rows.enumerated() where row.axes.count == 3 {
                let bound = last.map { $0.rows[index][0] } ?? .max
                let listed = row.axes[0]?.prefix(400).filter { $0 < bound } ?? []
                #expect(
                    listed == seen[index].filter { $0 < bound }.sorted(),
                    "\(row.name): \(row.axes[0]?.description ?? "?") in\n\(text)")
            }
        }
    }
}
