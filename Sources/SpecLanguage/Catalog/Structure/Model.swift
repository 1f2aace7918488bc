import NetworkTerms

extension StructureWord {
    public static let model = StructureWord(
        "model", in: .spec, value: [.name], need: .required, describesNetwork: true,
        otherNames: ["network", "title", "name"],
        "The network's name, which also names the generated Swift type.", example: "model: LeNet5")
}
