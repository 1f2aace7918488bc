import NetworkTerms
import SpecText

/// A parameter that was left open with `?`, in whole or along one axis: `?`, `?x?`, `?x3`.
public struct OpenParameter: Hashable, Sendable {
    public var role: OpenRole
    /// One number for both axes, or height and width.
    public var dimensions: [Dimension]
    /// The whole value, with the `/` of a stride.
    public var span: Span
    public var isStride: Bool

    /// Nil of a term that leaves nothing open, or that no open parameter of this kind can be.
    init?(_ term: NotationTerm, for parameter: ParameterDefinition) {
        guard let role = parameter.openRole, case .size(let dimensions) = term.kind, dimensions.contains(.unknown),
            dimensions.count == 1 || dimensions.count == 2 && role != .channels,
            dimensions.allSatisfy({ $0 == .unknown || $0.value.map { $0 >= (role == .padding ? 0 : 1) } == true }),
            !term.isStride || parameter.places.contains(.slash)
        else { return nil }
        self.role = role
        self.dimensions = dimensions
        span = term.span
        isStride = term.isStride
    }
}

/// One number that a spec leaves open. A block that is used twice, or a layer that is repeated, has it only once: it is one
/// place in the text.
public struct OpenNumber: Hashable, Sendable {
    public enum Component: Int, Hashable, Sendable, Comparable {
        /// A number for both axes, or the only one.
        case whole
        case height
        case width
        case channels

        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// `kernel`, `filters`; `input` or `repeat`.
    public var name: String
    public var component: Component
    /// The value that it is a part of.
    public var span: Span

    /// The name of an open count of passes.
    public static let repeatName = StructureWord.repeat.key
    /// The name of an open dimension of the input.
    public static let inputName = StructureWord.input.key

    public init(_ name: String, _ component: Component = .whole, at span: Span) {
        (self.name, self.component, self.span) = (name, component, span)
    }
}

extension OpenParameter {
    /// The open numbers of the parameter.
    public func numbers(name: String) -> [OpenNumber] {
        if dimensions.count == 1 { return [OpenNumber(name, at: span)] }
        return zip(dimensions, [OpenNumber.Component.height, .width]).compactMap { dimension, component in
            dimension == .unknown ? OpenNumber(name, component, at: span) : nil
        }
    }

    /// Height and width, or the same number twice, once the open ones are known; nil while one is not.
    func filled(name: String, _ values: [OpenNumber: Int]) -> (Int, Int)? {
        if dimensions.count == 1 { return values[OpenNumber(name, at: span)].map { ($0, $0) } }
        guard let height = dimensions[0].value ?? values[OpenNumber(name, .height, at: span)],
            let width = dimensions[1].value ?? values[OpenNumber(name, .width, at: span)]
        else { return nil }
        return (height, width)
    }

    /// As the value is written with its numbers filled in: `3x3`, `/2`; nil while one is not known.
    public func text(name: String, _ values: [OpenNumber: Int]) -> String? {
        filled(name: name, values).map { height, width in
            (isStride ? "/" : "") + (dimensions.count == 1 ? "\(height)" : "\(height)x\(width)")
        }
    }
}

extension Arguments {
    /// With the open parameters whose numbers are given filled in; the others stay open.
    public func filling(_ values: [OpenNumber: Int]) -> Arguments {
        var result = self
        for (name, parameter) in open {
            guard let (height, width) = parameter.filled(name: name, values) else { continue }
            result.open[name] = nil
            result.write(value(height, width, of: name), for: name, at: parameter.span)
        }
        return result
    }

    private func value(_ height: Int, _ width: Int, of name: String) -> ParameterValue {
        let extent = Extent(height, width)
        switch syntax.parameter(named: name)?.type {
        case .padding: return .padding(.explicit(Margin(extent)))
        case .margin: return .margin(Margin(extent))
        case .integer: return .integer(height)
        default: return .extent(extent)
        }
    }
}
