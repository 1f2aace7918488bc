import NetworkTerms
import SpecLanguage

/// What a layer makes of a tensor of which some axes may be unknown.
struct LayerOutput {
    /// Why it can't.
    enum Problem {
        /// A number along an axis overflows.
        case overflow(axis: Int)
        /// Along an axis, nothing is left.
        case nothingLeft(axis: Int)
        /// Along some axes not even one window fits.
        case windows([(axis: Int, window: Window, input: Int)])
        /// It keeps the number of values, and this size has another.
        case reshape(from: TensorShape, to: TensorShape)
    }

    /// Axes that are not certain are unknown; nil if nothing is.
    let size: PartialSize?
    let problem: Problem?

    /// - Parameter spatialAxes: of maps whose size is unknown.
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

    /// The size after a layer of which some parameters are unknown: its rank is certain, and no more.
    static func uncertain(of layer: Layer, _ input: PartialSize?, spatialAxes: Int) -> PartialSize? {
        switch layer.relation {
        case .same: input
        case .units, .flatten: PartialSize(units: nil)
        case .reshape(let size): PartialSize(known: size)
        case .map: .unknown(spatialAxes: input?.spatialAxes ?? spatialAxes)
        }
    }
}

/// What goes wrong along the axes of one layer. An overflow is told before all else.
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
    /// What of the layer's groups does not divide its channels or filters, and how many of them there are; nil if all
    /// do, or the channels are unknown.
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
