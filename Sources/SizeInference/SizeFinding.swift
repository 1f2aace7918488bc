import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// The messages of size inference: which sizes conflict, where both come from, and how to fix it.
enum SizeFinding {
    typealias Place = (description: String, span: Span)

    static func residualDiffers(
        _ residual: Residual, _ main: PartialSize?, _ shortcut: PartialSize?, main mainSpan: Span,
        shortcut shortcutSpan: Span
    ) -> Diagnostic {
        let isIdentity = if case .identity = residual.shortcut { true } else { false }
        let sizes = (main?.description ?? "?", shortcut?.description ?? "?")
        return Diagnostic(
            .joinSizes, "the residual's output is \(sizes.0), but its shortcut's is \(sizes.1)",
            at: residual.span, about: .clash(residual.span),
            notes: [
                Diagnostic.Note("the layers output \(sizes.0) here", at: mainSpan),
                Diagnostic.Note(
                    isIdentity ? "the shortcut's input, \(sizes.1), comes from here" : "the shortcut starts here",
                    at: shortcutSpan),
            ],
            help: isIdentity
                ? "add `shortcut: project` next to `residual`, or keep the size and channels of the input"
                : "make both ends the same size")
    }

    static func noProjection(_ residual: Residual, _ from: TensorShape, _ to: TensorShape) -> Diagnostic {
        Diagnostic(
            .joinSizes, "a 1x1 convolution can't turn \(from) into \(to)",
            at: residual.shortcutSpan ?? residual.span, about: .clash(residual.shortcutSpan ?? residual.span),
            notes: [Diagnostic.Note("the residual of this shortcut", at: residual.span)],
            help: """
                a projection can only stride and change the channels: pad the residual's convolutions, or list the \
                shortcut's layers
                """)
    }

    static func projectionTooCostly(_ residual: Residual) -> Diagnostic {
        Diagnostic(
            .sizeOverflow, "the cost of the projection is too large to count",
            at: residual.shortcutSpan ?? residual.span, help: "is every number right?")
    }

    /// The most inputs of a join that a message lists.
    private static let mostInputs = 16

    /// `8x8x4, 8x8x8, and 14 more`.
    private static func list(_ sizes: [String]) -> String {
        guard sizes.count > mostInputs else { return Suggestion.list(sizes, conjunction: "and") }
        let others = "\((sizes.count - mostInputs).grouped) more"
        return Suggestion.list(sizes.prefix(mostInputs) + [others], conjunction: "and")
    }

    static func branchesDiffer(_ branches: Branches, _ outputs: [(PartialSize?, Span?)]) -> Diagnostic {
        let sizes = outputs.map { $0.0?.description ?? "?" }
        return Diagnostic(
            .joinSizes,
            "the branches' outputs are \(list(sizes)), but \(rule(branches.join))",
            at: branches.span, about: .clash(branches.span),
            notes: zip(sizes, outputs).prefix(mostInputs).compactMap { size, output in
                output.1.map { Diagnostic.Note("this branch outputs \(size)", at: $0) }
            },
            help: "pad or stride the branches so that their outputs match")
    }

    static func joinDiffers(_ join: Join, _ outputs: [(PartialSize?, Span?)]) -> Diagnostic {
        let sizes = outputs.map { $0.0?.description ?? "?" }
        return Diagnostic(
            .joinSizes,
            "the inputs of this `\(join.kind.rawValue)` are \(list(sizes)), but \(rule(join.kind))",
            at: join.span, about: .clash(join.span),
            notes: zip(sizes, outputs).prefix(mostInputs).compactMap { size, output in
                output.1.map { Diagnostic.Note("\(size) comes from here", at: $0) }
            },
            help: "crop, pad, or stride one of them to match the other")
    }

    private static func rule(_ kind: Joining) -> String {
        switch kind {
        case .concat: "concatenation requires the same height and width"
        case .add: "addition requires the same size"
        case .multiply: "multiplication requires the same size, or a 1x1 map"
        }
    }

    static func tooLarge(_ what: String, _ size: TensorShape, at span: Span) -> Diagnostic {
        Diagnostic(
            .sizeOverflow, "\(what), \(size), is too large", at: span,
            help: "a tensor can have at most 2^40 values per sample")
    }

    static func tooCostly(_ layer: Layer) -> Diagnostic {
        Diagnostic(
            .sizeOverflow, "the cost of \(layer.name) is too large to count", at: layer.span,
            help: "parameters and multiply-accumulates are counted up to 2^63: is every number right?")
    }

    /// - Parameter isInput: whether the vector is the network's input.
    static func needsFeatureMap(
        _ layer: Layer, _ size: PartialSize, _ origin: Place?, isInput: Bool
    ) -> Diagnostic {
        Diagnostic(
            .headInput,
            "\(layer.definition.syntax.title) needs a feature map, but its input is a vector of \(size)",
            at: layer.span, notes: made(by: origin, size),
            help: isInput
                ? inputAsMap(layer, size.known?.channels)
                : "move it before the layer that makes the vector, or remove it")
    }

    /// How to write an input of so many numbers as an image or as a signal.
    private static func inputAsMap(_ layer: Layer, _ count: Int?) -> String {
        let kernel = layer.arguments.extent("kernel").map { " and a kernel of \(Extent(1, $0[1]).text(axes: 2))" } ?? ""
        let signal = "a signal is a map of one row: write `input: 1x\(count.map(String.init) ?? "?")x1`\(kernel)"
        guard let count else { return signal }
        let side = Int(Double(count).squareRoot())
        return side * side == count && side >= 8
            ? "\(signal); an image of \(side)x\(side) is `input: \(side)x\(side)x1`" : signal
    }

    /// A layer whose output has no valid size.
    static func impossible(_ layer: Layer, _ size: PartialSize?, _ problem: LayerOutput.Problem, _ origin: Place?)
        -> Diagnostic
    {
        func name(_ axis: Int) -> String { TensorShape.axisName(axis, of: size?.spatialAxes ?? Spec.spatialAxes) }
        switch problem {
        case .overflow(let axis): return axisTooLarge(layer, name(axis))
        case .nothingLeft(let axis): return nothingLeft(layer, size, name(axis), origin)
        case .windows(let failures):
            return kernelTooLarge(layer, size, failures.map { (name($0.axis), $0.window, $0.input) }, origin)
        case .remainder(let axis, let divisor, let length):
            return factorDoesNotDivide(layer, size, name(axis), length, divisor, origin)
        case .marginTooLarge(let axis, let margin, let length):
            return marginTooLarge(layer, size, name(axis), length, margin, origin)
        case .reshape(let from, let to): return reshapeDiffers(layer, from, to, origin)
        }
    }

    private static func kernelTooLarge(
        _ layer: Layer, _ size: PartialSize?, _ failures: [(axis: String, window: Window, input: Int)],
        _ origin: Place?
    ) -> Diagnostic {
        let kernel = layer.arguments.extent("kernel")?.text(axes: size?.spatialAxes ?? Spec.spatialAxes) ?? "the"
        let window = failures[0].window
        let reaches = failures.map { $0.window.reach.map(String.init) ?? "too many" }
        let span = layer.arguments.span(of: "kernel") ?? layer.span
        let dilated =
            window.dilation > 1
            ? "the \(kernel) kernel, dilated by \(window.dilation), spans \(reaches[0]) pixels and"
            : "the \(kernel) kernel"
        let along = failures.map { failure in
            let padded = failure.window.padded(failure.input) ?? failure.input
            return padded == failure.input
                ? "\(failure.axis) \(failure.input)" : "\(failure.axis) \(failure.input), \(padded) with padding"
        }
        let shortage = failures.compactMap { failure -> Int? in
            guard let reach = failure.window.reach, case .sides(let before, let after) = failure.window.padding,
                let padded = failure.window.padded(failure.input)
            else { return nil }
            return (reach - padded + 1) / 2 + (before + after) / 2
        }.max()
        return Diagnostic(
            .kernelTooLarge,
            "\(dilated) is larger than its input \(size?.description ?? ""): \(along.joined(separator: "; "))",
            at: span, about: .clash(layer.span), notes: made(by: origin, size),
            help:
                "use a smaller \(window.dilation > 1 ? "kernel or dilation" : "kernel"), or a smaller stride or fewer poolings before it"
                + (shortage.map { $0 <= 64 ? ", or padding of at least \($0)" : "" } ?? ""))
    }

    private static func factorDoesNotDivide(
        _ layer: Layer, _ size: PartialSize?, _ axis: String, _ length: Int, _ divisor: Int, _ origin: Place?
    ) -> Diagnostic {
        let below = length - length % divisor
        let multiples = (below > 0 ? [below] : []) + (sum(below, divisor).map { [$0] } ?? [])
        return Diagnostic(
            .factorDoesNotDivide,
            "the \(axis) of its input \(size?.description ?? "") can't be divided evenly by \(divisor)",
            at: layer.arguments.span(of: "factor") ?? layer.span, about: .clash(layer.span),
            notes: made(by: origin, size),
            help: "pad, crop, or change the layers before it so that the \(axis) is "
                + Suggestion.list(multiples.map(String.init)))
    }

    private static func marginTooLarge(
        _ layer: Layer, _ size: PartialSize?, _ axis: String, _ length: Int, _ margin: Int, _ origin: Place?
    ) -> Diagnostic {
        let replicate = LayerDefinition.replicatePad.syntax
        let written = layer.arguments.expressions["margin"] == nil ? layer.arguments.margin("margin") : nil
        let line = written.flatMap {
            NotationWriter.text(of: replicate, ["margin": $0.text], name: layer.isNamed ? layer.name : nil)
        }
        let title = written.map { "\(layer.name): \(replicate.key) \($0.text)" }
        return Diagnostic(
            .marginTooLarge,
            "a margin of \(margin) can't mirror the \(axis) of its input \(size?.description ?? ""), which must be larger",
            at: layer.arguments.span(of: "margin") ?? layer.span, about: .clash(layer.span),
            notes: made(by: origin, size),
            help: (length > 1 ? "use a margin of at most \(length - 1)" : "remove it")
                + ", or `\(replicate.key)`, which repeats the edge and needs only one pixel",
            proposals: title.flatMap { title in
                line.map { [[Diagnostic.Fix(title, replacing: layer.span, with: $0)]] }
            } ?? [])
    }

    private static func axisTooLarge(_ layer: Layer, _ axis: String) -> Diagnostic {
        Diagnostic(
            .sizeOverflow, "the \(axis) of the output of \(layer.name) is too large to count",
            at: layer.arguments.span(of: "padding") ?? layer.span, help: "is every number right?")
    }

    /// What determines a number of channels: the input, a layer, or a join.
    struct Source {
        var place: Place
        var node: Int
    }

    /// Arithmetic on the channels of a layer's input that has no result.
    static func noCount(
        _ layer: Layer, _ failure: CountFailure, of channels: Int, _ source: Source?, _ graph: SpecGraph
    ) -> Diagnostic {
        let found = layer.arguments.call.values.compactMap { name, value -> (name: String, expression: Expression)? in
            guard case .relative(let expression) = value,
                (try? expression.count(ofChannels: channels)) == nil
            else { return nil }
            return (name, expression)
        }.first
        let (name, expression) = found ?? ("channels", .channels)
        let written = layer.arguments.expressions[name] ?? expression
        let what = "`\(written.notation)`"
        let count = counted(channels, "channel")
        let (message, help) =
            switch failure {
            case .notWhole(let left, let right):
                (
                    "\(what) of \(count) isn't a whole number",
                    "\(left) / \(right) leaves a remainder of \(left % max(right, 1))"
                )
            case .tooSmall(let value):
                (
                    "\(what) of \(count) is \(value), but \(name) must be at least 1",
                    "write a number that doesn't depend on the input, or give the input more channels"
                )
            case .overflow: ("\(what) of \(count) is too large to count", "is every number right?")
            }
        return Diagnostic(
            .relativeCount, message, at: layer.arguments.span(of: name) ?? layer.span,
            notes: source.map {
                [
                    Diagnostic.Note(
                        "\(count) \(channels == 1 ? "comes" : "come") from \($0.place.description)", at: $0.place.span)
                ]
            } ?? [],
            help: help, proposals: proposals(for: layer, name, expression, failure, of: channels, source?.node, graph))
    }

    /// Other numbers of channels where they come from; other groups, or a number that doesn't depend on the input.
    private static func proposals(
        for layer: Layer, _ name: String, _ expression: Expression, _ failure: CountFailure, of channels: Int,
        _ source: Int?, _ graph: SpecGraph
    ) -> [[Diagnostic.Fix]] {
        guard case .notWhole = failure else { return [] }
        let nearest = expression.counts(near: channels)
        var proposals: [[Diagnostic.Fix]] = []
        if let source, let other = graph.layer(source) {
            for name in ["filters", "units"] {
                guard case .integer = other.arguments.written(name)?.value else { continue }
                proposals += nearest.map { count in
                    other.arguments.expressions[name].map { graph.parameterOfUse($0, count, around: source) }
                        ?? [LayerChange(other, [(name, .integer(count))])].fixes
                }
            }
        }
        if layer.arguments.syntax.parameter(named: name)?.type == .groups {
            proposals += expression.divisors(of: channels).map { [LayerChange(layer, [(name, .relative($0))])].fixes }
        } else if proposals.isEmpty {
            proposals += nearest.compactMap { try? expression.count(ofChannels: $0) }.map { count in
                [LayerChange(layer, [(name, .integer(count))])].fixes
            }
        }
        return proposals.filter { !$0.isEmpty }
    }

    static func doesNotDivide(_ layer: Layer, _ divisor: LayerDefinition.Divisor, _ count: Int, _ origin: Place?)
        -> Diagnostic
    {
        let isOfInput = divisor.dividend == .inputChannels
        let what = isOfInput ? "the \(counted(count, "channel")) of its input" : "its \(counted(count, "filter"))"
        return Diagnostic(
            .groupsDoNotDivide, "\(what) can't be divided evenly into \(divisor.title)",
            at: layer.arguments.span(of: divisor.name) ?? layer.span,
            notes: origin.map {
                isOfInput
                    ? [
                        Diagnostic.Note(
                            "\(counted(count, "channel")) \(count == 1 ? "comes" : "come") from \($0.description)",
                            at: $0.span)
                    ] : []
            } ?? [],
            help: divisor.isFree ? nearest(divisor, count) : "make their number a multiple of \(divisor.count)")
    }

    /// The numbers of parts that this many channels can be divided into.
    private static func nearest(_ divisor: LayerDefinition.Divisor, _ count: Int) -> String {
        guard count > 1 else { return "1 can't be divided: remove the \(divisor.name)" }
        let divisors = (1...min(count, 64)).filter { count % $0 == 0 }
        let nearest =
            nearestDivisor(of: count, to: divisor.count)
            ?? (divisor.count > count ? count : divisors[divisors.count - 1])
        return
            "\(count) can be divided into \(Suggestion.list(divisors.prefix(8).map(String.init))) \(divisor.name); the nearest is \(nearest)"
    }

    /// Counted outward from `target`, so that it is also found among many channels; nil if none is near.
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
            .expectContradicted, "the inferred size is \(size), but \(declared) is declared",
            at: expectation.span, about: .clash(expectation.span),
            notes: origin.map { [Diagnostic.Note("\(size) comes from \($0.description)", at: $0.span)] } ?? [],
            help: "change the layers above, or change this to `expect \(size)`",
            // Only a person knows whether the layers or the contract is wrong.
            leavesChoice: true,
            // The layers after it may rely on the declared size.
            proposals: size.known.map {
                [[Diagnostic.Fix("expect \($0)", replacing: expectation.span, with: $0.description)]]
            } ?? [])
    }

    private static func nothingLeft(_ layer: Layer, _ size: PartialSize?, _ axis: String, _ origin: Place?)
        -> Diagnostic
    {
        let parameter = layer.arguments.syntax.parameter(named: "margin") == nil ? "padding" : "margin"
        return Diagnostic(
            .nothingLeft,
            "it removes the whole \(axis) of its input \(size?.description ?? "")",
            at: layer.arguments.span(of: parameter) ?? layer.span, about: .clash(layer.span),
            notes: made(by: origin, size),
            help: "remove less, or make its input larger")
    }

    private static func reshapeDiffers(_ layer: Layer, _ input: TensorShape, _ output: TensorShape, _ origin: Place?)
        -> Diagnostic
    {
        Diagnostic(
            .reshapeSize,
            "\(input) has \(input.checkedCount.map(String.init) ?? "too many") values, "
                + (output.isFeatureMap
                    ? "but \(output) has \(output.checkedCount.map(String.init) ?? "too many")" : "not \(output)"),
            at: layer.arguments.span(of: "size") ?? layer.span, about: .clash(layer.span),
            notes: made(by: origin, PartialSize(known: input)),
            help: "a reshape can't change the number of values")
    }

    private static func made(by origin: Place?, _ size: PartialSize?) -> [Diagnostic.Note] {
        guard let origin, let size else { return [] }
        return [Diagnostic.Note("\(size) comes from \(origin.description)", at: origin.span)]
    }
}
