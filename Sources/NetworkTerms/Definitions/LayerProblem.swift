/// Why a layer can't be created from a call, or doesn't accept an input.
public enum LayerProblem: Error, Hashable, Sendable {
    case call(CallProblem)
    case needsFeatureMap(TensorShape)
    case doesNotDivide(LayerDefinition.Divisor, count: Int)
    case impossible(LayerOutput.Problem, input: TensorShape)
    case tooLarge
}

extension LayerProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .call(let problem): problem.description
        case .needsFeatureMap(let input):
            "it needs a feature map (height x width x channels), but its input is a vector of \(input)"
        case .doesNotDivide(let divisor, let count):
            "\(divisor.title) don't divide its \(count) \(divisor.dividend == .inputChannels ? "input channels" : "filters")"
        case .impossible(.windows(let failures), let input):
            "its kernel covers \(failures[0].window.reach.map(String.init) ?? "too many") pixels along the "
                + "\(input.axisName(failures[0].axis)), but its padded input has only "
                + "\(failures[0].window.padded(failures[0].input) ?? failures[0].input)"
        case .impossible(.nothingLeft(let axis), let input):
            "it leaves nothing of the \(input.axisName(axis)) of its input \(input)"
        case .impossible(.remainder(let axis, let divisor, let size), let input):
            "\(divisor) doesn't divide the \(input.axisName(axis)) of its input, \(size)"
        case .impossible(.marginTooLarge(let axis, let margin, let size), let input):
            "its margin of \(margin) isn't smaller than the \(input.axisName(axis)) of its input, \(size)"
        case .impossible(.overflow, _), .tooLarge: "its window is too large"
        case .impossible(.reshape(let input, let output), _):
            "its input of \(input) has \(input.count) values, but "
                + (output.spatialAxes == 0 ? "a vector of \(output)" : "\(output)") + " has \(output.count)"
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
        if let (divisor, count) = undivided(call, input.channels) {
            throw .doesNotDivide(divisor, count: count)
        }
        let output = LayerOutput(of: sizing.relation(call), PartialSize(known: input), spatialAxes: input.spatialAxes)
        if let problem = output.problem { throw .impossible(problem, input: input) }
        guard let shape = output.size?.known else { throw .tooLarge }
        return shape
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
        case (.count, .integer(let number)), (.groups, .integer(let number)): number >= 1
        case (.count, .relative), (.groups, .relative), (.groups, .channels): true
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

    /// The requirement for a value of the type that isn't the given one, for use in a sentence.
    func bounds(except value: ParameterValue) -> String {
        switch self {
        case .extent, .factor, .count, .groups, .size, .widths: "at least 1"
        case .padding, .margin: "at least 0"
        case .integer(let minimum): "at least \(minimum)"
        case .decimal(let bounds):
            if case .decimal(let number) = value, let reason = bounds.excess(of: number) {
                "\(bounds.text) (\(reason))"
            } else {
                bounds.text
            }
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
    public func contains(_ number: Double) -> Bool { admits(number) && excess(of: number) == nil }

    /// Why a number within the bounds can't be computed with; nil if it can, or isn't within the bounds.
    public func excess(of number: Double) -> String? {
        guard admits(number) else { return nil }
        if number > Double(Float.greatestFiniteMagnitude) { return "at most 3.4e38 is supported" }
        if number != 0, number < Double(Float.leastNormalMagnitude) { return "it is too close to 0" }
        return self == .fraction && Float(number) == 1 ? "it is too close to 1" : nil
    }

    private func admits(_ number: Double) -> Bool {
        switch self {
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
        if case .leakyRelu(let slope) = self { ParameterType.Bounds.notNegative.contains(slope) } else { true }
    }
}
