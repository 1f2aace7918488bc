import NetworkTerms

extension StructureWord {
    public static let branches = StructureWord(
        "branches", in: .item, value: [.branches], companions: [.repeat, .name, .join], needing: [.join],
        "Several lists of layers on the same input. An empty list passes the input through.",
        example: "- branches:\n    - - 1x1 conv, 64\n    - - 3x3 conv, 64, pad 1\n  join: concat")

    public static let join = StructureWord(
        "join", in: .besideItem, value: [.term(.word(Joining.words))], "How the outputs of branches are joined.",
        example: "- branches: [[relu], []]\n  join: concat")
}
