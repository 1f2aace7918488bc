/// What a layer makes of a tensor of which some axes may be unknown.
public struct LayerOutput: Sendable {
    /// Why it can't.
    public enum Problem: Hashable, Sendable {
        /// A number along an axis overflows.
        case overflow(axis: Int)
        /// Nothing is left along an axis.
        case nothingLeft(axis: Int)
        /// Along some axes not even one window fits.
        case windows([WindowFailure])
        /// Along an axis the size isn't a multiple of the divisor.
        case remainder(axis: Int, divisor: Int, input: Int)
        /// Along an axis the margin isn't smaller than the input, which is mirrored.
        case marginTooLarge(axis: Int, margin: Int, input: Int)
        /// It keeps the number of values, and this size has another.
        case reshape(from: TensorShape, to: TensorShape)
    }

    /// A window that fits nowhere along an axis.
    public struct WindowFailure: Hashable, Sendable {
        public var axis: Int
        public var window: Window
        public var input: Int
    }

    /// Axes that are not certain are unknown; nil where nothing is.
    public let size: PartialSize?
    public let problem: Problem?

    /// - Parameter spatialAxes: of maps whose size is not known.
    public init(of relation: SizeRelation, _ input: PartialSize?, spatialAxes: Int) {
        switch relation {
        case .same: (size, problem) = (input, nil)
        case .units(let units): (size, problem) = (PartialSize(units: units.output(of: input?.channels)), nil)
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

    /// The size after a layer of which some parameters are not known: its rank is certain, and no more.
    public static func uncertain(of relation: SizeRelation, _ input: PartialSize?, spatialAxes: Int) -> PartialSize? {
        switch relation {
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
    private var windows: [LayerOutput.WindowFailure] = []
    private var other: LayerOutput.Problem?

    mutating func add(_ failure: AxisFailure, _ axis: Int, _ input: Int) {
        switch failure {
        case .overflow: overflow = overflow ?? axis
        case .nothingLeft: empty = empty ?? axis
        case .windowTooLarge(let window):
            windows.append(LayerOutput.WindowFailure(axis: axis, window: window, input: input))
        case .marginTooLarge(let margin):
            other = other ?? .marginTooLarge(axis: axis, margin: margin, input: input)
        case .remainder(let divisor): other = other ?? .remainder(axis: axis, divisor: divisor, input: input)
        }
    }

    var problem: LayerOutput.Problem? {
        if let overflow { return .overflow(axis: overflow) }
        if let empty { return .nothingLeft(axis: empty) }
        return windows.isEmpty ? other : .windows(windows)
    }
}

extension LayerDefinition {
    /// What of the layer's groups does not divide its channels or filters, and how many of them there are; nil where all do,
    /// or the channels are not known.
    public func undivided(_ call: Call, _ channels: Int?) -> (divisor: Divisor, count: Int)? {
        guard let channels else { return nil }
        for divisor in sizing.divisors(call, channels) {
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
