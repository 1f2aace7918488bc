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
    private var layers: [SizedLayer] = []
    private var total = LayerDefinition.Cost.none
    private var isWhole = true

    private struct Origin {
        var description: String
        var span: Span
    }

    public static func infer(_ spec: Spec) -> Result {
        var inference = SizeInference()
        inference.begin(spec)
        for item in spec.body { inference.visit(item, isHead: false) }
        for item in spec.head { inference.visit(item, isHead: true) }
        guard spec.isComplete, inference.isWhole, let input = spec.input?.value.compactMap(\.value),
            let inputSize = TensorSize(axes: input)
        else { return Result(layers: inference.layers, network: nil, diagnostics: inference.diagnostics) }
        let network = SizedNetwork(
            spec: spec, input: inputSize, layers: inference.layers, total: inference.total)
        return Result(layers: inference.layers, network: network, diagnostics: inference.diagnostics)
    }

    private mutating func begin(_ spec: Spec) {
        guard let input = spec.input else {
            isWhole = false
            return
        }
        if input.value.contains(.unknown) {
            isWhole = false
            diagnostics.append(Message.unknownInput(input))
        }
        size = PartialSize(axes: input.value.map(\.value))
        origin = Origin(description: "input", span: input.span)
        if let known = size?.known, known.count.map({ $0 > Self.largestTensor }) ?? true {
            diagnostics.append(Message.tooLarge("the input", known, at: input.span))
            fail(leaving: nil)
        }
    }

    private mutating func visit(_ item: Item, isHead: Bool) {
        switch item {
        case .layer(let layer): visit(layer, isHead: isHead)
        case .expectation(let expectation): check(expectation)
        case .unknown(let span):
            origin = Origin(description: "this line", span: span)
            fail(leaving: nil)
        }
    }

    private mutating func visit(_ layer: Layer, isHead: Bool) {
        defer { origin = Origin(description: layer.name, span: layer.span) }
        if let size, layer.definition.inputRank == .featureMap, size.axes.count == 1 {
            diagnostics.append(Message.needsFeatureMap(layer, size, origin.map { ($0.description, $0.span) }))
            return fail(leaving: nil)
        }
        if !layer.unread.isEmpty { return fail(leaving: uncertainOutput(of: layer)) }
        guard checkGroups(layer) else {
            return fail(leaving: output(of: layer, reportingInto: { _ in }))
        }
        var findings: [Diagnostic] = []
        let output = output(of: layer, reportingInto: { findings.append($0) })
        diagnostics += findings
        guard findings.isEmpty, let input = size?.known, let known = output?.known else {
            return fail(leaving: output)
        }
        guard let count = known.count, count <= Self.largestTensor else {
            diagnostics.append(Message.tooLarge("the output of \(layer.name)", known, at: layer.span))
            return fail(leaving: nil)
        }
        guard let cost = layer.definition.cost(layer.arguments, (input, known)),
            let sum = total.adding(cost)
        else {
            diagnostics.append(Message.tooCostly(layer))
            return fail(leaving: output)
        }
        total = sum
        layers.append(SizedLayer(layer: layer, input: input, output: known, cost: cost, isHead: isHead))
        size = output
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
            diagnostics.append(
                Message.groupsDoNotDivide(
                    layer, groups, "the \(counted(channels, "channel")) of its input", channels,
                    origin.map { ($0.description, $0.span) }))
            return false
        }
        if filters % groups != 0 {
            diagnostics.append(
                Message.groupsDoNotDivide(layer, groups, "its \(counted(filters, "filter"))", filters, nil))
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
            diagnostics.append(
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

/// `1 channel`, `3 channels`.
private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

private enum Message {
    typealias Place = (description: String, span: Span)

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
