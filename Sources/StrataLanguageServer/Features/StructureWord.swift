/// A word that structures a list of layers, and is no layer itself.
struct StructureWord {
    let name: String
    let documentation: String
    let example: String
    /// What completion writes for it, in longhand; nil for what belongs to the notation.
    let isLonghand: Bool

    static func named(_ name: String) -> StructureWord? { all.first { $0.name == name } }

    static let all = [
        StructureWord(
            name: "residual", documentation: "Layers whose output is added to their input.",
            example: "- residual:\n    - 3x3 conv, 64, pad 1\n  shortcut: project", isLonghand: true),
        StructureWord(
            name: "shortcut",
            documentation:
                "What is added to a residual: `identity`, `project` (a 1x1 convolution with batch norm where the sizes differ), or a list of layers.",
            example: "shortcut: project", isLonghand: true),
        StructureWord(
            name: "branches",
            documentation: "Several stacks of layers on one tensor; `join` says how they come together.",
            example: "- branches:\n    - - 1x1 conv, 64\n    - - 3x3 conv, 64, pad 1\n  join: concat", isLonghand: true),
        StructureWord(
            name: "join", documentation: "How branches come together: `concat`, `add` or `multiply`.",
            example: "join: concat", isLonghand: true),
        StructureWord(
            name: "layers", documentation: "Layers that belong together, for `repeat` or a name.",
            example: "- layers:\n    - 3x3 conv, 64, pad 1\n    - relu\n  repeat: 2", isLonghand: true),
        StructureWord(
            name: "repeat", documentation: "How often the layers stand in a row; `?` where it is to be found.",
            example: "- basic: {channels: 64}\n  repeat: 2", isLonghand: true),
        StructureWord(
            name: "name", documentation: "The layer's name, for joins, heads and weights.", example: "name: stem",
            isLonghand: true),
        StructureWord(
            name: "expect", documentation: "A contract: the size of the tensor here. `?` in it is any.",
            example: "- expect 7x7x512", isLonghand: false),
        StructureWord(
            name: "concat",
            documentation: "Joins the current tensor with named ones, channels behind each other. `, crop` crops them.",
            example: "- concat enc1", isLonghand: false),
        StructureWord(
            name: "add", documentation: "Adds named tensors to the current one.", example: "- add stem",
            isLonghand: false),
        StructureWord(
            name: "multiply",
            documentation: "Multiplies the current tensor by named ones; a map of 1x1 scales whole channels.",
            example: "- multiply gate", isLonghand: false),
        StructureWord(
            name: "given", documentation: "The block's parameters; one without a default has to be given.",
            example: "given: {channels: , stride: 1}", isLonghand: true),
        StructureWord(
            name: "from", documentation: "The layer whose output an auxiliary head takes.", example: "from: inception3",
            isLonghand: true),
        StructureWord(
            name: "weight", documentation: "The share of an auxiliary head's loss in the whole.",
            example: "weight: 0.3", isLonghand: true),
    ]
}
