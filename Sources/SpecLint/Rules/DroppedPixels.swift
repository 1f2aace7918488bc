import Basics
import NetworkTerms
import SizeInference
import SpecLanguage
import SpecText

extension Rule {
    /// Rows or columns at the end of a map that no window reaches.
    static let droppedPixels = Rule("dropped-pixels", .sizes, .advice)
}

extension LintRule {
    static let droppedPixels = LintRule(
        .droppedPixels,
        summary: "Every row and column of a map is seen by the next layer.",
        reason: """
            If the stride doesn't divide what remains after the first window, the last rows and columns are never \
            seen: nothing is learned from them, and the center of the map shifts. Other frameworks drop them by \
            default, too, and so do some published networks. Unseen padding costs nothing and \
            isn't reported, nor are pixels skipped by a window of one pixel, which takes every n-th pixel as shortcuts \
            do.
            """,
        source: "Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, relationship 15",
        example: """
            input: 224x224x3
            body:
              - 7x7 conv, 64, /2, relu
            """,
        better: """
            input: 224x224x3
            body:
              - 7x7 conv, 64, /2, pad 3, relu
            """,
        check: { linted in
            // A layer of a block is reported for the first use that loses pixels.
            var reported: Set<Span> = []
            return linted.places.compactMap { place in
                guard place.layer.moves, let dropped = place.layer.step.droppedPixels,
                    dropped.axes.contains(where: \.isLoss), reported.insert(place.span).inserted
                else { return nil }
                return Message.loses(place.layer, dropped.axes)
            }
        })
}

extension SizedLayer {
    /// Whether a window moves by more than one pixel. Otherwise it always reaches the end.
    fileprivate var moves: Bool {
        (0..<input.spatialAxes).contains { (relation.window(along: $0)?.stride ?? 1) > 1 }
    }
}

extension DroppedPixels.Axis {
    /// Whether pixels of the map are lost that a window was to see.
    fileprivate var isLoss: Bool { pixels > 0 && window.kernel > 1 }
}

private enum Message {
    static func loses(_ layer: SizedLayer, _ axes: [DroppedPixels.Axis]) -> Diagnostic {
        let losses = axes.enumerated().filter(\.element.isLoss)
        let lost = losses.map { last($0.element.pixels, sliceName($0.offset, of: axes.count)) }
        let reasons = losses.map { Self.reason($0.element) }
        let reason =
            Set(reasons).count > 1
            ? zip(losses, reasons).map { "of the \(sliceName($0.offset, of: axes.count))s \($1)" }
                .joined(separator: ", ") : reasons[0]
        return Diagnostic(
            .droppedPixels,
            """
            \(layer.name) never sees the last \(Suggestion.list(lost, conjunction: "and")) of its \(layer.input) \
            input: \(reason)
            """,
            at: layer.layer.span, help: help(layer, axes))
    }

    /// What one pixel's width of a map is called across an axis: a row across its height, a column across its width.
    private static func sliceName(_ axis: Int, of spatialAxes: Int) -> String {
        switch TensorShape.axisName(axis, of: spatialAxes) {
        case "height": "row"
        case "width": "column"
        default: "slice"
        }
    }

    private static func last(_ count: Int, _ noun: String) -> String {
        count == 1 ? noun : "\(count) \(noun)s"
    }

    /// `the last of 109 windows ends at 108 * 2 + 7 = 223`.
    private static func reason(_ axis: DroppedPixels.Axis) -> String {
        let before = axis.window.before(input: axis.input) ?? 0
        let padding = before == 0 ? "" : " - \(before)"
        let reach = axis.window.reach ?? axis.window.kernel
        return axis.outputs == 1
            ? "its only window ends at \(before == 0 ? "" : "\(reach)\(padding) = ")\(axis.end)"
            : """
            the last of its \(axis.outputs) windows ends at \(axis.outputs - 1) * \(axis.window.stride) + \
            \(reach)\(padding) = \(axis.end)
            """
    }

    // MARK: Changes that lose nothing

    /// Each one is checked before it is offered.
    private static func help(_ layer: SizedLayer, _ axes: [DroppedPixels.Axis]) -> String? {
        func input(_ change: (DroppedPixels.Axis) -> Int) -> String? {
            let sizes = axes.compactMap { axis in
                axis.isLoss ? sum(axis.input, change(axis)).flatMap { kept($0, axis.window) } : axis.input
            }
            return sizes.count == axes.count ? sizes.sizeText : nil
        }
        let smaller = input { -$0.pixels }
        let larger = input { $0.window.stride - $0.pixels - $0.padding }
        let sizes = [smaller, larger].compactMap { $0 }
        let names = layer.layer.definition.syntax.parameters.map(\.name)
        var options: [String] = []
        if names.contains("ceil"), axes.allSatisfy({ !$0.isLoss || $0.roundedUp }) {
            options.append("`ceil`")
        }
        if let margin = padding(layer, axes) { options.append("`pad \(margin.text)`") }
        let offers = [
            options.isEmpty ? nil : "with \(Suggestion.list(options))",
            sizes.isEmpty ? nil : "if the input of \(layer.name) is \(Suggestion.list(sizes))",
        ].compactMap { $0 }
        return offers.isEmpty ? nil : "nothing is lost \(offers.joined(separator: ", or "))"
    }

    private static func kept(_ size: Int, _ window: Window) -> Int? {
        size > 0 && window.dropped(of: size)?.pixels == 0 ? size : nil
    }

    /// The padding that gives the last pixels of each axis a window, if the layer takes it.
    private static func padding(_ layer: SizedLayer, _ axes: [DroppedPixels.Axis]) -> Margin? {
        func sides(_ axis: DroppedPixels.Axis) -> (before: Int, after: Int)? {
            guard case .sides(let before, let after) = axis.window.padding else { return nil }
            guard axis.isLoss else { return (before, after) }
            guard let padded = sum(after, axis.window.stride - axis.pixels - axis.padding) else { return nil }
            var window = axis.window
            window.padding = .sides(before: before, after: padded)
            return padded > after && window.dropped(of: axis.input)?.pixels == 0 ? (before, padded) : nil
        }
        let padded = axes.compactMap(sides)
        guard padded.count == axes.count, let before = Extent(padded.map(\.before)),
            let after = Extent(padded.map(\.after))
        else { return nil }
        let margin = Margin(before: before, after: after)
        var arguments = layer.layer.arguments
        let span = arguments.span(of: "padding") ?? layer.layer.span
        arguments.write(.padding(.explicit(margin)), for: "padding", at: span)
        return layer.layer.definition.sizing.mistake(arguments.call) == nil ? margin : nil
    }
}

extension DroppedPixels.Axis {
    /// Whether one more window, which may reach beyond the map, covers the lost pixels.
    fileprivate var roundedUp: Bool {
        var window = window
        window.roundsUp = true
        return window.dropped(of: input)?.pixels == 0
    }
}
