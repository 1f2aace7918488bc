import NetworkTerms

extension StructureWord {
    public static let include = StructureWord(
        "include", in: .spec, value: [.paths], otherNames: ["import"],
        "Other specs whose blocks can be used here.", example: "include: blocks.strata.yaml")
}
