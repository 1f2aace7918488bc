import NetworkTerms
import SpecLanguage
import SpecText

extension OpenFinding {
    /// No choice of the open numbers fits: where the search failed, the size needed there, and the sizes possible
    /// there.
    static func impossible(
        _ open: SpecGraph, _ solution: SizeSolution, _ place: Span, _ openNotes: [Diagnostic.Note]
    ) -> Diagnostic {
        let spec = open.spec
        let hasParameters = spec.openNumbers.contains { $0.name != "input" }
        let help =
            hasParameters
            ? "nothing fits with \(SearchBounds.whileChecking.description): change one of the lines above"
            : "change one of the lines above"
        // The failed search used one pass of each repeat whose count is open.
        let passes = onePass(spec)
        let graph = passes.isEmpty ? open : SpecGraph(spec.filling(passes))
        guard let failure = solution.failure, graph.nodes.indices.contains(failure.step) else {
            return Diagnostic(.noSizeFits, "no number fits", at: place, notes: openNotes, help: help)
        }
        let node = graph.nodes[failure.step]
        let span = node.span.length > 0 ? node.span : place
        let leftOpen = (span == place ? [] : [Diagnostic.Note("this is left open", at: place)]) + openNotes
        let uses = graph.uses(around: failure.step)
        switch failure.kind {
        case .axis(let axis, let end):
            let chain = DeadEnd(graph: graph, number: axis, end: end)
            return Diagnostic(
                .noSizeFits, "no size fits here: \(chain.clash)", at: span, notes: chain.notes + uses,
                help: help, proposals: openOutputPadding(graph))
        case .channels:
            return Diagnostic(
                .noSizeFits, "no number of channels or units fits here", at: span, notes: leftOpen + uses,
                help: "change the channel counts that meet here, or the groups that must divide them")
        case .values:
            return Diagnostic(
                .noSizeFits, "no input produces a map with this many values", at: span, notes: leftOpen + uses,
                help: help)
        }
    }

    /// Output padding left open, for each transposed convolution with a stride that has none: the stride alone leaves some
    /// sizes out.
    private static func openOutputPadding(_ graph: SpecGraph) -> [[Diagnostic.Fix]] {
        let parameter = "output padding"
        return graph.nodes.compactMap { node -> Layer? in
            guard case .layer(let layer) = node.operation, layer.isOpen, !layer.arguments.isWritten(parameter),
                layer.arguments.open[parameter] == nil,
                layer.definition.syntax.parameter(named: parameter)?.openRole == .outputPadding,
                layer.arguments.open["stride"] != nil || layer.arguments.extent("stride") != 1
            else { return nil }
            return layer
        }.unique(by: \.span).map { layer in
            [layer.span.end, layer.span.end - 1].map { end in
                Diagnostic.Fix(
                    "\(layer.name): output pad ?", replacing: Span(file: layer.span.file, start: end, end: end),
                    with: ", output pad ?")
            }
        }
    }

    /// Each open repeat count, set to one.
    private static func onePass(_ spec: Spec) -> [OpenNumber: Int] {
        spec.openNumbers.filter { $0.name == OpenNumber.repeatName }.reduce(into: [:]) { $0[$1] = 1 }
    }
}

/// Describes where a search along one axis failed, with the lines that led there.
private struct DeadEnd {
    let graph: SpecGraph
    /// The axis.
    let number: Int
    let end: AxisSearch.DeadEnd

    /// The name of the axis: `height`.
    private var axis: String { TensorShape.axisName(number, of: graph.spatialAxes) }

    private var steps: [AxisProgram.Step] {
        guard let input = graph.input else { return [] }
        let program = try? AxisProgram(
            graph, axis: number, input: input.value, dots: AxisProgram.dots(graph), spreads: [:])
        return program?.steps ?? []
    }

    private func size(_ step: Int?) -> String {
        guard let step, end.sizes.indices.contains(step), let function = end.sizes[step],
            let set = try? function.image(of: end.input)
        else { return "unknown" }
        return set.asValue
    }

    /// The steps on the path back to the input and to constants, in order.
    private func origins(_ steps: [AxisProgram.Step]) -> [Int] {
        var pending = Array(graph.nodes[end.step].inputs)
        var found: Set<Int> = []
        while let step = pending.popLast() {
            guard steps.indices.contains(step), found.insert(step).inserted else { continue }
            let inputs = graph.nodes[step].inputs
            switch steps[step] {
            case .input, .constant, .require, .none: break
            case .changed, .open, .pass, .crop, .equal: pending += inputs.prefix(1)
            case .spread, .project: pending += inputs.suffix(1)
            }
        }
        return found.sorted()
    }

    private static func isOpen(_ step: AxisProgram.Step) -> Bool { if case .open = step { true } else { false } }

    /// The size that is needed, and the sizes that are possible.
    var clash: String {
        let inputs = graph.nodes[end.step].inputs
        let found = size(inputs.first)
        let steps = steps
        if origins(steps).contains(where: { Self.isOpen(steps[$0]) }), steps.indices.contains(end.step) {
            let wanted =
                if case .require(let size) = steps[end.step] { "a \(axis) of \(size)" } else { "a \(axis) that fits" }
            return "no choice of the open numbers results in \(wanted)"
        }
        guard steps.indices.contains(end.step) else { return "the \(axis) can only be \(found)" }
        switch steps[end.step] {
        case .require(let size): return "the \(axis) is declared as \(size), but can only be \(found)"
        case .changed(.window(let window)):
            return "the window needs a \(axis) of at least \(window.leastInput), but it can only be \(found)"
        case .changed(.divided(let divisor)):
            return "a \(axis) that is a multiple of \(divisor) is needed, but it can only be \(found)"
        case .changed(let relation):
            return "a \(axis) of at least \(relation.leastInput) is needed, but it can only be \(found)"
        case .equal, .spread, .crop, .project:
            return
                "the inputs have \(axis)s of \(inputs.map { self.size($0) }.joined(separator: " and ")), which never match"
        case .open: return "no choice of this layer's numbers fits a \(axis) of \(found)"
        case .input, .pass, .constant, .none: return "the \(axis) can only be \(found)"
        }
    }

    /// The lines that change the size along the path, in order.
    var notes: [Diagnostic.Note] {
        let steps = steps
        let path = origins(steps)
        let isOpen = path.contains { Self.isOpen(steps[$0]) }
        let found = path.filter { step in
            switch steps[step] {
            case .input, .constant, .require, .open: true
            case .changed: isOpen || size(step) != size(graph.nodes[step].inputs.first)
            default: false
            }
        }
        return found.suffix(10).compactMap { step in
            let node = graph.nodes[step]
            guard node.span.length > 0 else { return nil }
            if isOpen {
                switch steps[step] {
                case .open: return Diagnostic.Note("\(graph.name(of: step)) leaves numbers open", at: node.span)
                case .input: break
                default: return Diagnostic.Note("the size passes through \(graph.name(of: step))", at: node.span)
                }
            }
            return Diagnostic.Note("after \(graph.name(of: step)), the \(axis) is \(size(step))", at: node.span)
        }
    }
}
