import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A network that passes through one number.
    static let oneUnitBottleneck = Rule("one-unit-bottleneck", .structure, .warning)
}

extension LintRule {
    static let oneUnitBottleneck = LintRule(
        .oneUnitBottleneck,
        summary: "What passes through the network is more than one number.",
        reason: """
            All that a later layer learns of a sample passes through the narrowest layer before it. Behind one unit every \
            answer is a function of one number.
            """,
        source: "Szegedy and others, Rethinking the Inception architecture for computer vision, 2016, section 2",
        example: """
            input: 8x8x3
            body:
              - 3x3 conv, 16, relu
            head:
              - fc 1, relu
              - fc 10
            """,
        better: """
            input: 8x8x3
            body:
              - 3x3 conv, 16, relu
            head:
              - fc 32, relu
              - fc 10
            """,
        check: { linted in
            linted.places.compactMap { place in
                guard place.isWeighted, place.layer.output.count == 1, place.layer.input.count != 1,
                    let next = linted.next(
                        place,
                        passing: .keepsValuesApart),
                    next.isWeighted
                else { return nil }
                return Message.narrow(place, next)
            }
        })
}

private enum Message {
    static func narrow(_ place: LintedNetwork.Place, _ next: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .oneUnitBottleneck,
            "\(place.name) gives one number, and all that \(next.name) learns of a sample has to pass through it",
            at: place.layer.layer.writtenSpan("units") ?? place.layer.layer.writtenSpan("filters") ?? place.span,
            notes: [Diagnostic.Note("the next layer stands here", at: next.span)],
            help:
                "give it more units: between the \(next.layer.output.count.grouped) behind it and the \(place.layer.input.count.grouped) before it is usual"
        )
    }
}
