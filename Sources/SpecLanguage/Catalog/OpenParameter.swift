import Basics
import NetworkTerms
import SpecText

/// A parameter that is left open with `?`, entirely or along one axis: `?`, `?x?`, `?x3`.
public struct OpenParameter: Hashable, Sendable {
    public var role: OpenRole
    /// One number for all spatial axes, or one per axis.
    public var dimensions: [Dimension]
    /// The span of the value, with the `/` of a stride.
    public var span: Span
    public var isStride: Bool

    /// Nil if the term leaves nothing open, or can't be an open parameter of this kind.
    init?(_ term: NotationTerm, for parameter: ParameterDefinition) {
        guard let role = parameter.openRole, case .size(let dimensions) = term.kind, dimensions.contains(.unknown),
            dimensions.count == 1 || dimensions.count == Spec.spatialAxes && role != .channels,
            dimensions.allSatisfy({ $0 == .unknown || $0.value.map { $0 >= role.least } == true }),
            !term.isStride || parameter.places.contains(.slash)
        else { return nil }
        self.role = role
        self.dimensions = dimensions
        span = term.span
        isStride = term.isStride
    }
}

/// One number that a spec leaves open. In a block that is used twice, or a layer that is repeated, it is still a single
/// number, because it is a single place in the text.
public struct OpenNumber: Hashable, Sendable {
    /// What of a value it is, in the order of the axes.
    public enum Component: Hashable, Sendable, Comparable {
        /// A number for all spatial axes, or the only one.
        case whole
        /// The number for a spatial axis, counted from 0.
        case spatial(Int)
        case channels
    }

    /// `kernel`, `filters`; `input` or `repeat`.
    public var name: String
    public var component: Component
    /// The span of the value that it is part of.
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
        return dimensions.enumerated().compactMap { axis, dimension in
            dimension == .unknown ? OpenNumber(name, .spatial(axis), at: span) : nil
        }
    }

    /// One number for all axes, or one per axis, once the open ones are known; nil as long as one isn't.
    func filled(name: String, _ values: [OpenNumber: Int]) -> Extent? {
        if dimensions.count == 1 { return values[OpenNumber(name, at: span)].map { Extent(uniform: $0) } }
        let numbers = dimensions.enumerated().compactMap { axis, dimension in
            dimension.value ?? values[OpenNumber(name, .spatial(axis), at: span)]
        }
        return numbers.count == dimensions.count ? Extent(numbers) : nil
    }

    /// The value as text with its numbers filled in: `3x3`, `/2`; nil as long as one isn't known.
    public func text(name: String, _ values: [OpenNumber: Int]) -> String? {
        filled(name: name, values).map { extent in
            (isStride ? "/" : "") + extent.values(along: dimensions.count).sizeText
        }
    }
}

extension Arguments {
    /// The arguments with the given numbers filled in; other open parameters stay open.
    public func filling(_ values: [OpenNumber: Int]) -> Arguments {
        var result = self
        for (name, parameter) in open {
            guard let extent = parameter.filled(name: name, values) else { continue }
            result.open[name] = nil
            result.write(value(extent, of: name), for: name, at: parameter.span)
        }
        return result
    }

    private func value(_ extent: Extent, of name: String) -> ParameterValue {
        switch syntax.parameter(named: name)?.type {
        case .padding: return .padding(.explicit(Margin(extent)))
        case .margin: return .margin(Margin(extent))
        case .integer, .count: return .integer(extent[0])
        default: return .extent(extent)
        }
    }
}

extension OpenNumber.Component: CustomStringConvertible {
    /// In a message, of the component of an image: `height`.
    public var description: String {
        switch self {
        case .whole: "whole"
        case .spatial(let axis): TensorShape.axisName(axis, of: Spec.spatialAxes)
        case .channels: "channels"
        }
    }
}
