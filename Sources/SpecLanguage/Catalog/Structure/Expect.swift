import NetworkTerms

extension StructureWord {
    public static let expect = StructureWord(
        "expect", in: .item, .line, value: [.size],
        "A contract: the size that the tensor must have here. `?` matches any number.",
        example: "- expect: \"?x?x64\"",
        notation: "expect ?x?x64")
}
