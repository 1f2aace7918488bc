import NetworkTerms
import SpecLanguage

/// The sizes of a network's input and outputs.
public struct NetworkEnds: Hashable, Sendable {
    public var input: TensorShape
    public var output: TensorShape
    /// The output of each auxiliary head.
    public var auxiliary: [TensorShape]

    /// Nil if one of them is unknown.
    init?(input: TensorShape?, output: TensorShape?, auxiliary: [TensorShape?]) {
        let heads = auxiliary.compactMap { $0 }
        guard let input, let output, heads.count == auxiliary.count else { return nil }
        (self.input, self.output, self.auxiliary) = (input, output, heads)
    }
}
