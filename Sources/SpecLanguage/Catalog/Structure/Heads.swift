import NetworkTerms

extension StructureWord {
    public static let head = StructureWord(
        "head", in: .spec, value: [.layers], describesNetwork: true, otherNames: ["classifier", "output", "top"],
        "The layers that turn features into the output, in order.", example: "head: [fc 10]")

    public static let heads = StructureWord(
        "heads", in: .spec, value: [.named(.head)], describesNetwork: true,
        "Several heads by name. Those with `from` are auxiliary: only training uses them.",
        example: "heads: {main: [fc 10]}")

    public static let from = StructureWord(
        "from", in: .head, value: [.layerName],
        "The layer whose output an auxiliary head takes. The head without it produces the network's output.",
        example: "from: stem")

    public static let weight = StructureWord(
        "weight", in: .head, value: [.term(.decimal(.positive))],
        "The weight of an auxiliary head's loss in the total loss; \(AuxiliaryHead.usualWeight) by default.",
        example: "weight: 0.3")
}
