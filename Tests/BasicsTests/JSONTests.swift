import Basics
import TestSupport
import Testing

@Suite struct JSONTests {
    private func read(_ text: String) -> JSON? { try? JSON(reading: Array(text.utf8)) }

    @Test func anyValueIsReadAsItWasWritten() {
        var generator = SeededGenerator(seed: 2)
        func value(_ depth: Int) -> JSON {
            switch generator.pick(depth > 3 ? 0...4 : 0...6) {
            case 0: .null
            case 1: .boolean(generator.once(in: 2))
            case 2: .integer(generator.pick(Int.min...Int.max))
            case 3: .decimal(Double(generator.pick(-1000...1000)) + 0.5)
            case 4: .string(Self.text(&generator))
            case 5: .array((0..<generator.pick(0...4)).map { _ in value(depth + 1) })
            default: .object((0..<generator.pick(0...4)).map { _ in (Self.text(&generator), value(depth + 1)) })
            }
        }
        for _ in 0..<500 {
            let value = value(0)
            #expect((try? JSON(reading: value.bytes)) == value)
            #expect(read(value.text(width: 20)) == value)
        }
    }

    private static func text(_ generator: inout SeededGenerator) -> String {
        let pieces = ["a", "\"", "\\", "\n", "\r", "\t", "\u{0}", "\u{1F}", "é", "\u{2028}", "🙂", "\u{301}", "/", " "]
        return (0..<generator.pick(0...6)).map { _ in generator.pick(pieces) }.joined()
    }

    @Test(arguments: [
        "", "{", "}", "[1,]", "{\"a\":}", "{a: 1}", "'a'", "nul", "1 2", "\"\\x\"", "\"\n\"", "-", "+1", "1e999", "01",
        "1.", ".5", "1e", "tru", "\"\\u12\"", "\"\\u+123\"", "[1 2]", "{\"a\" 1}", "\"",
    ])
    func whatIsNotJSONIsNoValue(_ text: String) { #expect(read(text) == nil) }

    @Test func numbersAreWholeWhereTheyCanBe() {
        #expect(read("-0") == 0)
        #expect(read("9223372036854775807") == .integer(.max))
        #expect(read("9223372036854775808") == .decimal(0x1p63))
        #expect(read("12.50e1")?.integer == 125)
        #expect(read("1.5")?.integer == nil)
    }

    @Test func aProblemNamesItsPlace() {
        #expect(throws: JSONProblem(position: 5, message: "expected ':'")) {
            try JSON(reading: Array("{\"a\" 1 }".utf8))
        }
        #expect(throws: JSONProblem(position: 3, message: "unexpected text after the end")) {
            try JSON(reading: Array("[] 1".utf8))
        }
    }

    @Test func nestingIsBounded() {
        let deep = JSONReader.deepest
        #expect(read(String(repeating: "[", count: deep) + String(repeating: "]", count: deep)) != nil)
        #expect(read(String(repeating: "[", count: deep + 1) + String(repeating: "]", count: deep + 1)) == nil)
        #expect(read(String(repeating: "[", count: 100_000)) == nil)
        #expect(read(String(repeating: "{\"a\":", count: 100_000)) == nil)
    }

    @Test func theNumberOfValuesIsBounded() {
        let many = "[" + String(repeating: "0,", count: JSONReader.mostValues) + "0]"
        #expect(throws: JSONProblem.self) { try JSON(reading: Array(many.utf8)) }
        #expect(throws: Never.self) {
            var (reader, count) = (JSONReader(Array(many.utf8)), 0)
            try reader.array { (reader) throws(JSONProblem) in count += try reader.count() + 1 }
            #expect(count == JSONReader.mostValues + 1)
        }
    }

    @Test func brokenTextIsReplacedOrRefused() {
        func replaced(_ bytes: [UInt8]) -> JSON? { try? JSON(reading: bytes, replacesBrokenText: true) }
        #expect(read("\"\\ud83d\\ude42\"") == "🙂")
        for (text, expected) in [
            ("\"\\ud83d!\"", "\u{FFFD}!"), ("\"\\ude42\"", "\u{FFFD}"), ("\"\\ud83d\\u0041\"", "\u{FFFD}A"),
        ] {
            #expect(replaced(Array(text.utf8))?.string == expected)
            #expect(read(text) == nil)
        }
        #expect(replaced([0x22, 0xFF, 0x22]) == "\u{FFFD}")
        #expect((try? JSON(reading: [0x22, 0xFF, 0x22])) == nil)
    }

    @Test func aFieldIsFoundUnlessItIsNull() {
        let value: JSON = ["a": 1, "b": .null, "a": 2]
        #expect(value["a"] == 2)
        #expect(value["b"] == nil)
        #expect(value["c"] == nil)
        #expect(JSON.array([])["a"] == nil)
    }

    @Test func objectsAreEqualWhateverTheirOrder() {
        #expect(["a": 1, "b": [2]] as JSON == ["b": [2], "a": 1])
        #expect(["a": 1] as JSON != ["a": 1, "b": 2])
        #expect(Set<JSON>([["a": 1, "b": 2], ["b": 2, "a": 1]]).count == 1)
    }

    @Test func aTextForPeopleBreaksWhatIsTooWide() {
        let value: JSON = ["name": "a", "sizes": [1, 2, 3], "empty": [], "long": ["one", "two", "three", "four"]]
        #expect(
            String(decoding: value.bytes, as: UTF8.self)
                == #"{"name":"a","sizes":[1,2,3],"empty":[],"long":["one","two","three","four"]}"#)
        #expect(
            value.text(width: 20) == """
                {
                  "name": "a",
                  "sizes": [1, 2, 3],
                  "empty": [],
                  "long": [
                    "one",
                    "two",
                    "three",
                    "four"
                  ]
                }
                """)
        #expect(!value.text(width: 200).contains("\n"))
    }

    @Test func controlCharactersAreEscaped() {
        #expect(String(decoding: JSON.string("\"\\\n\r\t\u{1}é").bytes, as: UTF8.self) == #""\"\\\n\r\t\u0001é""#)
        #expect(JSON.decimal(.infinity).bytes == Array("null".utf8))
    }
}
