extension DataSourceDefinition {
    /// CSV tables.
    public static let csv = DataSourceDefinition(
        Syntax(
            key: "csv",
            title: "CSV table",
            summary: """
                A file of separated values (RFC 4180), one row per sample. A column of numbers is one input, \
                standardized with its mean and standard deviation in the training set. Any other column has \
                categories, with one input per category in the order of their names: 1 for the row's category, 0 for \
                the others. Empty fields, `NA`, `NaN`, `null`, and `?` are missing values. A number beyond 3.4e38, and a \
                target with the same value in every row, are errors.
                """,
            forms: [Syntax.Form("csv")],
            parameters: [
                ParameterDefinition(
                    "file", .path, isRequired: true, "The path of the file.", notation: .trailing),
                ParameterDefinition(
                    "target", .text, "The column to predict.", notation: .keyword("target")),
                ParameterDefinition(
                    "features", .names, "The columns to predict it from, in this order; by default, all others."),
                ParameterDefinition("ignore", .names, "Columns that aren't features."),
                ParameterDefinition("categories", .names, "Columns whose numbers are category names."),
                .classes,
                ParameterDefinition(
                    "missing", .word(MissingValues.words), default: .word(MissingValues.drop.rawValue),
                    """
                    What to do with rows that lack a value: `drop` skips them; `mean` uses the column's mean, or none \
                    of the categories. Rows without a target are always skipped.
                    """, notation: .keyword("missing")),
                ParameterDefinition(
                    "test", .decimal(.fraction), default: .decimal(0.2),
                    "The fraction of rows in the test set.",
                    notation: .keyword("test")),
                ParameterDefinition(
                    "test file", .path,
                    """
                    The path of a second table with the test rows, in columns of the same names. All rows of `file` are \
                    then for training.
                    """, notation: .keyword("test file")),
                ParameterDefinition(
                    "seed", .integer(minimum: 0), default: .integer(1), "The seed for choosing the test rows.",
                    notation: .keyword("seed")),
                ParameterDefinition(
                    "header", .boolean, default: .boolean(true),
                    "Whether the first row has the column names; otherwise they are 1, 2, and so on.",
                    notation: .flag("no header", .boolean(false))),
                ParameterDefinition(
                    "separator", .word(Separator.words), default: .word(Separator.comma.rawValue),
                    "The separator between fields.", notation: .keyword("separator")),
            ],
            example: Syntax.Example(
                notation: "csv penguins.csv, target species",
                longhand: "csv: {file: penguins.csv, target: species}")),
        source: "https://www.rfc-editor.org/rfc/rfc4180",
        samples: .rows,
        place: "the CSV file",
        unlabeled: "file",
        labels: ["ignore": "ignored", "header": "hasHeader"],
        mistake: { call in
            call.word("test file") != nil && call.differsFromDefault("test")
                ? CallMistake(
                    "test", "`test` takes test rows from `file`, but they are in `test file`",
                    help: "leave out one of them")
                : nil
        })
}
