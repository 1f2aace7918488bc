import NetworkTerms

extension StructureWord {
    public static let input = StructureWord(
        "input", in: .spec, value: [.size], need: .required, describesNetwork: true,
        otherNames: ["input_shape", "input_size", "inputs", "shape", "size"],
        "The size of one sample: height x width x channels, or a number of features.", example: "input: 28x28x1")
}
