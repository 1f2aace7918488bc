import NetworkTerms

extension StructureWord {
    public static let residual = StructureWord(
        "residual", in: .item, value: [.layers], companions: [.repeat, .name, .shortcut],
        "Layers whose output is added to their input.",
        example: "- residual:\n    - 3x3 conv, 64, pad 1\n  shortcut: project")

    public static let shortcut = StructureWord(
        "shortcut", in: .besideItem, value: [.term(.word(Residual.Shortcut.words)), .layers],
        """
        The path of a residual's input to the sum: unchanged (`identity`, the default), through a 1x1 convolution and a \
        batch norm if the sizes differ (`project`), or through a list of layers.
        """,
        example: "- residual: [\"3x3 conv, 64, pad 1\"]\n  shortcut: project")
}
