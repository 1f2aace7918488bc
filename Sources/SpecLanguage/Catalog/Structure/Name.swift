import NetworkTerms

extension StructureWord {
    public static let name = StructureWord(
        "name", in: .besideItem, value: [.name],
        "The layer's name, for joins, heads and saved weights. In longhand it can also go among the layer's parameters.",
        example: "- dense: 10\n  name: classifier")

    public static let `as` = StructureWord(
        "as", in: .option, value: [.name], otherNames: [name.key, "named"], "The layer's name, in the notation.",
        example: "- fc 10, as classifier",
        notation: "fc 10, as classifier")
}
