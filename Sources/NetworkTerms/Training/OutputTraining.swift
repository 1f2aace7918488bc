/// What one output of a network learns.
public struct OutputTraining: Hashable, Sendable {
    /// The name of the head that computes the output; nil for the only output of a network.
    public var name: String?
    /// The values that the output is compared with.
    public var target: OutputTarget
    /// The function that compares them.
    public var loss: Loss
    /// The factor of the loss in the network's, which is the sum of those of all outputs.
    public var weight: Double

    /// Creates it for one of several outputs.
    ///
    /// - Parameters:
    ///   - name: the name of the output.
    ///   - target: the values that the output is compared with.
    ///   - loss: the function that compares them; if nil, the usual one for the target.
    ///   - weight: the factor of the loss.
    public init(_ name: String, target: OutputTarget = .label, loss: Loss? = nil, weight: Double = 1) {
        self.init(name: name, target: target, loss: loss ?? .usual(for: target.kind), weight: weight)
    }

    /// Creates it for the only output of a network.
    init(target: TrainingTarget, loss: Loss) {
        self.init(name: nil, target: target == .input ? .input : .label, loss: loss, weight: 1)
    }

    private init(name: String?, target: OutputTarget, loss: Loss, weight: Double) {
        (self.name, self.target, self.loss, self.weight) = (name, target, loss, weight)
    }
}

extension OutputTraining: CustomStringConvertible {
    /// For people, and to recognize the same training: `mean squared error, target price, weight 0.5`.
    public var description: String { "\(loss), target \(target)" + (weight == 1 ? "" : ", weight \(weight)") }
}

/// The values that one output of a network is compared with.
public enum OutputTarget: Hashable, Sendable, CustomStringConvertible {
    /// The label of each sample in the data.
    case label
    /// The sample itself.
    case input
    /// A column of the table.
    case column(String)

    /// Reads it as a spec has it: every word but `label` and `input` is a column.
    public init(_ text: String) {
        switch TrainingTarget(rawValue: text) {
        case .label: self = .label
        case .input: self = .input
        case nil: self = .column(text)
        }
    }

    /// As a spec has it.
    public var description: String {
        switch self {
        case .label, .input: kind.rawValue
        case .column(let name): name
        }
    }

    /// What it is, wherever the label comes from.
    public var kind: TrainingTarget { self == .input ? .input : .label }

    /// The column of the table, if it is one of its own.
    public var column: String? { if case .column(let name) = self { name } else { nil } }
}
