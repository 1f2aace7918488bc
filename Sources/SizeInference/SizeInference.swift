import SpecLanguage
import SpecText

/// Works the size of every tensor out, from the input forwards, and finds what can't fit.
///
/// After a mistake the axes that are still certain go on being used, so that later mistakes are found and nothing is
/// reported twice.
public struct SizeInference {
    /// The layers whose sizes are known, in order; a network only where all of them are.
    public struct Result: Sendable {
        public var layers: [SizedLayer]
        public var network: SizedNetwork?
        public var diagnostics: [Diagnostic]
    }

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
    /// The names that can be joined with here, innermost last.
    private var scopes: [Scope] = [Scope()]
    /// The uses of blocks around the layer that is being looked at, outermost first.
    private var uses: [Diagnostic.Note] = []
    /// Mistakes that were reported for another use of the same block.
    private var reported: Set<Mistake> = []

    private struct Origin {
        var description: String
        var span: Span
    }

    /// A block in use, or the whole network.
    private struct Scope {
        /// What names in it begin with.
        var prefix = ""
        var outputs: [String: (size: PartialSize?, span: Span)] = [:]
    }

    private struct Mistake: Hashable {
        var rule: String
        var span: Span
    }

    public static func infer(_ spec: Spec) -> Result {
        var inference = SizeInference()
        inference.begin(spec)
        let body = inference.visit(spec.body)
        inference.isHead = true
        let head = inference.visit(spec.head)
        let (steps, total) = (inference.steps, inference.total)
        let auxiliary = spec.auxiliaryHeads.compactMap { inference.visit($0) }
        let layers = steps.compactMap { if case .layer(let layer) = $0 { layer } else { nil } }
        var network: SizedNetwork?
        if spec.isComplete, inference.isWhole, let input = spec.input?.value.compactMap(\.value),
            let size = TensorSize(axes: input)
        {
            network = SizedNetwork(
                spec: spec, input: size, body: body, head: head, steps: steps, auxiliaryHeads: auxiliary, total: total)
        }
        return Result(layers: layers, network: network, diagnostics: inference.diagnostics)
    }

    /// Reports a finding, with the uses of blocks that lead to it; once, where several uses have the same mistake.
    private mutating func report(_ finding: Diagnostic) {
        guard uses.isEmpty || reported.insert(Mistake(rule: finding.rule, span: finding.span)).inserted else { return }
        var finding = finding
        finding.notes += uses.reversed()
        diagnostics.append(finding)
    }

    private mutating func begin(_ spec: Spec) {
        guard let input = spec.input else {
            isWhole = false
            return
        }
        if input.value.contains(.unknown) {
            isWhole = false
            report(Message.unknownInput(input))
        }
        size = PartialSize(axes: input.value.map(\.value))
        origin = Origin(description: "input", span: input.span)
        if let known = size?.known, known.count.map({ $0 > Self.largestTensor }) ?? true {
            report(Message.tooLarge("the input", known, at: input.span))
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
        scopes[scopes.count - 1].outputs[name] = (size, span)
        return scopes[scopes.count - 1].prefix + name
    }

    private func fullName(_ name: String) -> String { scopes[scopes.count - 1].prefix + name }

    private mutating func visit(_ stack: Stack) -> SizedItem? {
        var passes: [[SizedItem]] = []
        let wasWhole = isWhole
        for pass in 0..<stack.count {
            let name = stack.name(ofPass: pass)
            scopes.append(Scope(prefix: fullName(name) + "."))
            if let use = stack.use {
                uses.append(Diagnostic.Note(UseText.of(use.block, use.arguments), at: stack.span))
            }
            passes.append(visit(stack.items))
            if stack.use != nil { uses.removeLast() }
            scopes.removeLast()
            _ = register(name, at: stack.span)
            // What is wrong in one pass is as wrong in the next.
            if wasWhole && !isWhole { break }
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
        guard let joined = joined(.add, [(main, mainOrigin?.span), (shortcut, inputOrigin?.span)]) else {
            report(
                Message.residualDiffers(
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
    private mutating func project(_ residual: Residual, from: TensorSize, to: TensorSize) -> SizedProjection? {
        // The smallest stride at which a 1x1 window takes no more values than there are to be.
        func stride(_ axis: Int) -> Int? {
            let stride = (from.axes[axis] - 1) / to.axes[axis] + 1
            return (from.axes[axis] - 1) / stride + 1 == to.axes[axis] ? stride : nil
        }
        guard from.isFeatureMap, to.isFeatureMap, from.axes[0] >= to.axes[0], from.axes[1] >= to.axes[1],
            let height = stride(0), let width = stride(1)
        else {
            report(Message.noProjection(residual, from, to))
            return nil
        }
        guard let weights = checkedProduct([from.channels, to.channels]),
            let operations = to.count.flatMap({ checkedProduct([from.channels, $0]) })
        else {
            report(Message.projectionTooCostly(residual))
            return nil
        }
        return SizedProjection(
            name: fullName(residual.projectionName), input: from, output: to, stride: Extent(height, width),
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
        guard let joined = joined(branches.join, outputs) else {
            report(Message.branchesDiffer(branches, outputs))
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
            guard let found = lookup(other.value) else {
                report(Message.unknownName(other, known: scopes.flatMap(\.outputs.keys)))
                isWhole = false
                continue
            }
            outputs.append((found.size, found.span))
        }
        guard let joined = joined(join.kind, outputs) else {
            report(Message.joinDiffers(join, outputs))
            fail(leaving: size)
            return nil
        }
        size = joined
        guard let sized = append(join.kind, join.name, first: outputs[0].size, at: join.span) else { return nil }
        return .join(join, sized)
    }

    private func lookup(_ name: String) -> (size: PartialSize?, span: Span)? {
        for scope in scopes.reversed() {
            if let found = scope.outputs[name] { return found }
        }
        return nil
    }

    /// Ends a structure that joins tensors into the present size.
    private mutating func append(_ kind: JoinKind, _ name: String, first: PartialSize?, at span: Span) -> SizedJoin? {
        let full = register(name, at: span)
        origin = Origin(description: name, span: span)
        guard let output = size?.known else {
            isWhole = false
            return nil
        }
        guard let count = output.count, count <= Self.largestTensor else {
            report(Message.tooLarge("the output of \(full)", output, at: span))
            fail(leaving: nil)
            return nil
        }
        let join = SizedJoin(kind: kind, name: full, input: first?.known ?? output, output: output, span: span)
        steps.append(.join(join))
        return join
    }

    /// The size of tensors joined, or an unknown one where nothing is known of them; nil where they can't be joined. What
    /// is unknown of one is taken from another.
    private func joined(_ kind: JoinKind, _ inputs: [(size: PartialSize?, span: Span?)]) -> PartialSize?? {
        var result: PartialSize?
        for input in inputs.compactMap(\.size) {
            guard let so = result else {
                result = input
                continue
            }
            guard so.axes.count == input.axes.count else { return .none }
            let last = so.axes.count - 1
            // Multiplied by a map of 1x1, every channel is scaled as a whole.
            let spreads =
                kind == .multiply && last == 2
                && [so, input].contains { $0.axes[0] == 1 && $0.axes[1] == 1 }
            var axes: [Int?] = []
            for axis in so.axes.indices {
                let (left, right) = (so.axes[axis], input.axes[axis])
                if kind == .concat, axis == last {
                    if let left, let right {
                        let (sum, overflowed) = left.addingReportingOverflow(right)
                        if overflowed { return .none }
                        axes.append(sum)
                    } else {
                        axes.append(nil)
                    }
                } else if spreads, axis < last {
                    axes.append(left == 1 ? right : left)
                } else {
                    if let left, let right, left != right { return .none }
                    axes.append(left ?? right)
                }
            }
            result = PartialSize(axes: axes)
        }
        return .some(
            inputs.contains { $0.size == nil } && kind == .concat ? PartialSize(axes: [nil, nil, nil]) : result)
    }

    private mutating func visit(_ head: AuxiliaryHead) -> SizedAuxiliaryHead? {
        guard let from = lookup(head.from.value) else {
            report(Message.unknownName(head.from, known: scopes.flatMap(\.outputs.keys)))
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
            report(Message.needsFeatureMap(layer, size, origin.map { ($0.description, $0.span) }))
            fail(leaving: nil)
            return nil
        }
        if !layer.unread.isEmpty {
            fail(leaving: uncertainOutput(of: layer))
            return nil
        }
        guard checkGroups(layer) else {
            fail(leaving: output(of: layer, reportingInto: { _ in }))
            return nil
        }
        var findings: [Diagnostic] = []
        let output = output(of: layer, reportingInto: { findings.append($0) })
        findings.forEach { report($0) }
        guard findings.isEmpty, let input = size?.known, let known = output?.known else {
            fail(leaving: output)
            return nil
        }
        guard let count = known.count, count <= Self.largestTensor else {
            report(Message.tooLarge("the output of \(layer.name)", known, at: layer.span))
            fail(leaving: nil)
            return nil
        }
        guard let cost = layer.definition.cost(layer.arguments, (input, known)), let sum = total.adding(cost) else {
            report(Message.tooCostly(layer))
            fail(leaving: output)
            return nil
        }
        total = sum
        let sized = SizedLayer(
            layer: layer, name: fullName(layer.name), input: input, output: known, cost: cost, isHead: isHead)
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
        switch layer.definition.size(layer.arguments) {
        case .same: size
        case .units, .flatten: PartialSize(axes: [nil])
        case .map: PartialSize(axes: [nil, nil, nil])
        }
    }

    /// The size behind a layer: axes that are not certain are unknown.
    private func output(of layer: Layer, reportingInto report: (Diagnostic) -> Void) -> PartialSize? {
        switch layer.definition.size(layer.arguments) {
        case .same:
            return size
        case .units(let units):
            return PartialSize(axes: [units])
        case .flatten:
            guard let known = size?.known else { return PartialSize(axes: [nil]) }
            return PartialSize(axes: [known.count])
        case .map(let height, let width, let channels):
            let axes = size?.axes ?? [nil, nil, nil]
            guard axes.count == 3 else { return nil }
            var failures: [(axis: String, window: Window, input: Int)] = []
            var overflow: String?
            func along(_ relation: AxisRelation, _ input: Int?, _ name: String) -> Int? {
                switch relation {
                case .same: return input
                case .constant(let value): return value
                case .window(let window):
                    guard let input else { return nil }
                    if let output = window.output(of: input) { return output }
                    if window.padded(input) == nil {
                        overflow = overflow ?? name
                    } else {
                        failures.append((name, window, input))
                    }
                    return nil
                }
            }
            let result = PartialSize(axes: [
                along(height, axes[0], "height"), along(width, axes[1], "width"),
                { if case .constant(let value) = channels { value } else { axes[2] } }(),
            ])
            if let overflow {
                report(Message.paddingTooLarge(layer, overflow))
            } else if !failures.isEmpty {
                report(Message.kernelTooLarge(layer, size, failures, origin.map { ($0.description, $0.span) }))
            }
            return result
        }
    }

    private mutating func checkGroups(_ layer: Layer) -> Bool {
        guard layer.kind == "conv", let channels = size?.axes.last.flatMap({ $0 }), size?.axes.count == 3 else {
            return true
        }
        let groups = layer.arguments.groups(ofChannels: channels)
        let filters = layer.arguments.integer("filters") ?? channels
        if channels % groups != 0 {
            report(
                Message.groupsDoNotDivide(
                    layer, groups, "the \(counted(channels, "channel")) of its input", channels,
                    origin.map { ($0.description, $0.span) }))
            return false
        }
        if filters % groups != 0 {
            report(Message.groupsDoNotDivide(layer, groups, "its \(counted(filters, "filter"))", filters, nil))
            return false
        }
        return true
    }

    // MARK: Contracts

    private mutating func check(_ expectation: Expectation) {
        let declared = expectation.dimensions.map(\.value)
        guard let size else {
            // Nothing is certain here: from now on the contract is taken at its word.
            self.size = PartialSize(axes: declared)
            origin = Origin(description: "expect", span: expectation.span)
            return
        }
        let clashes =
            size.axes.count != declared.count
            || zip(size.axes, declared).contains { inferred, declared in
                inferred != nil && declared != nil && inferred != declared
            }
        if clashes {
            isWhole = false
            report(
                Message.contradicted(expectation, size, origin.map { ($0.description, $0.span) }))
        }
        if size.axes.count == declared.count {
            self.size = PartialSize(axes: zip(size.axes, declared).map { $0 ?? $1 })
        }
    }
}

/// A size of which some axes may be unknown.
struct PartialSize: Hashable, CustomStringConvertible {
    var axes: [Int?]

    var known: TensorSize? {
        let values = axes.compactMap { $0 }
        return values.count == axes.count ? TensorSize(axes: values) : nil
    }

    var description: String { axes.map { $0.map(String.init) ?? "?" }.joined(separator: "x") }
}

extension Window {
    /// The size behind the window, or nil where not even one window fits, or a number overflows.
    public func output(of input: Int) -> Int? {
        guard let reach else { return nil }
        switch padding {
        case .same:
            return input / stride + (input % stride == 0 ? 0 : 1)
        case .total:
            guard let padded = padded(input), padded >= reach else { return nil }
            return (padded - reach) / stride + 1
        }
    }

    /// The size of the input with its padding, or nil where the number overflows. What `same` adds depends on the size.
    func padded(_ input: Int) -> Int? {
        guard case .total(let total) = padding else { return input }
        let (padded, overflowed) = input.addingReportingOverflow(total)
        return overflowed ? nil : padded
    }
}

extension LayerDefinition.Cost {
    /// The sum, or nil where it overflows.
    func adding(_ other: Self) -> Self? {
        let (parameters, overflowed) = parameters.addingReportingOverflow(other.parameters)
        let (operations, overflowedAgain) = multiplyAccumulates.addingReportingOverflow(other.multiplyAccumulates)
        return overflowed || overflowedAgain
            ? nil : Self(parameters: parameters, multiplyAccumulates: operations)
    }
}

/// The product of counts, or nil where it overflows.
private func checkedProduct(_ factors: [Int]) -> Int? {
    var result = 1
    for factor in factors {
        let (next, overflowed) = result.multipliedReportingOverflow(by: factor)
        if overflowed { return nil }
        result = next
    }
    return result
}

/// `1 channel`, `3 channels`.
private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

private enum Message {
    typealias Place = (description: String, span: Span)

    static func residualDiffers(
        _ residual: Residual, _ main: PartialSize?, _ shortcut: PartialSize?, main mainSpan: Span,
        shortcut shortcutSpan: Span
    ) -> Diagnostic {
        let isIdentity = if case .identity = residual.shortcut { true } else { false }
        let sizes = (main?.description ?? "?", shortcut?.description ?? "?")
        return Diagnostic(
            .error, "join-sizes", "the residual gives \(sizes.0), and its shortcut \(sizes.1); they can't be added",
            at: residual.span,
            notes: [
                Diagnostic.Note("the layers end here with \(sizes.0)", at: mainSpan),
                Diagnostic.Note(
                    isIdentity ? "the input comes from here with \(sizes.1)" : "the shortcut starts from here",
                    at: shortcutSpan),
            ],
            help: isIdentity
                ? "write `shortcut: project` beside `residual`, or keep stride and channels"
                : "make both ends the same size")
    }

    static func noProjection(_ residual: Residual, _ from: TensorSize, _ to: TensorSize) -> Diagnostic {
        Diagnostic(
            .error, "join-sizes", "no 1x1 convolution brings \(from) to \(to)",
            at: residual.shortcutSpan ?? residual.span,
            notes: [Diagnostic.Note("the residual of this shortcut", at: residual.span)],
            help: """
                a projection can only stride and change the channels: pad the residual's convolutions, or give the \
                shortcut's layers
                """)
    }

    static func projectionTooCostly(_ residual: Residual) -> Diagnostic {
        Diagnostic(
            .error, "size-overflow", "the cost of the projection is too large to count",
            at: residual.shortcutSpan ?? residual.span, help: "is a number mistyped?")
    }

    static func branchesDiffer(_ branches: Branches, _ outputs: [(size: PartialSize?, span: Span?)]) -> Diagnostic {
        let sizes = outputs.map { $0.size?.description ?? "?" }
        return Diagnostic(
            .error, "join-sizes",
            "the branches give \(Suggestion.list(sizes, conjunction: "and")); \(rule(branches.join))",
            at: branches.span,
            notes: zip(sizes, outputs).compactMap { size, output in
                output.span.map { Diagnostic.Note("this branch ends with \(size)", at: $0) }
            },
            help: "pad or stride the branches alike")
    }

    static func joinDiffers(_ join: Join, _ outputs: [(size: PartialSize?, span: Span?)]) -> Diagnostic {
        let sizes = outputs.map { $0.size?.description ?? "?" }
        return Diagnostic(
            .error, "join-sizes",
            "\(Suggestion.list(sizes, conjunction: "and")) meet in this `\(join.kind.rawValue)`; \(rule(join.kind))",
            at: join.span,
            notes: zip(sizes, outputs).compactMap { size, output in
                output.span.map { Diagnostic.Note("\(size) comes from here", at: $0) }
            },
            help: "crop, pad or stride one of them to the other's size")
    }

    private static func rule(_ kind: JoinKind) -> String {
        switch kind {
        case .concat: "tensors are concatenated only at one height and width"
        case .add: "tensors are added only at one size"
        case .multiply: "tensors are multiplied only at one size, or by a map of 1x1"
        }
    }

    static func unknownName(_ name: Located<String>, known: [String]) -> Diagnostic {
        let closest = Suggestion.closest(to: name.value, among: known)
        return Diagnostic(
            .error, "unknown-name", "no layer above is named `\(name.value)`", at: name.span,
            help: closest.map { "did you mean `\($0)`?" }
                ?? "give the layer that is meant a name: `, as \(name.value)`",
            fixes: closest.map { [Diagnostic.Fix("write `\($0)`", replacing: name.span, with: $0)] } ?? [])
    }

    static func unknownInput(_ input: Located<[Dimension]>) -> Diagnostic {
        Diagnostic(
            .error, "unknown-size", "the input `\(input.value.sizeText)` leaves a size open", at: input.span,
            help: "write the number; sizes are worked out from the input forwards")
    }

    static func tooLarge(_ what: String, _ size: TensorSize, at span: Span) -> Diagnostic {
        Diagnostic(
            .error, "size-overflow", "\(what), \(size), has more values than any machine holds", at: span,
            help: "a tensor of one sample may have 2^40 values")
    }

    static func tooCostly(_ layer: Layer) -> Diagnostic {
        Diagnostic(
            .error, "size-overflow", "the cost of \(layer.name) is too large to count", at: layer.span,
            help: "parameters and multiply-accumulates are counted up to 2^63; is a number mistyped?")
    }

    static func needsFeatureMap(_ layer: Layer, _ size: PartialSize, _ origin: Place?) -> Diagnostic {
        Diagnostic(
            .error, "head-input",
            "a \(layer.definition.syntax.title) needs a feature map, and its input is a vector of \(size)",
            at: layer.span, notes: made(by: origin, size),
            help: "move it in front of what makes the vector, or remove it")
    }

    static func kernelTooLarge(
        _ layer: Layer, _ size: PartialSize?, _ failures: [(axis: String, window: Window, input: Int)],
        _ origin: Place?
    ) -> Diagnostic {
        let kernel = layer.arguments.extent("kernel")?.description ?? "the"
        let window = failures[0].window
        let reaches = failures.map { $0.window.reach.map(String.init) ?? "too many" }
        let span = layer.arguments.span(of: "kernel") ?? layer.span
        let dilated =
            window.dilation > 1
            ? "the \(kernel) kernel, dilated by \(window.dilation), reaches over \(reaches[0]) pixels, and"
            : "the \(kernel) kernel"
        let along = failures.map { failure in
            let padded = failure.window.padded(failure.input) ?? failure.input
            return padded == failure.input
                ? "\(failure.axis) \(failure.input)" : "\(failure.axis) \(failure.input), \(padded) with its padding"
        }
        let shortage = failures.compactMap { failure -> Int? in
            guard let reach = failure.window.reach, case .total(let total) = failure.window.padding,
                let padded = failure.window.padded(failure.input)
            else { return nil }
            return (reach - padded + 1) / 2 + total / 2
        }.max()
        return Diagnostic(
            .error, "kernel-too-large",
            "\(dilated) is larger than its input \(size?.description ?? ""): \(along.joined(separator: "; "))",
            at: span, notes: made(by: origin, size),
            help:
                "a smaller \(window.dilation > 1 ? "kernel or dilation" : "kernel"), a smaller stride or fewer poolings before it"
                + (shortage.map { $0 <= 64 ? ", or padding of at least \($0)" : "" } ?? ""))
    }

    static func paddingTooLarge(_ layer: Layer, _ axis: String) -> Diagnostic {
        Diagnostic(
            .error, "size-overflow", "the \(axis) with this padding is too large to count",
            at: layer.arguments.span(of: "padding") ?? layer.span, help: "is a number mistyped?")
    }

    static func groupsDoNotDivide(
        _ layer: Layer, _ groups: Int, _ what: String, _ count: Int, _ origin: Place?
    ) -> Diagnostic {
        let divisors = (1...min(count, 64)).filter { count % $0 == 0 }
        let nearest = nearestDivisor(of: count, to: groups) ?? (groups > count ? count : divisors.last ?? 1)
        return Diagnostic(
            .error, "groups-do-not-divide", "\(groups) groups don't divide \(what)",
            at: layer.arguments.span(of: "groups") ?? layer.span,
            notes: origin.map {
                [Diagnostic.Note("\(counted(count, "channel")) come from \($0.description)", at: $0.span)]
            } ?? [],
            help: count == 1
                ? "one can't be divided: leave the groups out"
                : "\(count) can be divided into \(Suggestion.list(divisors.prefix(8).map(String.init))) groups; the nearest is \(nearest)"
        )
    }

    /// Counted outwards from `target`, so that it is also found among many channels; nil where none is near.
    private static func nearestDivisor(of count: Int, to target: Int) -> Int? {
        for distance in 0...4096 {
            for candidate in [target - distance, min(target, .max - distance) + distance]
            where candidate >= 1 && candidate <= count && count % candidate == 0 {
                return candidate
            }
        }
        return nil
    }

    static func contradicted(_ expectation: Expectation, _ size: PartialSize, _ origin: Place?) -> Diagnostic {
        let declared = expectation.dimensions.sizeText
        return Diagnostic(
            .error, "expect-contradicted", "the size here is inferred as \(size), and declared as \(declared)",
            at: expectation.span,
            notes: origin.map { [Diagnostic.Note("\($0.description) gives \(size)", at: $0.span)] } ?? [],
            help: "change the layers above, or write `expect \(size)`",
            fixes: size.known.map {
                [Diagnostic.Fix("write `\($0)`", replacing: expectation.span, with: $0.description)]
            } ?? [])
    }

    private static func made(by origin: Place?, _ size: PartialSize?) -> [Diagnostic.Note] {
        guard let origin, let size else { return [] }
        return [Diagnostic.Note("\(origin.description) gives \(size)", at: origin.span)]
    }
}
