import NetworkTerms

extension StructureWord {
    public static let body = StructureWord(
        "body", in: .spec, value: [.layers], need: .requiredUnless([.head, .heads]), describesNetwork: true,
        otherNames: ["features", "layers", "backbone", "encoder"],
        "The layers that turn the input into features, in order.", example: "body: [\"3x3 conv, 8, relu\"]")
}
