import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A relu of what a relu gave.
    static let repeatedActivation = Rule("repeated-activation", .structure, .warning)
}

extension LintRule {
    static let repeatedActivation = LintRule(
        .repeatedActivation,
        summary: "No activation stands behind one that leaves it nothing to do.",
        reason: """
            What went through a relu, a relu6 or a sigmoid has no value below zero: a relu behind it changes nothing, and \
            is most likely a line too many.
            """,
        source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 6.3.1",
        example: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, relu
              - relu
            """,
        better: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, relu
            """,
        check: { linted in
            guard !linted.places(with: .isActivation).isEmpty else { return [] }
            return linted.places.compactMap { first in
                guard first.activation != nil || first.traits.contains(.givesProbabilities),
                    let second = linted.next(first, passing: [.dropsValues, .movesValues]),
                    second.traits.contains(.isActivation), let other = second.activation,
                    other == .relu && first.isNeverNegative || other == .relu6 && first.activation == .relu6
                else { return nil }
                return Message.nothingToDo(first, first.activationName ?? first.kind, second, other.word)
            }
        })
}

extension LintedNetwork.Place {
    /// Whether none of its values is below zero.
    fileprivate var isNeverNegative: Bool {
        traits.contains(.givesProbabilities) || activation?.isNeverNegative == true
    }
}

private enum Message {
    static func nothingToDo(
        _ first: LintedNetwork.Place, _ word: String, _ second: LintedNetwork.Place, _ other: String
    ) -> Diagnostic {
        Diagnostic(
            .repeatedActivation,
            "\(second.name) has nothing to do: \(first.name) ends in \(word), and \(other) leaves such values as they are",
            at: second.span, notes: [Diagnostic.Note("the first activation stands here", at: first.span)],
            help: "remove one of the two")
    }
}
