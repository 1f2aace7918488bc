import NetworkTerms

extension StructureWord {
    public static let concat = StructureWord(
        joining: .concat,
        "Concatenates the current tensor and named ones along their channels; `crop` crops the named ones first.")

    public static let add = StructureWord(
        joining: .add, "Adds named tensors to the current one.")

    public static let multiply = StructureWord(
        joining: .multiply, "Multiplies the current tensor by named ones. A 1x1 map scales whole channels.")

    public static let with = StructureWord(
        "with", in: .join, value: [.layerNames], need: .required,
        "The tensors to join with, by the names of their layers.",
        example: "- add: {with: stem}")

    public static let crop = StructureWord(
        "crop", in: .join, .option, value: [.term(.boolean)],
        "Whether to crop the named maps around their center to the height and width of the current one.",
        example: "- concat: {with: stem, crop: true}", notation: "concat stem, crop")

    private convenience init(joining kind: Joining, _ documentation: String) {
        let word = kind.rawValue
        self.init(
            word, in: .item, .line, value: [.layerNames, .keys(.join)], companions: [.repeat, .name], documentation,
            example: "- \(word): stem", notation: "\(word) stem")
    }
}
