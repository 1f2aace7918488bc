extension Syntax {
    public static let fashionMNIST = Syntax(
        key: "fashion-mnist",
        title: "Fashion-MNIST",
        summary: """
            60,000 training and 10,000 test images of clothes, 28x28x1, in 10 classes (Xiao, Rasul and Vollgraf, 2017), from \
            Debian's package dataset-fashion-mnist.
            """,
        forms: [Form("fashion-mnist")],
        parameters: [],
        example: Example(notation: "fashion-mnist", longhand: "fashion-mnist:"))

    public static let idx = Syntax(
        key: "idx",
        title: "IDX files",
        summary: """
            Four files as MNIST has them, gzipped or not: `train-images-idx3-ubyte`, `train-labels-idx1-ubyte` and the same two \
            with `t10k` for `train`. Images with channels are `idx4`: count, height, width, channels. Labels that are `idx3` \
            hold a class for each pixel: count, height, width.
            """,
        forms: [Form("idx")],
        parameters: [
            ParameterDefinition(
                "folder", .text, isRequired: true, "The folder of the files, seen from the spec's.", notation: .trailing
            ),
            .classes,
        ],
        example: Example(notation: "idx digits, classes 10", longhand: "idx: {folder: digits, classes: 10}"))

    public static let csv = Syntax(
        key: "csv",
        title: "CSV table",
        summary: """
            A file of separated values (RFC 4180), a row a sample. A column of numbers is one input, less its mean and over its \
            standard deviation; any other is a column of categories, and one input a category, in the order of their names: 1 \
            for the row's own, 0 for the others. Means and deviations are those of the training part. Empty fields, `NA`, \
            `NaN`, `null` and `?` are missing values.
            """,
        forms: [Form("csv")],
        parameters: [
            ParameterDefinition(
                "file", .text, isRequired: true, "The file, seen from the spec's folder.", notation: .trailing),
            ParameterDefinition(
                "target", .text, "The column to be told from the others.", notation: .keyword("target")),
            ParameterDefinition(
                "features", .names, "The columns to tell it from, in this order; without it all others."),
            ParameterDefinition("ignore", .names, "Columns that are no features."),
            ParameterDefinition("categories", .names, "Columns whose numbers are names of categories."),
            .classes,
            ParameterDefinition(
                "missing", .word(["drop", "mean"]), default: .word("drop"),
                """
                What becomes of rows that lack a value: `drop` leaves them out; `mean` takes the column's mean, or none of the \
                categories. Rows without a target are always left out.
                """, notation: .keyword("missing")),
            ParameterDefinition(
                "test", .decimal(.fraction), default: .decimal(0.2), "The share of rows that are kept to measure by.",
                notation: .keyword("test")),
            ParameterDefinition(
                "seed", .integer(minimum: 0), default: .integer(1), "What the choice of these rows follows from.",
                notation: .keyword("seed")),
            ParameterDefinition(
                "header", .boolean, default: .boolean(true),
                "Whether the first row names the columns; else they are called 1, 2 and so on.",
                notation: .flag("no header", .boolean(false))),
            ParameterDefinition(
                "separator", .word(["comma", "semicolon", "tab"]), default: .word("comma"),
                "What stands between two fields.", notation: .keyword("separator")),
        ],
        example: Example(
            notation: "csv penguins.csv, target species",
            longhand: "csv: {file: penguins.csv, target: species}"))
}

extension ParameterDefinition {
    static let classes = ParameterDefinition(
        "classes", .integer(minimum: 2),
        "How many classes there are, so that a head that does not fit is found at once.",
        notation: .keyword("classes"))
}
