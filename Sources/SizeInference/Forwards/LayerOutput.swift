import NetworkTerms
import SpecLanguage

/// The output of a layer for an input with axes that may be unknown.
struct LayerOutput {
    /// Why there is no output.
    enum Problem {
        /// A number along an axis overflows.
        case overflow(axis: Int)
        /// Nothing is left along an axis.
        case nothingLeft(axis: Int)
        /// No window fits along some axes.
        case windows([(axis: Int, window: Window, input: Int)])
        /// The layer keeps the number of values, but this size has a different one.
        case reshape(from: TensorShape, to: TensorShape)
    }

    /// The size, with unknown axes if they aren't certain; nil if nothing is certain.
    let size: PartialSize?
    let problem: Problem?

    /// - Parameter spatialAxes: the number of spatial axes of maps whose size is unknown.
    init(of layer: Layer, _ input: PartialSize?, spatialAxes: Int) {
        switch layer.relation {
        case .same: (size, problem) = (input, nil)
        case .units(let units): (size, problem) = (PartialSize(units: units), nil)
        case .flatten: (size, problem) = (PartialSize(units: input?.known.flatMap(\.checkedCount)), nil)
        case .reshape(let target):
            size = PartialSize(known: target)
            guard let known = input?.known, known.checkedCount == nil || known.checkedCount != target.checkedCount
            else {
                problem = nil
                return
            }
            problem = .reshape(from: known, to: target)
        case .map(let relations, let channels):
            guard input?.isFeatureMap ?? true else {
                (size, problem) = (nil, nil)
                return
            }
            var failures = AxisFailures()
            size = PartialSize(
                spatialAxes: input?.spatialAxes ?? spatialAxes, channels: channels.output(of: input?.channels)
            ) { axis in
                guard let length = input?.spatial(axis) else { return relations[axis].constant }
                do throws(AxisFailure) {
                    return try relations[axis].output(of: length)
                } catch {
                    failures.add(error, axis, length)
                    return nil
                }
            }
            problem = failures.problem
        }
    }

    /// Returns the size after a layer with unknown parameters: only its rank is certain.
    static func uncertain(of layer: Layer, _ input: PartialSize?, spatialAxes: Int) -> PartialSize? {
        switch layer.relation {
        case .same: input
        case .units, .flatten: PartialSize(units: nil)
        case .reshape(let size): PartialSize(known: size)
        case .map: .unknown(spatialAxes: input?.spatialAxes ?? spatialAxes)
        }
    }
}

/// The problems along the axes of one layer. An overflow is reported first.
private struct AxisFailures {
    private var overflow: Int?
    private var empty: Int?
    private var windows: [(axis: Int, window: Window, input: Int)] = []

    mutating func add(_ failure: AxisFailure, _ axis: Int, _ input: Int) {
        switch failure {
        case .overflow: overflow = overflow ?? axis
        case .nothingLeft: empty = empty ?? axis
        case .windowTooLarge(let window): windows.append((axis, window, input))
        }
    }

    var problem: LayerOutput.Problem? {
        if let overflow { return .overflow(axis: overflow) }
        if let empty { return .nothingLeft(axis: empty) }
        return windows.isEmpty ? nil : .windows(windows)
    }
}

extension Layer {
    /// Returns the divisor that doesn't divide the channels or filters, and their number; nil if all do,
    /// or the channels are unknown.
    func undivided(_ channels: Int?) -> (divisor: LayerDefinition.Divisor, count: Int)? {
        guard let channels else { return nil }
        for divisor in definition.sizing.divisors(call, channels) {
            let count =
                switch divisor.dividend {
                case .inputChannels: channels
                case .filters(let filters): filters
                }
            if count % divisor.count != 0 { return (divisor, count) }
        }
        return nil
    }
}
