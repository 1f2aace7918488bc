import Basics
import NetworkTerms
import SpecLanguage

/// Conventional values: odd kernels, padding by half the kernel, strides of 1 and 2, no dilation, and adjacent pooling
/// windows. A transposed convolution makes the map larger by exactly its stride.
extension Arguments {
    /// Returns the arguments with the open parameters along one axis filled in, and those of the other axes in the same
    /// way.
    func filled(_ values: [OpenNumber: Int], along axis: Int) -> Arguments? {
        var all = values
        for (name, parameter) in open where parameter.role != .channels {
            for number in parameter.numbers(name: name) where all[number] == nil {
                var twin = number
                twin.component = .spatial(axis)
                all[number] = values[twin] ?? 1
            }
        }
        let result = filling(all)
        return result.open.allSatisfy { $0.value.role == .channels } ? result : nil
    }

    func range(of number: OpenNumber, _ bounds: SearchBounds) -> ClosedRange<Int> {
        switch open[number.name]?.role {
        case .kernel: 1...bounds.kernel
        case .stride: 1...bounds.stride
        case .padding: 0...bounds.padding
        case .outputPadding: 0...bounds.stride - 1
        case .dilation: 1...bounds.dilation
        case .channels, nil: 1...1
        }
    }

    private func number(_ name: String, along axis: Int) -> Int? {
        extent(name)?[axis]
    }

    /// Returns the kernel and stride along an axis, if there is a kernel.
    func window(along axis: Int) -> (kernel: Int, stride: Int)? {
        number("kernel", along: axis).map { kernel in
            (kernel, number("stride", along: axis) ?? (syntax.key == "pool" ? kernel : 1))
        }
    }

    /// Returns the padding before and after along an axis; nil for `same`.
    private func sides(along axis: Int) -> (Int, Int)? {
        let margin: Margin? =
            switch self["padding"] {
            case .padding(let padding): padding.sides
            case .margin(let margin): margin
            default: Margin.none
            }
        return margin.map { ($0.before[axis], $0.after[axis]) }
    }

    /// Whether no window reads only padding. Such a window isn't an answer if the padding or kernel is open.
    func padsLessThanReach(where written: Arguments, along axis: Int) -> Bool {
        guard written.open["padding"] != nil || written.open["kernel"] != nil || written.open["dilation"] != nil else {
            return true
        }
        guard let kernel = number("kernel", along: axis), let (before, after) = sides(along: axis),
            let reach = product(number("dilation", along: axis) ?? 1, kernel - 1)
        else { return true }
        return max(before, after) <= reach
    }

    /// Returns the arguments with all axes equal to one of them.
    func square(as axis: Int) -> Arguments {
        func square(_ extent: Extent) -> Extent { Extent(uniform: extent[axis]) }
        func square(_ margin: Margin) -> Margin { Margin(before: square(margin.before), after: square(margin.after)) }
        var result = self
        for (name, value) in call.values {
            switch value {
            case .extent(let extent): result.rewrite(name, .extent(square(extent)))
            case .margin(let margin): result.rewrite(name, .margin(square(margin)))
            case .padding(.explicit(let margin)): result.rewrite(name, .padding(.explicit(square(margin))))
            default: break
            }
        }
        return result
    }

    /// Whether the filled-in values are conventional along an axis.
    func isConventional(_ filled: Arguments, along axis: Int) -> Bool {
        let kernel = filled.number("kernel", along: axis) ?? 1
        let stride = filled.number("stride", along: axis) ?? (syntax.key == "pool" ? kernel : 1)
        let dilation = filled.number("dilation", along: axis) ?? 1
        let sides = filled.sides(along: axis)
        if syntax === LayerDefinition.transposedConvolution.syntax {
            return isConventional(transposed: filled, along: axis)
        }
        if syntax.key == "pool", kernel == stride, kernel <= 3, sides.map({ $0 == (0, 0) }) ?? true { return true }
        func holds(_ name: String, _ condition: Bool) -> Bool { open[name] == nil || condition }
        let half = (product(dilation, kernel - 1) ?? 0) / 2
        return holds("kernel", kernel % 2 == 1 && kernel <= 11) && holds("stride", stride <= 2)
            && holds("padding", sides.map { $0 == (half, half) } ?? true) && holds("dilation", dilation == 1)
            && (open["kernel"] == nil && open["stride"] == nil || kernel >= stride || kernel == 1)
    }

    /// Whether a transposed convolution enlarges the map by exactly its stride in one of the usual ways: a kernel as large
    /// as the stride, or twice as large and padded by half the stride, or an odd one padded by its half.
    private func isConventional(transposed filled: Arguments, along axis: Int) -> Bool {
        let kernel = filled.number("kernel", along: axis) ?? 1
        let stride = filled.number("stride", along: axis) ?? 1
        let added = (filled.margin("output padding") ?? .none).after[axis]
        guard stride <= 4, filled.number("dilation", along: axis) ?? 1 == 1, let sides = filled.sides(along: axis)
        else {
            return filled.padding("padding") == .same && stride <= 4
        }
        if kernel == stride { return sides == (0, 0) && added == 0 }
        if kernel == 2 * stride, stride % 2 == 0 { return sides == (stride / 2, stride / 2) && added == 0 }
        let half = kernel / 2
        return kernel % 2 == 1 && kernel <= 7 && kernel > stride && sides == (half, half) && added == stride - 1
    }
}
