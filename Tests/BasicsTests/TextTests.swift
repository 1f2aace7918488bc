import Basics
import Testing

@Suite struct TextTests {
    @Test func columnsOfATableAreAligned() {
        let table = TextTable([["layer", "size", ""], ["conv1", "1,024", "no"], ["幅", "7", ""]], rightAligned: [1])
        #expect(table.lines == ["layer   size", "conv1  1,024  no", "幅         7"])
        #expect(table.rule.count == 5 + 2 + 5 + 2 + 2)
        #expect(
            table.lines { cell, column in column == 1 ? "<\(cell)>" : cell }
                == ["layer  < size>", "conv1  <1,024>  no", "幅     <    7>"])
        #expect(TextTable([]).lines.isEmpty)
    }

    @Test func aTableThatIsTooWideBreaksBetweenWords() {
        let table = TextTable(
            [
                ["layer", "output", "multiply-accumulates"],
                ["stage1.block1.conv1", "28x28x16", "1,204,224 → 2,408,448"],
            ], rightAligned: [2], columns: 32)
        #expect(
            table.lines.joined(separator: "\n") == """
                layer      output      multiply-
                                     accumulates
                stage1.    28x28x16  1,204,224 →
                block1.                2,408,448
                conv1
                """)
        #expect(table.rule.count <= 32)
    }

    @Test func aTableThatFitsIsNotBroken() {
        let rows = [["a b", "1"], ["c", "20"]]
        #expect(TextTable(rows, columns: 7).lines == TextTable(rows).lines)
    }

    @Test func numbersAreNeverBroken() {
        let table = TextTable([["conv 3x3 /2", "1,204,224", "0.5"]], columns: 3)
        #expect(table.lines == ["conv  1,204,224  0.5\n3x3\n/2"])
    }

    @Test func whatATerminalWouldObeyIsReplaced() {
        #expect("plain".shown == "plain")
        #expect("a\u{1B}[31m\nb\u{202E}".shown == "a\u{FFFD}[31m\u{FFFD}b\u{FFFD}")
    }

    @Test func pathsAreTakenApartAndJoined() {
        #expect(Path.fileName(of: "a/b.yaml") == "b.yaml")
        #expect(Path.fileName(of: "/") == "/")
        #expect(Path.folder(of: "a/b.yaml") == "a")
        #expect(Path.folder(of: "b.yaml") == "")
        #expect(Path.folder(of: "/b.yaml") == "/")
        #expect(Path.join("", "b") == "b")
        #expect(Path.join("/", "b") == "/b")
        #expect(Path.join("a", "b") == "a/b")
    }

    @Test func aPathSurvivesTheWayThroughAURI() {
        let path = "/a b/ü%41+🙂~_.-x"
        let encoded = PercentEncoding.encoded(path)
        #expect(encoded == "/a%20b/%C3%BC%2541%2B%F0%9F%99%82~_.-x")
        #expect(PercentEncoding.decoded(encoded) == Array(path.utf8))
        #expect(PercentEncoding.decoded("100%+1%zz%") == Array("100%+1%zz%".utf8))
    }

    @Test func aCommandCanBePastedIntoAShell() {
        #expect(shellCommand(["./a b", "--data=x", "it's", ""]) == "'./a b' --data=x 'it'\\''s' ''")
    }

    @Test func controlCharactersInACommandAreEscaped() {
        #expect(shellCommand(["a\nb", "it's\u{1B}1", "\u{202E}"]) == #"$'a\nb' $'it\'s\0331' $'\342\200\256'"#)
    }

    @Test func namesOnOneLineStayDifferent() {
        #expect("a b".escaped == "a b")
        #expect("a\nb\tc\r\u{1B}\u{2028}é".escaped == #"a\nb\tc\r\u{1B}\u{2028}é"#)
    }

    @Test func endsAreTrimmed() {
        #expect("  a b ".trimmed { $0 == " " } == "a b")
        #expect("  a b ".trimmedAtEnd { $0 == " " } == "  a b")
        #expect("   ".trimmed { $0 == " " } == "")
    }

    @Test func aSizeIsWrittenAxisByAxis() {
        #expect([28, 28, 1].sizeText == "28x28x1")
        #expect(["3", "3"].shortSizeText == "3")
        #expect(["3", "5"].shortSizeText == "3x5")
        #expect([String]().shortSizeText == "")
    }

    @Test func linesAreBrokenBetweenWords() {
        #expect("one two three".wrapped(to: 7) == ["one two", "three"])
        #expect("one twothree".wrapped(to: 5) == ["one", "twothree"])
        #expect("".wrapped(to: 5) == [""])
    }

    @Test func ofSeveralElementsWithOneKeyTheFirstStays() {
        #expect(["a1", "b1", "a2"].unique(by: \.first) == ["a1", "b1"])
    }

    @Test func onlyDigitsAndWhitespaceOfASCIIAreSuch() {
        #expect((0...255).filter { UInt8($0).isDigit }.map { UInt8($0) } == Array("0123456789".utf8))
        #expect((0...255).filter { UInt8($0).isWhitespace } == [9, 10, 13, 32])
    }

    @Test func theNearestPowerOfTenIsFound() {
        #expect(1.0.powerOfTen == 0)
        #expect(0.0013.powerOfTen == -3)
        #expect(3.0.powerOfTen == 0)
        #expect(3.2.powerOfTen == 1)
        #expect(0.31.powerOfTen == -1)
        #expect(0.32.powerOfTen == 0)
        #expect(Double.leastNonzeroMagnitude.powerOfTen != nil)
        #expect(0.0.powerOfTen == nil)
        #expect(Double.infinity.powerOfTen == nil)
    }
}
