import NetworkTerms
import SpecLanguage

/// The sizes of a network's input and outputs.
public struct NetworkEnds: Hashable, Sendable {
    public var input: TensorShape
    public var outputs: [TensorShape]
    /// The output of each auxiliary head.
    public var auxiliary: [TensorShape]

    /// Nil if one of them is unknown.
    init?(input: TensorShape?, outputs: [TensorShape?], auxiliary: [TensorShape?]) {
        let (known, heads) = (outputs.compactMap { $0 }, auxiliary.compactMap { $0 })
        guard let input, known.count == outputs.count, heads.count == auxiliary.count else { return nil }
        (self.input, self.outputs, self.auxiliary) = (input, known, heads)
    }
}
