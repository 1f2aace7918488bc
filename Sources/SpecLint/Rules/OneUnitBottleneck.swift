import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A layer that reduces a sample to a single number.
    static let oneUnitBottleneck = Rule("one-unit-bottleneck", .structure, .warning)
}

extension LintRule {
    static let oneUnitBottleneck = LintRule(
        .oneUnitBottleneck,
        summary: "The values of a sample are not squeezed into a single number.",
        reason: """
            Everything a later layer learns about a sample passes through the narrowest layer before it. After a layer \
            with one unit, every output is a function of one number.
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
            "\(place.name) outputs a single number, so \(next.name) sees nothing else of a sample",
            at: place.writtenOutputs ?? place.span,
            notes: [Diagnostic.Note("the next layer is here", at: next.span)],
            help:
                "use more units, such as between its \(place.layer.input.count.grouped) inputs and the \(next.layer.output.count.grouped) outputs of the next layer"
        )
    }
}
