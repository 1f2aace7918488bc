import Basics
import Testing

@Suite struct SeparatedValuesTests {
    private func rows(_ bytes: [UInt8], isStart: Bool = false) throws -> [[String]] {
        let table = try SeparatedValues(bytes, separator: UInt8(ascii: ","), isStart: isStart)
        return (0..<table.rows).map { row in (0..<table.columns).map { table.text(of: table[row, $0]) } }
    }

    /// A quoted line break, doubled quotes, several bytes for a character, and a blank line.
    @Test func theStartOfATableHasItsFirstWholeRows() throws {
        let text = Array("name,größe\r\n\"a, \"\"b\"\"\",1\n\n\"two\nlines\",ü\n☃,\"\"\nlast,2\n".utf8)
        let all = try rows(text)
        #expect(all.count == 5)
        for length in text.indices {
            let start = try rows(Array(text[..<length]), isStart: true)
            #expect(start.elementsEqual(all.prefix(start.count)))
        }
        #expect(try rows(text, isStart: true) == all)
    }

    @Test func theStartOfATableMayHaveMistakes() {
        #expect(throws: SeparatedValues.Mistake.self) { try rows(Array("a,b\n1\n2,".utf8), isStart: true) }
    }
}
