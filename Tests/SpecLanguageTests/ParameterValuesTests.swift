import SpecCompiler
import TestSupport
import Testing

/// Parameter values behave like a dictionary that keeps the order in which they were written.
@Suite struct ParameterValuesTests {
    @Test func theyHaveTheValuesOfADictionary() {
        var generator = SeededGenerator(seed: 1)
        let names = ["kernel", "filters", "stride", "padding", "a name that is longer than fifteen bytes"]
        var values: ParameterValues<Int> = [:]
        var dictionary: [String: Int] = [:]
        for step in 0..<1000 {
            let name = generator.pick(names)
            let value = generator.once(in: 3) ? nil : step
            (values[name], dictionary[name]) = (value, value)
            #expect(names.allSatisfy { values[$0] == dictionary[$0] })
            #expect(values.isEmpty == dictionary.isEmpty)
            #expect(values.map(\.value).sorted() == dictionary.values.sorted())
            #expect(Dictionary(uniqueKeysWithValues: values.map { ($0.key, $0.value) }) == dictionary)
        }
    }

    @Test func theyKeepTheOrderInWhichTheyWereWritten() {
        var values: ParameterValues<Int> = ["kernel": 1, "filters": 2]
        values["stride"] = 3
        values["kernel"] = 4
        #expect(values.map(\.key) == ["kernel", "filters", "stride"])
        #expect(values.map(\.value) == [4, 2, 3])
    }
}
