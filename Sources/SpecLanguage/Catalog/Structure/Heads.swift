import NetworkTerms

extension StructureWord {
    public static let head = StructureWord(
        "head", in: .spec, value: [.layers], describesNetwork: true, otherNames: ["classifier", "output", "top"],
        "The layers that turn features into the output, in order.", example: "head: [fc 10]")

    public static let heads = StructureWord(
        "heads", in: .spec, value: [.named(.head)], describesNetwork: true,
        """
        Several heads by name. Each computes an output, except auxiliary ones, which only training uses: those with `from` \
        but without `output`.
        """,
        example: "heads: {kind: [fc 3], mass: [fc 1]}")

    public static let from = StructureWord(
        "from", in: .head, value: [.layerName],
        "The layer whose output the head takes, instead of the body's. The head is then auxiliary, unless it has `output`.",
        example: "from: stem")

    public static let output = StructureWord(
        "output", in: .head, value: [.term(.boolean)],
        "Whether a head with `from` computes one of the network's outputs; otherwise it is auxiliary.",
        example: "output: true")

    public static let headTarget = StructureWord(
        "target", in: .head, value: [.target],
        """
        What this output learns, if there are several: a column of the table, `label`, the data's own, or `input`. By \
        default, what `train` says.
        """,
        example: "target: species")

    public static let weight = StructureWord(
        "weight", in: .head, value: [.term(.decimal(.positive))],
        """
        The weight of the head's loss in the total loss: by default 1, and \(AuxiliaryHead.usualWeight) for an auxiliary \
        head.
        """,
        example: "weight: 0.3")
}
