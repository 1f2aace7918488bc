import Basics
import Testing

/// A slip is at most a third of a word's letters; a swap of neighbours is one.
@Suite struct SuggestionTests {
    @Test(arguments: [
        ("cnov", "conv"), ("covn", "conv"), ("con", "conv"), ("convv", "conv"), ("Conv", "conv"), ("droput", "dropout"),
        ("bacth norm", "batch norm"),
    ])
    func aSlipFindsTheWordMeant(_ slip: String, _ meant: String) {
        #expect(Suggestion.closest(to: slip, among: ["conv", "dropout", "batch norm", "relu"]) == meant)
    }

    @Test(arguments: ["", "xyz", "entangler", "c"])
    func aWordThatIsNearToNothingFindsNone(_ word: String) {
        #expect(Suggestion.closest(to: word, among: ["conv", "dropout"]) == nil)
    }

    @Test(arguments: [("pixel unshuffle", "pixel shuffle"), ("pixel shuffle", "pixel unshuffle"), ("unpool", "pool")])
    func theOppositeIsNoSlip(word: String, other: String) {
        #expect(Suggestion.closest(to: word, among: [other]) == nil)
    }

    @Test func aWordIsNoSlipOfItself() { #expect(Suggestion.closest(to: "conv", among: ["conv"]) == nil) }

    @Test func ofTwoEquallyNearWordsTheFirstInTheAlphabetIsMeant() {
        #expect(Suggestion.closest(to: "cat", among: ["hat", "bat"]) == "bat")
    }

    @Test func aListReadsAsASentence() {
        #expect(Suggestion.list(["a"]) == "a")
        #expect(Suggestion.list(["a", "b", "c"]) == "a, b, or c")
        #expect(Suggestion.list([String]()) == "")
    }
}
