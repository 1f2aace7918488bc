import NetworkTerms
import SpecLanguage
import SpecText

/// A size of which some axes may be unknown.
struct PartialSize: Hashable, CustomStringConvertible {
    let axes: [Int?]
    /// The size, where all of it is known.
    let known: TensorShape?

    init(axes: [Int?]) {
        self.axes = axes
        if axes.count == 3, let height = axes[0], let width = axes[1], let channels = axes[2] {
            known = TensorShape(height: height, width: width, channels: channels)
        } else if axes.count == 1, let units = axes[0] {
            known = TensorShape(units: units)
        } else {
            known = nil
        }
    }

    static func == (one: PartialSize, other: PartialSize) -> Bool { one.axes == other.axes }

    func hash(into hasher: inout Hasher) { hasher.combine(axes) }

    var description: String { axes.map { $0.map(String.init) ?? "?" }.joined(separator: "x") }
}

extension PartialSize {
    /// The middle of a map, of the height and width of another; itself where it is the smaller one, or no map.
    func cropped(to other: PartialSize?) -> PartialSize {
        guard let other, axes.count == 3, other.axes.count == 3 else { return self }
        func smaller(_ mine: Int?, _ theirs: Int?) -> Int? {
            guard let mine, let theirs else { return theirs }
            return min(mine, theirs)
        }
        return PartialSize(axes: [smaller(axes[0], other.axes[0]), smaller(axes[1], other.axes[1]), axes[2]])
    }
}

// MARK: Joining

extension PartialSize {
    /// The size of tensors joined, or an unknown one where nothing is known of them; nil where they can't be joined. What
    /// is unknown of one is taken from another.
    static func joined(_ kind: Joining, _ inputs: [(size: PartialSize?, span: Span?)]) -> PartialSize?? {
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
}
