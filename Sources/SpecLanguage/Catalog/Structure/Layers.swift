import NetworkTerms

extension StructureWord {
    public static let layers = StructureWord(
        "layers", in: .item, .block, .head, value: [.layers], need: .required, companions: [.repeat, .name],
        "A group of layers: those of a block or a head, or layers in a list that are repeated or named as one.",
        example: "- layers:\n    - 3x3 conv, 64, pad 1\n    - relu\n  repeat: 2")

    public static let `repeat` = StructureWord(
        "repeat", in: .besideItem, value: [.count], otherNames: ["times"],
        "The number of repetitions. Each has its own weights; `?` leaves the number to `strata solve`.",
        example: "- layers: [relu]\n  repeat: 2")
}
