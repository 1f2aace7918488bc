import Basics
import NetworkTerms
import SpecText

/// A parameter that was left open with `?`, in whole or along one axis: `?`, `?x?`, `?x3`.
public struct OpenParameter: Hashable, Sendable {
    public var role: OpenRole
    /// One number for all spatial axes, or one for each.
    public var dimensions: [Dimension]
    /// The whole value, with the `/` of a stride.
    public var span: Span
    public var isStride: Bool

    /// Nil of a term that leaves nothing open, or that no open parameter of this kind can be.
    init?(_ term: NotationTerm, for parameter: ParameterDefinition) {
        guard let role = parameter.openRole, case .size(let dimensions) = term.kind, dimensions.contains(.unknown),
            dimensions.count == 1 || dimensions.count == Spec.spatialAxes && role != .channels,
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
        return dimensions.enumerated().compactMap { axis, dimension in
            dimension == .unknown ? OpenNumber(name, .spatial(axis), at: span) : nil
        }
    }

    /// The number for all axes, or one for each, once the open ones are known; nil while one is not.
    func filled(name: String, _ values: [OpenNumber: Int]) -> Extent? {
        if dimensions.count == 1 { return values[OpenNumber(name, at: span)].map { Extent(uniform: $0) } }
        let numbers = dimensions.enumerated().compactMap { axis, dimension in
            dimension.value ?? values[OpenNumber(name, .spatial(axis), at: span)]
        }
        return numbers.count == dimensions.count ? Extent(numbers) : nil
    }

    /// As the value is written with its numbers filled in: `3x3`, `/2`; nil while one is not known.
    public func text(name: String, _ values: [OpenNumber: Int]) -> String? {
        filled(name: name, values).map { extent in
            (isStride ? "/" : "") + extent.values(along: dimensions.count).sizeText
        }
    }
}

extension Arguments {
    /// With the open parameters whose numbers are given filled in; the others stay open.
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
        case .integer: return .integer(extent[0])
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
