import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// An activation that changes nothing after another one.
    static let repeatedActivation = Rule("repeated-activation", .structure, .warning)
}

extension LintRule {
    static let repeatedActivation = LintRule(
        .repeatedActivation,
        summary: "No activation follows another one that leaves it without effect.",
        reason: """
            After a relu, relu6, or sigmoid, no value is below zero: another relu changes nothing and is probably a \
            leftover line.
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
            "\(second.name) has no effect: \(first.name) ends in \(word), and \(other) leaves its values unchanged",
            at: second.span, notes: [Diagnostic.Note("the first activation is here", at: first.span)],
            help: "remove one of the two")
    }
}
