import SpecCompiler
import TestSupport
import Testing

/// Networks compute with `Float`, so that no decimal of a spec may be infinite there, or 0 unless it is 0.
@Suite struct DecimalTests {
    private static let layers = Catalog.layers.flatMap { layer in
        layer.syntax.parameters.filter(\.isDecimal).map { Place(layer.syntax, $0) }
    }
    private static let training = Catalog.trainingTerms.flatMap { term in
        term.syntax.parameters.filter(\.isDecimal).map { Place(term.syntax, $0) }
    }

    struct Place: Sendable, CustomTestStringConvertible {
        let syntax: Syntax
        let parameter: ParameterDefinition

        init(_ syntax: Syntax, _ parameter: ParameterDefinition) { (self.syntax, self.parameter) = (syntax, parameter) }

        var testDescription: String { "\(syntax.key).\(parameter.name)" }
    }

    private func messages(_ text: String) -> [String] {
        SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics.filter { $0.severity == .error }
            .map { "\($0.message); \($0.guidance ?? "")" }
    }

    @Test(arguments: layers, ["1e39", "1e308", "1e-39", "5e-324"])
    func aLayersDecimalIsWithinTheRangeOfFloat(_ place: Place, _ value: String) {
        let found = messages(
            """
            model: A
            input: 8x8x4
            body:
              - \(place.syntax.key): {\(place.parameter.name): \(value)}
            head: [fc 2]
            """)
        #expect(found.contains { $0.contains("\(place.parameter.name) can't be `\(value)`") }, "\(found)")
    }

    @Test(arguments: training, ["1e39", "1e308", "1e-39", "5e-324"])
    func aTrainingsDecimalIsWithinTheRangeOfFloat(_ place: Place, _ value: String) throws {
        let section = try #require(
            Catalog.optimizers.contains { $0.syntax === place.syntax }
                ? "optimizer"
                : Catalog.losses.contains { $0.syntax === place.syntax }
                    ? "loss" : Catalog.schedules.contains { $0.syntax === place.syntax } ? "schedule" : "data")
        let found = messages(
            """
            model: A
            input: 8x8x4
            head: [fc 2]
            train:
              \(section): {\(place.syntax.key): {\(place.parameter.name): \(value)}}
            """)
        #expect(found.contains { $0.contains("\(place.parameter.name) can't be `\(value)`") }, "\(found)")
    }

    @Test(arguments: ["1e39", "1e-39", "-1e39"])
    func otherDecimalsAreWithinTheRangeOfFloat(_ value: String) {
        let found = messages(
            """
            model: A
            input: 8x8x4
            define:
              b: {given: {rate: \(value)}, layers: [dropout $rate]}
            body: [b, {relu: {name: r}}]
            head: [fc 2]
            heads:
              - {name: side, from: r, weight: \(value), layers: [fc 2]}
            train: {noise: \(value)}
            """)
        #expect(found.count >= 3, "\(found)")
    }

    @Test(arguments: ["0.99999999", "0.9999999999999999"])
    func aFractionIsBelowOneInFloat(_ value: String) {
        let found = messages("model: A\ninput: 8\nhead: [dropout \(value), fc 2]\n")
        #expect(found.contains { $0.hasSuffix("it is too close to 1") }, "\(found)")
        #expect(messages("model: A\ninput: 8\nhead: [dropout 0.9999, fc 2]\n") == [])
    }
}

extension ParameterDefinition {
    fileprivate var isDecimal: Bool { if case .decimal = type { true } else { false } }
}
