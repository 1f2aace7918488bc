import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// The messages of size inference: what does not fit, where both sides come from, and how to mend it.
enum SizeFinding {
    typealias Place = (description: String, span: Span)

    static func residualDiffers(
        _ residual: Residual, _ main: PartialSize?, _ shortcut: PartialSize?, main mainSpan: Span,
        shortcut shortcutSpan: Span
    ) -> Diagnostic {
        let isIdentity = if case .identity = residual.shortcut { true } else { false }
        let sizes = (main?.description ?? "?", shortcut?.description ?? "?")
        return Diagnostic(
            .joinSizes, "the residual gives \(sizes.0), and its shortcut \(sizes.1); they can't be added",
            at: residual.span, about: .clash(residual.span),
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

    static func noProjection(_ residual: Residual, _ from: TensorShape, _ to: TensorShape) -> Diagnostic {
        Diagnostic(
            .joinSizes, "no 1x1 convolution brings \(from) to \(to)",
            at: residual.shortcutSpan ?? residual.span, about: .clash(residual.shortcutSpan ?? residual.span),
            notes: [Diagnostic.Note("the residual of this shortcut", at: residual.span)],
            help: """
                a projection can only stride and change the channels: pad the residual's convolutions, or give the \
                shortcut's layers
                """)
    }

    static func projectionTooCostly(_ residual: Residual) -> Diagnostic {
        Diagnostic(
            .sizeOverflow, "the cost of the projection is too large to count",
            at: residual.shortcutSpan ?? residual.span, help: "is a number mistyped?")
    }

    static func branchesDiffer(_ branches: Branches, _ outputs: [(PartialSize?, Span?)]) -> Diagnostic {
        let sizes = outputs.map { $0.0?.description ?? "?" }
        return Diagnostic(
            .joinSizes,
            "the branches give \(Suggestion.list(sizes, conjunction: "and")); \(rule(branches.join))",
            at: branches.span, about: .clash(branches.span),
            notes: zip(sizes, outputs).compactMap { size, output in
                output.1.map { Diagnostic.Note("this branch ends with \(size)", at: $0) }
            },
            help: "pad or stride the branches alike")
    }

    static func joinDiffers(_ join: Join, _ outputs: [(PartialSize?, Span?)]) -> Diagnostic {
        let sizes = outputs.map { $0.0?.description ?? "?" }
        return Diagnostic(
            .joinSizes,
            "\(Suggestion.list(sizes, conjunction: "and")) meet in this `\(join.kind.rawValue)`; \(rule(join.kind))",
            at: join.span, about: .clash(join.span),
            notes: zip(sizes, outputs).compactMap { size, output in
                output.1.map { Diagnostic.Note("\(size) comes from here", at: $0) }
            },
            help: "crop, pad or stride one of them to the other's size")
    }

    private static func rule(_ kind: Joining) -> String {
        switch kind {
        case .concat: "tensors are concatenated only at one height and width"
        case .add: "tensors are added only at one size"
        case .multiply: "tensors are multiplied only at one size, or by a map of 1x1"
        }
    }

    static func tooLarge(_ what: String, _ size: TensorShape, at span: Span) -> Diagnostic {
        Diagnostic(
            .sizeOverflow, "\(what), \(size), has more values than any machine holds", at: span,
            help: "a tensor of one sample may have 2^40 values")
    }

    static func tooCostly(_ layer: Layer) -> Diagnostic {
        Diagnostic(
            .sizeOverflow, "the cost of \(layer.name) is too large to count", at: layer.span,
            help: "parameters and multiply-accumulates are counted up to 2^63; is a number mistyped?")
    }

    static func needsFeatureMap(_ layer: Layer, _ size: PartialSize, _ origin: Place?) -> Diagnostic {
        Diagnostic(
            .headInput,
            "a \(layer.definition.syntax.title) needs a feature map, and its input is a vector of \(size)",
            at: layer.span, notes: made(by: origin, size),
            help: "move it in front of what makes the vector, or remove it")
    }

    /// A layer that can make nothing of its input.
    static func impossible(_ layer: Layer, _ size: PartialSize?, _ problem: LayerOutput.Problem, _ origin: Place?)
        -> Diagnostic
    {
        func name(_ axis: Int) -> String { TensorShape.axisName(axis, of: size?.spatialAxes ?? Spec.spatialAxes) }
        switch problem {
        case .overflow(let axis): return axisTooLarge(layer, name(axis))
        case .nothingLeft(let axis): return nothingLeft(layer, size, name(axis), origin)
        case .windows(let failures):
            return kernelTooLarge(layer, size, failures.map { (name($0.axis), $0.window, $0.input) }, origin)
        case .reshape(let from, let to): return reshapeDiffers(layer, from, to, origin)
        }
    }

    private static func kernelTooLarge(
        _ layer: Layer, _ size: PartialSize?, _ failures: [(axis: String, window: Window, input: Int)],
        _ origin: Place?
    ) -> Diagnostic {
        let kernel = layer.arguments.extent("kernel")?.text() ?? "the"
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
                "a smaller \(window.dilation > 1 ? "kernel or dilation" : "kernel"), a smaller stride or fewer poolings before it"
                + (shortage.map { $0 <= 64 ? ", or padding of at least \($0)" : "" } ?? ""))
    }

    private static func axisTooLarge(_ layer: Layer, _ axis: String) -> Diagnostic {
        Diagnostic(
            .sizeOverflow, "the \(axis) behind \(layer.name) is too large to count",
            at: layer.arguments.span(of: "padding") ?? layer.span, help: "is a number mistyped?")
    }

    static func doesNotDivide(_ layer: Layer, _ divisor: LayerDefinition.Divisor, _ count: Int, _ origin: Place?)
        -> Diagnostic
    {
        let isOfInput = divisor.dividend == .inputChannels
        let what = isOfInput ? "the \(counted(count, "channel")) of its input" : "its \(counted(count, "filter"))"
        return Diagnostic(
            .groupsDoNotDivide, "\(divisor.title) don't divide \(what)",
            at: layer.arguments.span(of: divisor.name) ?? layer.span,
            notes: origin.map {
                isOfInput
                    ? [
                        Diagnostic.Note(
                            "\(counted(count, "channel")) \(count == 1 ? "comes" : "come") from \($0.description)",
                            at: $0.span)
                    ] : []
            } ?? [],
            help: divisor.isFree ? nearest(divisor, count) : "make them a multiple of \(divisor.count)")
    }

    /// Into how many parts so many channels can be divided.
    private static func nearest(_ divisor: LayerDefinition.Divisor, _ count: Int) -> String {
        guard count > 1 else { return "one can't be divided: leave the \(divisor.name) out" }
        let divisors = (1...min(count, 64)).filter { count % $0 == 0 }
        let nearest =
            nearestDivisor(of: count, to: divisor.count)
            ?? (divisor.count > count ? count : divisors[divisors.count - 1])
        return
            "\(count) can be divided into \(Suggestion.list(divisors.prefix(8).map(String.init))) \(divisor.name); the nearest is \(nearest)"
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
            .expectContradicted, "the size here is inferred as \(size), and declared as \(declared)",
            at: expectation.span, about: .clash(expectation.span),
            notes: origin.map { [Diagnostic.Note("\($0.description) gives \(size)", at: $0.span)] } ?? [],
            help: "change the layers above, or write `expect \(size)`",
            // What a contract declares only a person knows.
            leavesChoice: true,
            // What comes after it may count on what it declares.
            proposals: size.known.map {
                [[Diagnostic.Fix("expect \($0)", replacing: expectation.span, with: $0.description)]]
            } ?? [])
    }

    static func mistaken(_ layer: Layer, _ mistake: LayerDefinition.Mistake) -> Diagnostic {
        Diagnostic(
            .wrongType, mistake.message, at: layer.arguments.span(of: mistake.parameter) ?? layer.span,
            help: mistake.help)
    }

    private static func nothingLeft(_ layer: Layer, _ size: PartialSize?, _ axis: String, _ origin: Place?)
        -> Diagnostic
    {
        let parameter = layer.arguments.syntax.parameter(named: "margin") == nil ? "padding" : "margin"
        return Diagnostic(
            .nothingLeft,
            "nothing is left of the \(axis) of its input \(size?.description ?? "")",
            at: layer.arguments.span(of: parameter) ?? layer.span, about: .clash(layer.span),
            notes: made(by: origin, size),
            help: "cut off less, or enlarge what comes before it")
    }

    private static func reshapeDiffers(_ layer: Layer, _ input: TensorShape, _ output: TensorShape, _ origin: Place?)
        -> Diagnostic
    {
        Diagnostic(
            .reshapeSize,
            "\(input) has \(input.checkedCount.map(String.init) ?? "too many") values, "
                + (output.isFeatureMap
                    ? "and \(output) \(output.checkedCount.map(String.init) ?? "too many")" : "not \(output)"),
            at: layer.arguments.span(of: "size") ?? layer.span, about: .clash(layer.span),
            notes: made(by: origin, PartialSize(known: input)),
            help: "a reshape keeps the number of values")
    }

    private static func made(by origin: Place?, _ size: PartialSize?) -> [Diagnostic.Note] {
        guard let origin, let size else { return [] }
        return [Diagnostic.Note("\(origin.description) gives \(size)", at: origin.span)]
    }
}
