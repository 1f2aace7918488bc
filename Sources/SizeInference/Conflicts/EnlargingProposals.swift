import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Changes of the layers that enlarge maps, and cropping of what they make too large.
extension Proposals {
    // MARK: Transposed convolutions

    /// The most transposed convolutions that are changed independently, and the most choices for them that are tried.
    private static let mostMixed = 6
    private static let mostChoices = 256

    /// The usual padding, half the kernel, for transposed convolutions, with the output padding that leads to the
    /// required size: the same for all, or the fewest changes.
    func enlarged(_ places: [WindowedLayer]) -> [Proposal] {
        let places = places.filter { $0.isTransposed && $0.stride != 1 }
        guard !places.isEmpty else { return [] }
        let options = places.map(\.enlargements)
        if places.count > 1 {
            for index in 0..<(options.map(\.count).max() ?? 0) {
                let changes = zip(places, options).compactMap { $1.indices.contains(index) ? $1[index] : nil }
                if changes.count > 1, fits(changes) {
                    return proposal(
                        .usual, places.filter { place in changes.contains { $0.layer.span == place.layer.span } },
                        changes)
                }
            }
        }
        guard places.count > 1, places.allSatisfy({ outputPadding($0).isEmpty }) else { return [] }
        let count = min(places.count, Self.mostMixed)
        var choices: [[Int]] = [[]]
        for option in options.prefix(count) {
            choices = choices.flatMap { choice in (0...option.count).map { choice + [$0] } }
            guard choices.count <= Self.mostChoices else { return [] }
        }
        func changed(_ choice: [Int]) -> Int { choice.count { $0 > 0 } }
        for choice in choices.sorted(by: { changed($0) < changed($1) }) where changed(choice) > 1 {
            let chosen = choice.indices.filter { choice[$0] > 0 }
            let changes = chosen.map { options[$0][choice[$0] - 1] }
            if fits(changes) { return proposal(.usual, chosen.map { places[$0] }, changes) }
        }
        return []
    }

    /// The rows that a stride drops are restored by output padding, perhaps with padding of half the kernel.
    func outputPadding(_ place: WindowedLayer) -> [Proposal] {
        guard place.isTransposed, let reach = place.reach else { return [] }
        let present = place.outputPadding
        // The present padding first, whether it is numbers or a word.
        let paddings: [Extent?] =
            [nil] + (0...min(reach / 2, Self.mostPadding)).map(place.sides).filter { $0 != place.padding }
        for added in 0..<min(max(place.stride.largest, 1), 8) {
            let margin = place.added(added)
            for padding in paddings {
                guard margin != present || padding != nil && (present != .none || place.padding == nil) else {
                    continue
                }
                let change = place.changed(padding: padding, outputPadding: margin)
                if fits([change]) { return proposal(padding == nil ? .usual : .common, [place], [change]) }
            }
        }
        return []
    }

    /// The strides with which a layer that enlarges maps would reach the required size.
    func enlargements(_ place: WindowedLayer) -> [Int] {
        guard place.isTransposed, case .expectation(let expectation) = graph.nodes[chain.step].operation,
            let input = graph.nodes[chain.step].inputs.first, place.stride.isUniform
        else { return [] }
        return sizes.axes.indices.prefix(1).compactMap { axis in
            guard let wanted = expectation.dimensions.spatial(axis), let present = sizes.extents[axis][input],
                present > 0, wanted > present, wanted % present == 0
            else { return nil }
            return product(place.stride[0], wanted / present)
        }
    }

    // MARK: Cropping

    /// The most that is cropped: a part of the required size, as those of a decoder whose input isn't a multiple of its
    /// strides.
    private static let largestCropping = 4

    /// Cropping a map that is a little too large, perhaps after padding that keeps the size of each convolution.
    func cropped(_ places: [WindowedLayer]) -> [Proposal] {
        guard case .expectation(let expectation) = graph.nodes[chain.step].operation,
            let last = graph.nodes[chain.step].inputs.first, case .layer(let layer) = graph.nodes[last].operation,
            !graph.isNested(last), !graph.isNested(chain.step), !layer.isPart,
            places.contains(where: { $0.layer.definition.traits.contains(.enlargesMaps) })
        else { return [] }
        let wanted = sizes.axes.indices.compactMap { expectation.dimensions.spatial($0) }
        guard wanted.count == sizes.axes.count else { return [] }
        let kept = places.filter { $0.stride == 1 && !$0.isPooling && $0.half != nil && $0.padding != $0.half }
        let choices = [[], kept.sorted { $0.layer.span.start < $1.layer.span.start }.map { $0.padded($0.half ?? 0) }]
        for changes in kept.isEmpty ? Array(choices.prefix(1)) : choices {
            guard let lengths = lengths(after: changes) else { continue }
            let surplus = zip(lengths, wanted).map { $0 - $1 }
            guard zip(surplus, wanted).allSatisfy({ $0 >= 0 && $0 <= $1 / Self.largestCropping }),
                let before = Extent(surplus.map { $0 / 2 }), let after = Extent(surplus.map { ($0 + 1) / 2 }),
                surplus.contains(where: { $0 > 0 })
            else { continue }
            let line = "crop \(Margin(before: before, after: after).text)"
            let place = Span(file: layer.span.file, start: layer.span.end, end: layer.span.end)
            let insertion = Diagnostic.Edit(span: place, replacement: "\n- \(line)")
            guard !changes.isEmpty else {
                return [Proposal(.common, [Diagnostic.Fix("add \(line)", edits: [insertion])])]
            }
            let ways = changes.fixes.map { Diagnostic.Fix("\($0.title); add \(line)", edits: $0.edits + [insertion]) }
            return [Proposal(.common, ways)]
        }
        return []
    }
}

extension WindowedLayer {
    fileprivate static let outputPaddingName = "output padding"

    /// Whether it is a transposed convolution.
    var isTransposed: Bool { layer.definition.syntax.parameter(named: Self.outputPaddingName) != nil }

    fileprivate var outputPadding: Margin { layer.arguments.margin(Self.outputPaddingName) ?? .none }

    /// Output padding along the axes with a stride.
    fileprivate func added(_ count: Int) -> Margin {
        stride.contains { $0 == 1 } && stride.contains { $0 > 1 }
            ? Margin(stride.map { $0 > 1 ? count : 0 }) : Margin(count)
    }

    /// - Parameter padding: the padding, unless it stays.
    fileprivate func changed(padding: Extent?, outputPadding margin: Margin) -> LayerChange {
        var values: [(name: String, value: ParameterValue)] = []
        if let padding { values.append(("padding", .padding(.explicit(Margin(padding))))) }
        if margin != outputPadding { values.append((Self.outputPaddingName, .margin(margin))) }
        return changed(values)
    }

    /// Half the kernel as padding, with each output padding; and `same` without any.
    fileprivate var enlargements: [LayerChange] {
        let middle = kernel.combined(with: dilation) { ($0 - 1) * $1 / 2 }
        var changes = (0..<min(stride.largest, 4)).map { count in
            changed(padding: middle == padding ? nil : middle, outputPadding: added(count))
        }
        if padding == nil { changes.append(changed(padding: nil, outputPadding: .none)) }
        return changes.filter { !$0.values.isEmpty }
    }
}
