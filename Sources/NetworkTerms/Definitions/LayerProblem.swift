/// Why a layer can't be created from a call, or doesn't accept an input.
public enum LayerProblem: Error, Hashable, Sendable {
    case call(CallProblem)
    case needsFeatureMap(TensorShape)
    case doesNotDivide(divisor: String, count: Int, what: String)
    case axis(Int, AxisFailure, input: TensorShape)
    case reshapeDiffers(input: TensorShape, output: TensorShape)
    case tooLarge
}

extension LayerProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .call(let problem): problem.description
        case .needsFeatureMap(let input):
            "it needs a feature map (height x width x channels), but its input is a vector of \(input)"
        case .doesNotDivide(let divisor, let count, let what): "\(divisor) don't divide its \(count) \(what)"
        case .axis(let axis, .windowTooLarge(let window), let input):
            "its kernel covers \(window.reach.map(String.init) ?? "too many") pixels along the \(input.axisName(axis)), "
                + "but its padded input has only \(window.padded(input.spatial(axis)) ?? input.spatial(axis))"
        case .axis(let axis, .nothingLeft, let input):
            "it removes the whole \(input.axisName(axis)) of its input \(input)"
        case .axis(_, .overflow, _), .tooLarge: "its window is too large"
        case .reshapeDiffers(let input, let output):
            "its input \(input) has \(input.count) values, but \(output) has \(output.count)"
        }
    }
}

extension TensorShape {
    /// Returns the name of an axis: `height`, `width`; `length` if it is the only one.
    public func axisName(_ axis: Int) -> String { Self.axisName(axis, of: spatialAxes) }

    /// Returns the name of a spatial axis, given their number.
    public static func axisName(_ axis: Int, of spatialAxes: Int) -> String {
        switch (spatialAxes, axis) {
        case (1, 0): "length"
        case (3, 0): "depth"
        case (2, 0), (3, 1): "height"
        default: "width"
        }
    }
}

extension LayerDefinition {
    /// Returns the shape of the output for one sample.
    ///
    /// - Throws: what is wrong with the call, or with the input.
    public func output(of call: Call, input: TensorShape) throws(LayerProblem) -> TensorShape {
        try check(call)
        guard input.isFeatureMap || sizing.input == .any else { throw .needsFeatureMap(input) }
        for divisor in sizing.divisors(call, input.channels) {
            let (count, what) =
                switch divisor.dividend {
                case .inputChannels: (input.channels, "input channels")
                case .filters(let filters): (filters, "filters")
                }
            guard count % divisor.count == 0 else {
                throw .doesNotDivide(divisor: divisor.title, count: count, what: what)
            }
        }
        switch sizing.relation(call) {
        case .same: return input
        case .units(let units): return TensorShape(units: units)
        case .flatten: return TensorShape(units: input.count)
        case .reshape(let output):
            guard input.checkedCount == output.checkedCount else { throw .reshapeDiffers(input: input, output: output) }
            return output
        case .map(let axes, let channels):
            var lengths: [Int] = []
            for axis in 0..<input.spatialAxes {
                do throws(AxisFailure) {
                    lengths.append(try axes[axis].output(of: input.spatial(axis)))
                } catch {
                    throw .axis(axis, error, input: input)
                }
            }
            guard let channels = channels.output(of: input.channels),
                let output = TensorShape(spatial: lengths, channels: channels)
            else { throw .tooLarge }
            return output
        }
    }

    /// - Throws: what is wrong with the call, regardless of the input.
    private func check(_ call: Call) throws(LayerProblem) {
        do throws(CallProblem) {
            try call.check()
            if let mistake = sizing.mistake(call) { throw .mistake(mistake.message) }
        } catch {
            throw .call(error)
        }
    }
}

extension ParameterType {
    /// Whether a value of the right kind is within the bounds.
    func admits(_ value: ParameterValue) -> Bool {
        switch (self, value) {
        case (.extent, .extent(let extent)), (.factor, .extent(let extent)): extent.smallest >= 1
        case (.padding, .padding(let padding)): padding.sides.map { $0.smallest >= 0 } ?? true
        case (.margin, .margin(let margin)): margin.smallest >= 0
        case (.integer(let minimum), .integer(let number)): number >= minimum
        case (.groups, .integer(let number)): number >= 1
        case (.groups, .channels): true
        case (.decimal(let bounds), .decimal(let number)): bounds.contains(number)
        case (.decimal(let bounds), .integer(let number)): bounds.contains(Double(number))
        case (.size, .size(let shape)): shape.axes.allSatisfy { $0 >= 1 }
        case (.word(let words), .word(let word)): words.contains(word)
        case (.word, .activation(let activation)): activation.isSensible
        case (.widths, .widths(let widths)): widths.allSatisfy { $0 >= 1 }
        case (.boolean, .boolean), (.text, .word), (.path, .word), (.names, .names), (.any, _): true
        default: false
        }
    }

    /// The requirement for a value of the type, for use in a sentence.
    var bounds: String {
        switch self {
        case .extent, .factor, .groups, .size, .widths: "at least 1"
        case .padding, .margin: "at least 0"
        case .integer(let minimum): "at least \(minimum)"
        case .decimal(let bounds): bounds.text
        case .word(let words): words.formatted
        case .boolean, .text, .path, .names, .any: "of another kind"
        }
    }
}

extension [String] {
    fileprivate var formatted: String { "one of " + joined(separator: ", ") }
}

extension ParameterType.Bounds {
    /// Whether a number is within the bounds; infinite numbers and NaN never are.
    public func contains(_ number: Double) -> Bool {
        guard number.isFinite else { return false }
        return switch self {
        case .positive: number > 0
        case .notNegative: number >= 0
        case .fraction: number >= 0 && number < 1
        }
    }

    /// In a sentence: `at least 0 and below 1`.
    public var text: String {
        switch self {
        case .positive: "above 0"
        case .notNegative: "at least 0"
        case .fraction: "at least 0 and below 1"
        }
    }
}

extension Activation {
    /// Whether the function's parameter is valid.
    fileprivate var isSensible: Bool {
        if case .leakyRelu(let slope) = self { slope >= 0 && slope.isFinite } else { true }
    }
}
