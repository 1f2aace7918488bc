import Basics
import Testing

@Suite struct NumberTests {
    @Test func thousandsAreGrouped() {
        #expect(0.grouped == "0")
        #expect(999.grouped == "999")
        #expect(1000.grouped == "1,000")
        #expect((-1_234_567).grouped == "-1,234,567")
        #expect(Int.min.grouped == "-9,223,372,036,854,775,808")
    }

    @Test func aCountedNounIsPluralUnlessThereIsOne() {
        #expect(counted(1, "epoch") == "1 epoch")
        #expect(counted(0, "epoch") == "0 epochs")
        #expect(counted(1000, "batch", plural: "batches") == "1,000 batches")
        #expect(counted(1.0, "epoch") == "1 epoch")
        #expect(counted(0.5, "epoch") == "0.5 epochs")
    }

    @Test func fixedDecimalsAreRoundedAndSurviveWhatIsNoNumber() {
        #expect(0.90612.fixed(4) == "0.9061")
        #expect(2.0.fixed(0) == "2")
        #expect((-0.00001).fixed(2) == "0.00")
        #expect(9.999.fixed(2) == "10.00")
        #expect(Double.nan.fixed(2) == "nan")
        #expect(Double.infinity.fixed(2) == "inf")
    }

    @Test func aShortNumberHasFourSignificantDigits() {
        #expect(0.045_274.short == "0.04527")
        #expect(1.2345.short == "1.234")
        #expect(81_230.4.short == "81,230")
        #expect(9999.7.short == "10,000")
        #expect(285.77.short == "285.8")
        #expect(0.0.short == "0.000")
        #expect(Double.nan.short == "nan")
    }

    @Test func durationsReadAsAPersonSaysThem() {
        #expect(duration(8.44) == "8.4 s")
        #expect(duration(59.97) == "1 min 00 s")
        #expect(duration(125) == "2 min 05 s")
        #expect(duration(3720) == "1 h 02 min")
        #expect(duration(.infinity) == "a long time")
    }

    @Test func byteCountsHaveAUnitThatSuitsThem() {
        #expect(byteCount(1) == "1 byte")
        #expect(byteCount(812) == "812 bytes")
        #expect(byteCount(247_000) == "247 KB")
        #expect(byteCount(1_400_000) == "1.4 MB")
        #expect(byteCount(24_576_000_000) == "24,576.0 MB")
    }

    @Test func hexadecimalDigitsAreFilledUpWithZeros() {
        #expect(UInt8(10).hexadecimal(digits: 2) == "0a")
        #expect(UInt32(0x1F642).hexadecimal(digits: 4, uppercase: true) == "1F642")
    }

    @Test func arithmeticThatOverflowsHasNoResult() {
        #expect(product(2, 3, 7) == 42)
        #expect(product(.max, 2) == nil)
        #expect(product([]) == 1)
        #expect(sum(2, 3, 7) == 12)
        #expect(sum(.max, 1) == nil)
        #expect(lcm(4, 6) == 12)
        #expect(lcm(.max, .max - 1) == nil)
    }

    @Test func divisionRoundsDownBelowZeroToo() {
        #expect(floorDivide(7, 3) == 2)
        #expect(floorDivide(-7, 3) == -3)
        #expect(modulo(-7, 3) == 2)
        #expect(gcd(0, 5) == 5)
    }

    @Test func aFingerprintIsSixteenDigitsOfFNV1a() {
        #expect(Fingerprint.text(of: "".utf8) == "cbf29ce484222325")
        #expect(Fingerprint.text(of: "a".utf8) == "af63dc4c8601ec8c")
    }
}
