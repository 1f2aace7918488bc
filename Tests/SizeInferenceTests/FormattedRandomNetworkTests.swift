import SpecCompiler
import TestSupport
import Testing

/// Random networks stay what they are when their specs are formatted, in either form.
@Suite struct FormattedRandomNetworkTests {
    @Test(arguments: [SpecFormatter.Form.notation, .longhand])
    func aRandomNetworkIsTheSameFormatted(_ form: SpecFormatter.Form) throws {
        var generator = SeededGenerator(seed: 17)
        for _ in 0..<60 {
            let random = RandomNetwork(using: &generator)
            guard !random.layers.isEmpty else { continue }
            let source = SourceFile(path: "test", text: random.text)
            let formatted = SourceFile(path: "test", bytes: SpecFormatter.format(source, form: form).bytes)
            #expect(NetworkText.of(formatted) == NetworkText.of(source), "\(random.text)")
            #expect(SpecFormatter.format(formatted, form: form).isChanged == false, "\(random.text)")
            let back = SourceFile(path: "test", bytes: SpecFormatter.format(formatted).bytes)
            #expect(back.bytes == SpecFormatter.format(source).bytes, "\(random.text)")
        }
    }
}
