import Testing

@testable import StrataRuntime

@Suite("CSV files")
struct CSVFileTests {
    private func rows(_ text: String, separator: Character = ",") throws -> [[String]] {
        let file = try CSVFile(bytes: Array(text.utf8), path: "t.csv", separator: separator.asciiValue ?? 44)
        return (0..<file.rows).map { row in (0..<file.columns).map { file.text(of: file[row, $0]) } }
    }

    @Test("a file is read as rows of fields with any kind of line break")
    func aFileIsReadAsRowsOfFields() throws {
        let expected = [["a", "b"], ["1", "2"]]
        #expect(try rows("a,b\n1,2\n") == expected)
        #expect(try rows("a,b\r\n1,2\r\n") == expected)
        #expect(try rows("a,b\n1,2") == expected)
        #expect(try rows("\u{FEFF}a,b\n\n1,2\n\n") == expected)
        #expect(try rows("a;b\n1;2", separator: ";") == expected)
        #expect(try rows("") == [])
    }

    @Test("empty fields and spaces are kept")
    func emptyFieldsAndSpacesAreKept() throws {
        #expect(try rows(",a, b \n,,\n") == [["", "a", " b "], ["", "", ""]])
    }

    @Test("quoted fields may contain separators, line breaks, and doubled quotes")
    func quotedFieldsMayContainAnything() throws {
        #expect(
            try rows("\"a,b\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"\"\n") == [
                ["a,b", "say \"hi\""], ["two\nlines", ""],
            ])
    }

    @Test("each field has its position, counted in characters, even after fields with several lines")
    func eachFieldHasItsPosition() throws {
        let file = try CSVFile(bytes: Array("é,b\n\"x\ny\",z\n".utf8), path: "t.csv", separator: 44)
        let places = (0..<file.rows).map { row in (0..<file.columns).map { file.place(of: file[row, $0]) } }
        #expect(places == [["1:1", "1:3"], ["2:1", "3:4"]])
    }

    @Test(
        "a malformed file is rejected with the position and a remedy",
        arguments: [
            ("a,b\n1\n", "t.csv:2:1: this row has 1 field, but the first one has 2\nAdd the missing fields"),
            (
                "a,b\n1,2,3\n",
                "t.csv:2:1: this row has 3 fields, but the first one has 2\nPut fields that contain a `,`"
            ),
            ("a,\"b\n1,2\n", "t.csv:1:3: the quote at the start of this field is never closed\nClose it"),
            ("a,b\n1,x\"y\n", "t.csv:2:4: unexpected quote in an unquoted field\n"),
            ("a,b\n1,\"x\"y\n", "t.csv:2:6: unexpected text after a quoted field\n"),
        ])
    func aMalformedFileIsRejected(text: String, expected: String) throws {
        let text = try message { _ = try rows(text) }
        #expect(text.hasPrefix(expected))
    }

    @Test("a file that isn't UTF-8 is rejected, and the error says how to convert it")
    func aFileThatIsNotUTF8IsRejected() throws {
        let text = try message { _ = try CSVFile(bytes: [97, 44, 0xE9, 10], path: "t.csv", separator: 44) }
        #expect(text.hasPrefix("t.csv:1:3: this field isn't valid UTF-8\nSave the table as UTF-8"))
    }

    @Test("a mark at the start doesn't count as a column, nor does a continuation byte of a character")
    func aMarkAtTheStartIsNotCounted() throws {
        let text = try message { _ = try rows("\u{FEFF}é,x\"y\n") }
        #expect(text.hasPrefix("t.csv:1:4: unexpected quote"))
    }

    @Test(
        "a carriage return ends a line only before a line feed, and may be in quotes",
        arguments: [("a,b\r1,2\r", "t.csv:1:4"), ("a,b\n1,2\r", "t.csv:2:4"), ("a,b\n1\r,2\n", "t.csv:2:2")])
    func aLoneCarriageReturnIsRejected(text: String, place: String) throws {
        let message = try message { _ = try rows(text) }
        #expect(message.hasPrefix("\(place): unexpected carriage return without a line feed after it\n"))
        #expect(try rows("\"a\rb\",\"c\"\r\n") == [["a\rb", "c"]])
    }

    @Test("a zero byte is rejected, and the error says how to convert UTF-16")
    func aZeroByteIsRejected() throws {
        let tables: [([UInt8], String)] = [
            ([97, 10, 49, 0, 10], "t.csv:2:1"), ([34, 97, 0, 34], "t.csv:1:1"),
            ([0xFF, 0xFE, 97, 0, 10, 0], "t.csv:1:1"),
        ]
        for (bytes, place) in tables {
            let text = try message { _ = try CSVFile(bytes: bytes, path: "t.csv", separator: 44) }
            #expect(text.hasPrefix("\(place): this field contains a zero byte, so the file isn't UTF-8\n"))
            #expect(text.contains("iconv -f utf-16"))
        }
    }

    @Test("random bytes are either read or rejected, and never crash")
    func randomBytesNeverCrash() {
        var random = TestRandom(seed: 3)
        let alphabet = Array("ab1,\"\n\r;\u{E9} ".utf8) + [0xFF, 0]
        for _ in 0..<3000 {
            let bytes = (0..<random.next(below: 40)).map { _ in alphabet[random.next(below: alphabet.count)] }
            _ = try? CSVFile(bytes: bytes, path: "t.csv", separator: 44)
        }
    }

    @Test("any text that was written is read back")
    func writtenTextIsReadBack() throws {
        var random = TestRandom(seed: 4)
        let alphabet: [Character] = ["a", "b", "é", ",", "\"", "\n", " ", "🙂"]
        for _ in 0..<300 {
            let columns = 1 + random.next(below: 4)
            let table = (0...random.next(below: 5)).map { _ in
                (0..<columns).map { _ in
                    String((0..<random.next(below: 6)).map { _ in alphabet[random.next(below: 8)] })
                }
            }
            let text = table.map { row in
                row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
            }.joined(separator: "\r\n")
            #expect(try rows(text) == table)
        }
    }
}
