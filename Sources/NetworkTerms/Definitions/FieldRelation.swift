/// Which values of its input a value of a layer's output looks at, along one axis: what receptive fields are made of.
public enum FieldRelation: Hashable, Sendable {
    /// The one at its own place.
    case same
    /// All of them.
    case whole
    case window(Window)
    /// The one so many places further on: a frame moves the map, and so does cropping.
    case shifted(by: Int)
    /// Each value stands for so many in a row, as in `upsample` by the nearest one.
    case repeated(Int)
    /// Values are areas, so many times larger than those of the output, and the two nearest are blended.
    case blended(Int)
    /// Each value of the input lays a kernel down; what is cut off before the output begins moves it.
    case laid(kernel: Int, stride: Int, dilation: Int, cut: Int)
    /// So many cells that cover the map as evenly as whole pixels can.
    case cells(Int)
    /// Those that happen to come to lie there: it follows no rule along one axis.
    case scattered
}

extension LayerDefinition {
    /// What a value of the output looks at along each axis. A layer states it where it does not follow from the sizes.
    public func fields(_ call: Call) -> PerAxis<FieldRelation> {
        if let field = sizing.field { return field(call) }
        switch sizing.relation(call) {
        case .same: return PerAxis(uniform: .same)
        case .units, .flatten: return PerAxis(uniform: .whole)
        case .reshape: return PerAxis(uniform: .scattered)
        case .map(let axes, _):
            return axes.map { relation in
                switch relation {
                case .same: .same
                case .constant(1): .whole
                case .constant(let size): .cells(size)
                case .window(let window): .window(window)
                case .linear(let factor, let offset): factor == 1 && offset == 0 ? .same : .scattered
                }
            }
        }
    }
}
