extension DataSourceDefinition {
    /// IDX files.
    public static let idx = DataSourceDefinition(
        Syntax(
            key: "idx",
            title: "IDX files",
            summary: """
                Four files named as in MNIST, gzipped or not: `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, \
                and the same two with `t10k` instead of `train`. Images with channels are `idx4`: count, height, \
                width, channels. Labels in `idx3` have a class for each pixel, a number from 0: count, height, width.
                """,
            forms: [Syntax.Form("idx")],
            parameters: [
                ParameterDefinition(
                    "folder", .path, isRequired: true, "The path of the folder with the files.",
                    notation: .trailing),
                .classes,
            ],
            example: Syntax.Example(notation: "idx digits, classes 10", longhand: "idx: {folder: digits, classes: 10}")),
        source: "http://yann.lecun.com/exdb/mnist",
        samples: .images(hasLabelMaps: true),
        place: "the folder of the four IDX files, gzipped or not")
}
