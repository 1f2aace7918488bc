import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Other padding, strides, rounding, and kernels.
extension Proposals {
    var windows: [Proposal] {
        // Conflicting sizes of maps, or the number of values of a flattened map.
        guard !chain.axes.contains(.channels) || chain.axes == [.channels] && flattened != nil else { return [] }
        let places = windowedLayers
        var alone: [Proposal] = []
        /// The layers of which one alone is enough.
        var enough: (padded: Set<Int>, rounded: Set<Int>) = ([], [])
        for place in places {
            // Half the kernel divides the size by a stride of two; larger strides have less padding in practice.
            let kept = place.stride.largest > 2 ? [] : sizeKept([place])
            let padded = kept.isEmpty ? padding(place) : kept
            let rounded = rounding([place])
            if padded.contains(where: { $0.sense != .rare }) { enough.padded.insert(place.distance) }
            if !rounded.isEmpty { enough.rounded.insert(place.distance) }
            alone += padded + outputPadding(place) + rounded
        }
        // What is written alike is changed alike.
        var (alike, together): ([Proposal], [Proposal]) = ([], [])
        for set in similar(places) {
            let distances = Set(set.map(\.distance))
            if set.allSatisfy({ $0.form == set[0].form }) {
                alike += sizeKept(set)
                if enough.padded.isDisjoint(with: distances) { alike += samePadding(set) }
            } else {
                together += sizeKept(set, enough.padded.isDisjoint(with: distances) ? .usual : .unusual)
            }
            if enough.rounded.isDisjoint(with: distances) { together += rounding(set) }
        }
        var found = alike + enlarged(places) + alone + together + unpadded(places) + cropped(places)
        found += places.lazy.map(stride).first { !$0.isEmpty } ?? []
        found += places.lazy.map(removal).first { !$0.isEmpty } ?? []
        found += atConflict
        return found.isEmpty ? places.flatMap(strideAndPadding) : found
    }

    var windowedLayers: [WindowedLayer] {
        layers.prefix(Self.mostLayers).enumerated().map { distance, place in
            WindowedLayer(place.layer, distance: distance, name: name(of: place.layer, at: place.step))
        }
    }

    /// A long chain has more lines than anybody would change.
    private static let mostLayers = 64
    static let mostPadding = 12

    /// Sets of layers that would be changed together: those of the same form, all that keep the size with padding, and all
    /// windows with an odd kernel.
    private func similar(_ places: [WindowedLayer]) -> [[WindowedLayer]] {
        let odd = places.filter { $0.padding != nil && $0.half != nil }
        var sets = [odd.filter { $0.stride == 1 && !$0.isPooling }, odd.filter { !$0.isPooling }, odd]
        var forms: [WindowedLayer.Form] = []
        for place in places where !forms.contains(place.form) { forms.append(place.form) }
        sets += forms.map { form in places.filter { $0.form == form } }
        var seen: Set<[Int]> = []
        return sets.filter { $0.count > 1 && seen.insert($0.map(\.distance)).inserted }
    }

    func proposal(_ sense: Proposal.Sense, _ places: [WindowedLayer], _ changes: [LayerChange]) -> [Proposal] {
        // In the order of the text.
        let ordered = zip(places, changes).sorted { $0.0.layer.span.start < $1.0.layer.span.start }.map(\.1)
        return [Proposal(sense, distance: places.map(\.distance).min() ?? 0, ordered)]
    }

    // MARK: Padding

    /// Half the kernel on each side, which keeps the size at stride 1 and divides it by the stride otherwise.
    private func sizeKept(_ places: [WindowedLayer], _ sense: Proposal.Sense = .usual) -> [Proposal] {
        let changed = places.filter { $0.padding != $0.half }
        guard !changed.isEmpty, changed.allSatisfy({ $0.padding != nil && $0.half != nil && !$0.countsPadding }) else {
            return []
        }
        let changes = changed.map { $0.padded($0.half ?? 0) }
        return fits(changes) ? proposal(sense, changed, changes) : []
    }

    /// The padding nearest to the present one: up to half the kernel, beyond it only where nothing else fits.
    private func padding(_ place: WindowedLayer) -> [Proposal] {
        guard let padding = place.padding.flatMap(place.side), let reach = place.reach else { return [] }
        let most =
            place.countsPadding ? 0 : place.isPooling ? place.kernel.largest / 2 : min(reach - 1, Self.mostPadding)
        let values = (0...max(most, 0)).filter { $0 != padding && place.sides($0) != place.half }
        let usual = values.filter { $0 <= reach / 2 }.sorted { abs($0 - padding) < abs($1 - padding) }
        if let value = usual.first(where: { fits([place.padded(place.sides($0))]) }) {
            let sense: Proposal.Sense = value > 0 && place.isPooling && place.half == nil ? .unusual : .common
            return proposal(sense, [place], [place.padded(place.sides(value))])
        }
        guard let value = values.first(where: { $0 > reach / 2 && fits([place.padded(place.sides($0))]) }) else {
            return []
        }
        return proposal(.rare, [place], [place.padded(place.sides(value))])
    }

    /// No padding for layers that keep the size, which aren't lines of the chain, where a contract says that it is smaller.
    private func unpadded(_ places: [WindowedLayer]) -> [Proposal] {
        guard case .expectation = graph.nodes[chain.step].operation else { return [] }
        let known = Set(places.map(\.layer.span))
        let kept = keepingLayers.filter { !known.contains($0.layer.span) }.prefix(Self.mostLayers).enumerated()
            .map { WindowedLayer($1.layer, distance: $0, name: name(of: $1.layer, at: $1.step)) }
            .filter { $0.padding.map { $0 != 0 } ?? false && !$0.isTransposed }
        guard !kept.isEmpty else { return [] }
        let alike = similar(kept).filter { set in set.allSatisfy { $0.form == set[0].form } }
        return (kept.map { [$0] } + alike).flatMap { set in
            let changes = set.map { $0.padded(0) }
            return fits(changes) ? proposal(.common, set, changes) : []
        }
    }

    /// The same padding, of at most half the kernel, for layers of one form.
    private func samePadding(_ places: [WindowedLayer]) -> [Proposal] {
        guard let first = places.first, places.allSatisfy({ $0.form == first.form }),
            let padding = first.padding.flatMap(first.side), let reach = first.reach, !first.countsPadding
        else { return [] }
        for value in 0...min(reach / 2, Self.mostPadding) where value != padding && first.sides(value) != first.half {
            let changes = places.map { $0.padded($0.sides(value)) }
            // Nobody pads several poolings that divide a map.
            let sense: Proposal.Sense = value > 0 && first.isPooling && first.half == nil ? .rare : .common
            if fits(changes) { return proposal(sense, places, changes) }
        }
        return []
    }

    // MARK: Rounding and strides

    private func rounding(_ places: [WindowedLayer]) -> [Proposal] {
        // A window that is larger than its input sees what lies outside, however the size is rounded.
        guard
            places.allSatisfy({
                $0.layer.arguments.syntax.parameter(named: "ceil") != nil
                    && $0.layer.span != graph.nodes[chain.step].span
            })
        else { return [] }
        let roundsUp = places.contains { $0.layer.arguments.boolean("ceil") == true }
        let changed = places.filter { ($0.layer.arguments.boolean("ceil") ?? false) == roundsUp }
        let changes = changed.map { $0.changed([("ceil", .boolean(!roundsUp))]) }
        return fits(changes) ? proposal(.usual, changed, changes) : []
    }

    private func stride(_ place: WindowedLayer) -> [Proposal] {
        guard place.canStride else { return [] }
        let values = ((1...4) + enlargements(place)).filter { Extent($0) != place.stride }
        guard let value = values.first(where: { fits([place.strided($0)]) }) else { return [] }
        return proposal(.unusual, [place], [place.strided(value)])
    }

    /// Without a pooling, if nothing uses its name.
    private func removal(_ place: WindowedLayer) -> [Proposal] {
        guard place.isPooling, !place.layer.isNamed, place.reach != nil, fits(without: place.layer)
        else { return [] }
        let isTooSmall = if case .layer = graph.nodes[chain.step].operation { true } else { false }
        return [
            Proposal(
                isTooSmall ? .common : .unusual, distance: place.distance,
                [Diagnostic.Fix("without \(place.name)", replacing: place.layer.span, with: "")])
        ]
    }

    private func strideAndPadding(_ place: WindowedLayer) -> [Proposal] {
        guard place.canStride, place.padding != nil, let reach = place.reach, !place.countsPadding else { return [] }
        for stride in 1...2 {
            for padding in 0...min(reach / 2, Self.mostPadding) {
                let change = place.changed(place.padded(Extent(padding)).values + place.strided(stride).values)
                if fits([change]) { return proposal(.unusual, [place], [change]) }
            }
        }
        return []
    }

    // MARK: A kernel larger than its input

    /// Windows up to this size pool a map in steps; larger ones are usually meant to cover all of it.
    private static let smallestGlobal = 3

    /// A kernel with its sides swapped, a smaller one, or the pooling of the whole map.
    private var atConflict: [Proposal] {
        guard case .layer(let layer) = graph.nodes[chain.step].operation,
            let input = graph.nodes[chain.step].inputs.first
        else { return [] }
        let place = WindowedLayer(layer, distance: 0, name: name(of: layer, at: chain.step))
        let lengths = sizes.extents.compactMap { $0[input] }
        guard place.reach != nil, layer.arguments.isWritten("kernel"), lengths.count == sizes.extents.count else {
            return []
        }
        var result: [Proposal] = []
        // Along axes of one pixel, only a kernel of one pixel fits.
        let isGlobal = lengths.indices.allSatisfy { axis in
            place.kernel[axis] >= lengths[axis] && (place.kernel[axis] > Self.smallestGlobal || lengths[axis] == 1)
        }
        if place.isPooling, !layer.isPart, isGlobal, place.kernel.largest > Self.smallestGlobal,
            let kind = layer.arguments.word("kind"),
            let text = NotationWriter.text(
                of: LayerDefinition.globalPooling.syntax, ["kind": kind], name: layer.isNamed ? layer.name : nil)
        {
            result.append(Proposal(.usual, [Diagnostic.Fix(text, replacing: layer.span, with: text)]))
        }
        var kernels: [(Proposal.Sense, Extent)] = []
        if lengths.contains(1), let flat = Extent(lengths.indices.map { lengths[$0] == 1 ? 1 : place.kernel[$0] }),
            flat.contains(where: { $0 > 1 })
        {
            kernels.append((.usual, flat))
        }
        if place.kernel.axisCount == 2 { kernels.append((.common, Extent(place.kernel[1], place.kernel[0]))) }
        let padded = lengths.enumerated().map { axis, length in
            length + 2 * (place.padding?[axis] ?? 0)
        }
        let smaller = (0..<lengths.count).map { axis in
            let fitting = min(place.kernel[axis], max(1, (padded[axis] - 1) / max(place.dilation[axis], 1) + 1))
            return fitting % 2 == 0 && place.kernel[axis] % 2 == 1 ? fitting - 1 : fitting
        }
        if let extent = Extent(smaller) { kernels.append((.unusual, extent)) }
        for (sense, kernel) in kernels where kernel != place.kernel && (kernel != 1 || !place.isPooling) {
            let change = place.changed([("kernel", .extent(kernel))])
            if fits([change]) { result += proposal(sense, [place], [change]) }
        }
        return result
    }
}

/// A layer with a window, as far as changing the window is concerned.
struct WindowedLayer {
    /// What layers have in common that would be changed together.
    struct Form: Equatable {
        var kind: String
        var kernel, stride, dilation: Extent
        var padding: Extent?
    }

    let layer: Layer
    /// The number of changed lines between it and the conflict.
    let distance: Int
    /// Its name in fixes.
    let name: String
    let kernel, stride, dilation: Extent
    /// The padding, if it has some and it is the same at both ends.
    let padding: Extent?

    init(_ layer: Layer, distance: Int, name: String) {
        (self.layer, self.distance, self.name) = (layer, distance, name)
        kernel = layer.arguments.extent("kernel") ?? 1
        stride = layer.arguments.extent("stride") ?? 1
        dilation = layer.arguments.extent("dilation") ?? 1
        let margin: Margin? =
            switch layer.arguments["padding"] {
            case .padding(let padding): padding.sides
            case .margin(let margin): margin
            default: nil
            }
        padding = margin.flatMap { $0.before == $0.after ? $0.before : nil }
    }

    var isPooling: Bool { layer.definition.traits.contains(.pools) }
    /// Whether zeros around the map change the values that it outputs.
    var countsPadding: Bool {
        layer.arguments.word("kind") == Pooling.average.rawValue && layer.arguments.boolean("count padding") != false
    }
    var form: Form { Form(kind: layer.kind, kernel: kernel, stride: stride, dilation: dilation, padding: padding) }
    /// The number of pixels that the window covers; nil if it has no kernel.
    var reach: Int? { layer.arguments.extent("kernel").map { _ in (kernel.largest - 1) * dilation.largest + 1 } }

    /// Half the kernel, if it has a middle and the padding of the layer keeps sizes.
    var half: Extent? {
        guard reach != nil, padding != nil, !layer.definition.traits.contains(.enlargesMaps),
            !kernel.contains(where: { $0 % 2 == 0 })
        else { return nil }
        return kernel.combined(with: dilation) { ($0 - 1) / 2 * $1 }
    }

    /// The stride of a pooling that isn't written is its kernel.
    var canStride: Bool {
        layer.arguments.extent("stride").map(\.isUniform) == true
            && (layer.arguments.isWritten("stride")
                || layer.definition.syntax.parameter(named: "stride")?.fallbackParameter == nil)
    }

    /// A number of pixels along the axes on which the window is larger than a pixel, or all if it is on none.
    func sides(_ value: Int) -> Extent {
        kernel.contains { $0 == 1 } && kernel.contains { $0 > 1 } ? kernel.map { $0 > 1 ? value : 0 } : Extent(value)
    }

    /// The number of pixels of which these are the sides; nil if there is none.
    func side(_ sides: Extent) -> Int? { sides == self.sides(sides.largest) ? sides.largest : nil }

    func changed(_ values: [(name: String, value: ParameterValue)]) -> LayerChange {
        LayerChange(layer, values, name: name)
    }

    func padded(_ value: Extent) -> LayerChange { changed([("padding", .padding(.explicit(Margin(value))))]) }

    func strided(_ value: Int) -> LayerChange { changed([("stride", .extent(Extent(value)))]) }
}
