/// The input values that an output value of a layer depends on along one axis, from which receptive fields are
/// computed.
public enum FieldRelation: Hashable, Sendable {
    /// The value at the same position.
    case same
    /// All values.
    case whole
    case window(Window)
    /// The value this many positions further on. Padding and cropping move the map.
    case shifted(by: Int)
    /// Each value is repeated this many times, as in `upsample` with nearest neighbors.
    case repeated(Int)
    /// Values are areas, this many times larger than those of the output, and the two nearest are blended.
    case blended(Int)
    /// Each input value adds a kernel to the output; cropping at the start shifts it.
    case laid(kernel: Int, stride: Int, dilation: Int, cut: Int)
    /// This many cells, which cover the map as evenly as whole pixels can.
    case cells(Int)
    /// Values that end up there without any rule along one axis.
    case scattered
}

extension LayerDefinition {
    /// The input values that an output value depends on along each axis. A layer defines it if it doesn't follow from
    /// the sizes.
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
                case .mirrored(let before, _): .shifted(by: -before)
                case .divided(let divisor):
                    .window(Window(kernel: divisor, stride: divisor, padding: .sides(before: 0, after: 0)))
                }
            }
        }
    }
}
