import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Works the size of every tensor out, and finds what can't fit: forwards from the input, and in any direction where a spec
/// leaves numbers open (`SizeSolver`).
///
/// After a mistake the axes that are still certain go on being used, so that later mistakes are found and nothing is
/// reported twice.
public struct SizeInference {
    /// The most values a tensor of one sample may have: 2^40, 4 TiB of float32.
    public static let largestTensor = 1 << 40

    private var diagnostics: [Diagnostic] = []
    private var size: PartialSize?
    /// What made the size as it is, for messages.
    private var origin: Origin?
    private var steps: [SizedStep] = []
    private var total = LayerDefinition.Cost.none
    private var isWhole = true
    private var isHead = false
    /// The names that can be joined with here.
    private var scopes: NameScopes<(size: PartialSize?, span: Span)>
    /// The uses of blocks around the layer that is being looked at, outermost first.
    private var uses: [Diagnostic.Note] = []
    /// Mistakes that were reported for another use of the same block.
    private var reported: Set<Mistake> = []
    private var contradicted: [Span] = []
    private var namedPlaces: NamedPlaces
    /// The contracts that are taken at their word where they are contradicted.
    private let trusted: Set<Span>

    private struct Origin {
        var description: String
        var span: Span
    }

    private struct Mistake: Hashable {
        var rule: Rule
        var span: Span
    }

    /// - Parameter explaining: whether findings of sizes that clash tell which lines can't be true together, and how that could be
    ///   mended. It is most of the work where there are such.
    public static func infer(_ spec: Spec, explaining: Bool = true) -> Result {
        var result = solved(spec)
        if explaining { Conflicts.explain(&result, of: spec) }
        return result
    }

    private static func solved(_ spec: Spec) -> Result {
        let known = forwards(spec)
        guard !spec.openNumbers.isEmpty else { return known }
        guard spec.isComplete, !known.diagnostics.hasErrors, spec.isReadable else {
            var result = known
            if let place = spec.missingInput { result.diagnostics.append(OpenFinding.missingInput(at: place, [])) }
            return result
        }
        let solution = SizeSolver.solve(spec, bounds: .whileChecking)
        guard let only = solution.only else {
            var result = known
            result.solution = solution
            result.diagnostics += OpenFinding.findings(spec, solution)
            return result
        }
        var result = forwards(spec.filling(only))
        result.solution = solution
        return result
    }

    /// From the input to the answer, whichever is mistaken where a contract is contradicted.
    private static func forwards(_ spec: Spec) -> Result { Result.ofBest { forwards(spec, trusting: $0) } }

    /// What is left open makes what follows from it uncertain.
    private static func forwards(_ spec: Spec, trusting trusted: Set<Span>) -> Result {
        var inference = SizeInference(
            scopes: NameScopes(for: spec), namedPlaces: NamedPlaces(of: spec), trusted: trusted)
        inference.steps.reserveCapacity(min(spec.layerCount ?? 0, 1 << 16))
        inference.begin(spec)
        let input = inference.size?.known
        let body = inference.visit(spec.body)
        inference.isHead = true
        let head = inference.visit(spec.head)
        let (steps, total, output) = (inference.steps, inference.total, inference.size?.known)
        let heads = spec.auxiliaryHeads.map { (sized: inference.visit($0), output: inference.size?.known) }
        let layers = steps.compactMap { if case .layer(let layer) = $0 { layer } else { nil } }
        var network: SizedNetwork?
        if spec.isComplete, inference.isWhole, let input = spec.input?.value.compactMap(\.value),
            let size = TensorShape(axes: input)
        {
            network = SizedNetwork(
                spec: spec, input: size, body: body, head: head, steps: steps,
                auxiliaryHeads: heads.compactMap(\.sized), total: total)
        }
        return Result(
            layers: layers, network: network,
            ends: NetworkEnds(input: input, output: output, auxiliary: heads.map(\.output)),
            diagnostics: inference.diagnostics, contradicted: inference.contradicted)
    }

    /// Reports a finding, with the uses of blocks that lead to it; once, where several uses have the same mistake.
    private mutating func report(_ finding: Diagnostic) {
        guard uses.isEmpty || reported.insert(Mistake(rule: finding.rule, span: finding.span)).inserted else { return }
        var finding = finding
        finding.notes += uses.reversed()
        diagnostics.append(finding)
    }

    private mutating func begin(_ spec: Spec) {
        guard let input = spec.inputSize else {
            isWhole = false
            return
        }
        if input.value.contains(.unknown) { isWhole = false }
        size = PartialSize(axes: input.value.map(\.value))
        origin = Origin(description: "input", span: input.span)
        if let known = size?.known, known.checkedCount.map({ $0 > Self.largestTensor }) ?? true {
            report(SizeFinding.tooLarge("the input", known, at: input.span))
            fail(leaving: nil)
        }
    }

    // MARK: Structure

    private mutating func visit(_ items: [Item]) -> [SizedItem] { items.compactMap { visit($0) } }

    /// The item with its sizes, as far as they are known.
    private mutating func visit(_ item: Item) -> SizedItem? {
        switch item {
        case .layer(let layer): return visit(layer).map { .layer($0) }
        case .expectation(let expectation):
            check(expectation)
            return nil
        case .unknown(let span):
            origin = Origin(description: "this line", span: span)
            fail(leaving: nil)
            return nil
        case .stack(let stack): return visit(stack)
        case .residual(let residual): return visit(residual)
        case .branches(let branches): return visit(branches)
        case .join(let join): return visit(join)
        }
    }

    /// The full name of something in the present scope, whose output can be joined with from now on.
    private mutating func register(_ name: String, at span: Span) -> String {
        scopes.register(name, (size, span))
        return scopes.fullName(name)
    }

    private mutating func visit(_ stack: Stack) -> SizedItem? {
        var passes: [[SizedItem]] = []
        let wasWhole = isWhole
        for pass in 0..<stack.count {
            let name = stack.name(ofPass: pass)
            scopes.enter(name)
            if let use = stack.use {
                uses.append(Diagnostic.Note(UseText.of(use.block, use.arguments), at: stack.span))
            }
            passes.append(visit(stack.items))
            if stack.use != nil { uses.removeLast() }
            scopes.leave()
            _ = register(name, at: stack.span)
            // What is wrong in one pass is as wrong in the next.
            if wasWhole && !isWhole { break }
        }
        if stack.openCount != nil {
            // One pass there is at least; what is behind the last is not known.
            fail(leaving: size.map { PartialSize(axes: $0.axes.map { _ in nil }) })
            return nil
        }
        guard let output = size?.known else { return nil }
        return .stack(stack, passes: passes, output: output)
    }

    private mutating func visit(_ residual: Residual) -> SizedItem? {
        let (input, inputOrigin) = (size, origin)
        let items = visit(residual.items)
        let (main, mainOrigin) = (size, origin)
        var shortcutItems: [SizedItem]?
        var projection: SizedProjection?
        var shortcut = input
        switch residual.shortcut {
        case .identity:
            break
        case .layers(let layers):
            (size, origin) = (input, inputOrigin)
            shortcutItems = visit(layers)
            shortcut = size
        case .project:
            if let from = input?.known, let to = main?.known, from != to {
                guard let made = project(residual, from: from, to: to) else {
                    fail(leaving: main)
                    return nil
                }
                projection = made
                steps.append(.projection(made))
                if let sum = total.adding(made.cost) { total = sum }
            }
            shortcut = main
        }
        (size, origin) = (main, mainOrigin)
        guard let joined = PartialSize.joined(.add, [(main, mainOrigin?.span), (shortcut, inputOrigin?.span)]) else {
            report(
                SizeFinding.residualDiffers(
                    residual, main, shortcut, main: mainOrigin?.span ?? residual.span,
                    shortcut: inputOrigin?.span ?? residual.span))
            fail(leaving: main)
            return nil
        }
        size = joined
        guard let join = append(.add, residual.name, first: main, at: residual.span) else { return nil }
        return .residual(residual, items: items, shortcut: shortcutItems, projection: projection, join: join)
    }

    /// The 1x1 convolution that brings one size to another by its stride and its filters.
    private mutating func project(_ residual: Residual, from: TensorShape, to: TensorShape) -> SizedProjection? {
        // The smallest stride at which a 1x1 window takes no more values than there are to be.
        func stride(_ axis: Int) -> Int? {
            let stride = (from.axes[axis] - 1) / to.axes[axis] + 1
            return (from.axes[axis] - 1) / stride + 1 == to.axes[axis] ? stride : nil
        }
        guard from.isFeatureMap, to.isFeatureMap, from.axes[0] >= to.axes[0], from.axes[1] >= to.axes[1],
            let height = stride(0), let width = stride(1)
        else {
            report(SizeFinding.noProjection(residual, from, to))
            return nil
        }
        guard let weights = product(from.channels, to.channels),
            let operations = to.checkedCount.flatMap({ product(from.channels, $0) })
        else {
            report(SizeFinding.projectionTooCostly(residual))
            return nil
        }
        return SizedProjection(
            name: scopes.fullName(residual.projectionName), input: from, output: to, stride: Extent(height, width),
            cost: LayerDefinition.Cost(
                parameters: weights + 2 * to.channels, multiplyAccumulates: operations),
            span: residual.shortcutSpan ?? residual.span)
    }

    private mutating func visit(_ branches: Branches) -> SizedItem? {
        let (input, inputOrigin) = (size, origin)
        var outputs: [(size: PartialSize?, span: Span?)] = []
        var sized: [[SizedItem]] = []
        for (branch, span) in zip(branches.branches, branches.branchSpans) {
            (size, origin) = (input, inputOrigin)
            sized.append(visit(branch))
            outputs.append((size, branch.last?.span ?? span))
        }
        guard let joined = PartialSize.joined(branches.join, outputs) else {
            report(SizeFinding.branchesDiffer(branches, outputs))
            fail(leaving: nil)
            return nil
        }
        size = joined
        guard let join = append(branches.join, branches.name, first: outputs.first?.size, at: branches.span) else {
            return nil
        }
        return .branches(branches, branches: sized, join: join)
    }

    private mutating func visit(_ join: Join) -> SizedItem? {
        var outputs: [(size: PartialSize?, span: Span?)] = [(size, origin?.span)]
        for other in join.others {
            guard let found = scopes.lookup(other.value) else {
                report(
                    SizeFinding.unknownName(
                        other, known: scopes.names, elsewhere: namedPlaces.place(of: other.value)))
                isWhole = false
                continue
            }
            let cropped = join.crops ? found.size?.cropped(to: size) : found.size
            outputs.append((cropped, found.span))
        }
        guard let joined = PartialSize.joined(join.kind, outputs) else {
            report(SizeFinding.joinDiffers(join, outputs))
            fail(leaving: size)
            return nil
        }
        size = joined
        guard let sized = append(join.kind, join.name, first: outputs[0].size, at: join.span) else { return nil }
        return .join(join, sized)
    }

    /// Ends a structure that joins tensors into the present size.
    private mutating func append(_ kind: Joining, _ name: String, first: PartialSize?, at span: Span) -> SizedJoin? {
        let full = register(name, at: span)
        origin = Origin(description: name, span: span)
        guard let output = size?.known else {
            isWhole = false
            return nil
        }
        guard let count = output.checkedCount, count <= Self.largestTensor else {
            report(SizeFinding.tooLarge("the output of \(full)", output, at: span))
            fail(leaving: nil)
            return nil
        }
        let join = SizedJoin(kind: kind, name: full, input: first?.known ?? output, output: output, span: span)
        steps.append(.join(join))
        return join
    }

    private mutating func visit(_ head: AuxiliaryHead) -> SizedAuxiliaryHead? {
        size = nil
        guard let from = scopes.lookup(head.from.value) else {
            report(SizeFinding.unknownName(head.from, known: scopes.names, elsewhere: nil))
            isWhole = false
            return nil
        }
        size = from.size
        origin = Origin(description: head.from.value, span: from.span)
        steps = []
        total = .none
        let items = visit(head.items)
        return from.size?.known.map {
            SizedAuxiliaryHead(head: head, input: $0, items: items, steps: steps, cost: total)
        }
    }

    // MARK: Layers

    private mutating func visit(_ layer: Layer) -> SizedLayer? {
        defer {
            origin = Origin(description: layer.name, span: layer.span)
            _ = register(layer.name, at: layer.span)
        }
        if let size, layer.definition.inputRank == .featureMap, size.axes.count == 1 {
            report(SizeFinding.needsFeatureMap(layer, size, origin.map { ($0.description, $0.span) }))
            fail(leaving: nil)
            return nil
        }
        if !layer.unread.isEmpty || layer.isOpen {
            fail(leaving: uncertainOutput(of: layer))
            return nil
        }
        if let mistake = layer.definition.mistake(layer.call) {
            report(SizeFinding.mistaken(layer, mistake))
            fail(leaving: uncertainOutput(of: layer))
            return nil
        }
        guard checkDivisors(layer) else {
            let relation = layer.definition.size(layer.call)
            fail(leaving: output(of: layer, relation, reportingInto: { _ in }))
            return nil
        }
        var findings: [Diagnostic] = []
        let relation = layer.definition.size(layer.call)
        let output = output(of: layer, relation, reportingInto: { findings.append($0) })
        findings.forEach { report($0) }
        guard findings.isEmpty, let input = size?.known, let known = output?.known else {
            fail(leaving: output)
            return nil
        }
        guard let count = known.checkedCount, count <= Self.largestTensor else {
            report(SizeFinding.tooLarge("the output of \(layer.name)", known, at: layer.span))
            fail(leaving: nil)
            return nil
        }
        guard let cost = layer.definition.cost(layer.call, (input, known)), let sum = total.adding(cost) else {
            report(SizeFinding.tooCostly(layer))
            fail(leaving: output)
            return nil
        }
        total = sum
        let sized = SizedLayer(
            layer: layer, name: scopes.fullName(layer.name), relation: relation, input: input, output: known,
            cost: cost, isHead: isHead)
        steps.append(.layer(sized))
        size = output
        return sized
    }

    private mutating func fail(leaving size: PartialSize?) {
        isWhole = false
        self.size = size
    }

    // MARK: Relations

    /// The size behind a layer of which some parameters could not be read: its rank is certain, and no more.
    private func uncertainOutput(of layer: Layer) -> PartialSize? {
        switch layer.definition.size(layer.call) {
        case .same: size
        case .units, .flatten: PartialSize(axes: [nil])
        case .reshape(let size): PartialSize(axes: size.axes)
        case .map: PartialSize(axes: [nil, nil, nil])
        }
    }

    /// The size behind a layer: axes that are not certain are unknown.
    private func output(
        of layer: Layer, _ relation: SizeRelation, reportingInto report: (Diagnostic) -> Void
    ) -> PartialSize? {
        switch relation {
        case .same:
            return size
        case .units(let units):
            return PartialSize(axes: [units])
        case .flatten:
            guard let known = size?.known else { return PartialSize(axes: [nil]) }
            return PartialSize(axes: [known.checkedCount])
        case .reshape(let target):
            if let known = size?.known, known.checkedCount != target.checkedCount || known.checkedCount == nil {
                report(
                    SizeFinding.reshapeDiffers(layer, known, target, origin.map { ($0.description, $0.span) }))
            }
            return PartialSize(axes: target.axes)
        case .map(let relations, let channels):
            let axes = size?.axes ?? [nil, nil, nil]
            guard axes.count == 3 else { return nil }
            var failures: [(axis: String, window: Window, input: Int)] = []
            var overflow: String?
            var empty: String?
            func along(_ axis: Int, _ name: String) -> Int? {
                guard let input = axes[axis] else { return relations[axis].constant }
                do throws(AxisFailure) {
                    return try relations[axis].output(of: input)
                } catch {
                    switch error {
                    case .overflow: overflow = overflow ?? name
                    case .nothingLeft: empty = empty ?? name
                    case .windowTooLarge(let window): failures.append((name, window, input))
                    }
                    return nil
                }
            }
            let sides = (along(0, "height"), along(1, "width"))
            let depth = channels.output(of: axes[2])
            // Most layers keep the size that they are given.
            var result = size
            if size == nil || sides != (axes[0], axes[1]) || depth != axes[2] {
                result = PartialSize(axes: [sides.0, sides.1, depth])
            }
            if let overflow {
                report(SizeFinding.axisTooLarge(layer, overflow))
            } else if let empty {
                report(SizeFinding.nothingLeft(layer, size, empty, origin.map { ($0.description, $0.span) }))
            } else if !failures.isEmpty {
                report(SizeFinding.kernelTooLarge(layer, size, failures, origin.map { ($0.description, $0.span) }))
            }
            return result
        }
    }

    /// Whether the layer's groups divide its channels, as far as these are known.
    private mutating func checkDivisors(_ layer: Layer) -> Bool {
        guard let channels = size?.axes.last.flatMap({ $0 }) else { return true }
        for divisor in layer.definition.divisors(layer.call, channels) {
            let count =
                switch divisor.dividend {
                case .inputChannels: channels
                case .filters(let filters): filters
                }
            guard count % divisor.count != 0 else { continue }
            report(
                SizeFinding.doesNotDivide(layer, divisor, count, origin.map { ($0.description, $0.span) }))
            return false
        }
        return true
    }

    // MARK: Contracts

    private mutating func check(_ expectation: Expectation) {
        let declared = PartialSize(axes: expectation.dimensions.map(\.value))
        guard let size else {
            // Nothing is certain here.
            trust(expectation, declared)
            return
        }
        let isAlike = size.axes.count == declared.axes.count
        let agreed = isAlike ? PartialSize(axes: zip(size.axes, declared.axes).map { $1 ?? $0 }) : declared
        let clashes = !isAlike || zip(size.axes, agreed.axes).contains { $0 != nil && $0 != $1 }
        guard clashes else {
            self.size = agreed
            return
        }
        isWhole = false
        if contradicted.last != expectation.span { contradicted.append(expectation.span) }
        report(SizeFinding.contradicted(expectation, size, origin.map { ($0.description, $0.span) }))
        if trusted.contains(expectation.span) {
            trust(expectation, agreed)
        } else if isAlike {
            self.size = PartialSize(axes: zip(size.axes, declared.axes).map { $0 ?? $1 })
        }
    }

    /// From here on the contract is taken at its word.
    private mutating func trust(_ expectation: Expectation, _ declared: PartialSize) {
        size = declared
        origin = Origin(description: "expect", span: expectation.span)
    }
}
