import NetworkTerms

extension StructureWord {
    public static let define = StructureWord(
        "define", in: .spec, value: [.named(.block)], otherNames: ["blocks"],
        "Blocks: lists of layers with a name and parameters that can be used like layers.",
        example: "define: {twice: {layers: [relu, relu]}}")

    public static let given = StructureWord(
        "given", in: .block, value: [.parameters],
        "The block's parameters. Those without a default are required in each use.",
        example: "given: {channels: , stride: 1}")
}
