extension DataSourceDefinition {
    /// CSV tables.
    public static let csv = DataSourceDefinition(
        Syntax(
            key: "csv",
            title: "CSV table",
            summary: """
                A file of separated values (RFC 4180), a row a sample. A column of numbers is one input, less its mean and over \
                its standard deviation; any other is a column of categories, and one input a category, in the order of their \
                names: 1 for the row's own, 0 for the others. Means and deviations are those of the training part. Empty \
                fields, `NA`, `NaN`, `null` and `?` are missing values.
                """,
            forms: [Syntax.Form("csv")],
            parameters: [
                ParameterDefinition(
                    "file", .path, isRequired: true, "The path of the file.", notation: .trailing),
                ParameterDefinition(
                    "target", .text, "The column to be told from the others.", notation: .keyword("target")),
                ParameterDefinition(
                    "features", .names, "The columns to tell it from, in this order; without it all others."),
                ParameterDefinition("ignore", .names, "Columns that are no features."),
                ParameterDefinition("categories", .names, "Columns whose numbers are names of categories."),
                .classes,
                ParameterDefinition(
                    "missing", .word(MissingValues.words), default: .word(MissingValues.drop.rawValue),
                    """
                    What becomes of rows that lack a value: `drop` leaves them out; `mean` takes the column's mean, or none of \
                    the categories. Rows without a target are always left out.
                    """, notation: .keyword("missing")),
                ParameterDefinition(
                    "test", .decimal(.fraction), default: .decimal(0.2),
                    "The share of rows that are kept to measure by.",
                    notation: .keyword("test")),
                ParameterDefinition(
                    "seed", .integer(minimum: 0), default: .integer(1), "What the choice of these rows follows from.",
                    notation: .keyword("seed")),
                ParameterDefinition(
                    "header", .boolean, default: .boolean(true),
                    "Whether the first row names the columns; else they are called 1, 2 and so on.",
                    notation: .flag("no header", .boolean(false))),
                ParameterDefinition(
                    "separator", .word(Separator.words), default: .word(Separator.comma.rawValue),
                    "What stands between two fields.", notation: .keyword("separator")),
            ],
            example: Syntax.Example(
                notation: "csv penguins.csv, target species",
                longhand: "csv: {file: penguins.csv, target: species}")),
        source: "https://www.rfc-editor.org/rfc/rfc4180",
        samples: .rows,
        place: "the CSV file",
        unlabeled: "file",
        labels: ["ignore": "ignored", "header": "hasHeader"])
}
