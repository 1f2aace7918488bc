extension RulePage {
    /// The mistakes that only the table of a spec reveals.
    static let tableMistakes: [RulePage] = [
        RulePage(
            .tableColumns,
            summary: "The columns that a spec names are in its table, each for one purpose.",
            reason: """
                If the CSV table of a spec is there, `strata check` reads its start and compares its columns with the \
                spec, so that a misspelled column, an input of another size, or a target that isn't a number is found \
                before training. A table that isn't there is no finding. The target can't be a feature too, because \
                the network would only copy it.
                """,
            source: "docs/language.md",
            example: """
                input: 2
                head:
                  - fc 8, relu
                  - fc 1
                train:
                  data:
                    csv: {file: houses.csv, target: price, features: [area, price]}
                  loss: mean squared error
                """,
            better: """
                input: 2
                head:
                  - fc 8, relu
                  - fc 1
                train:
                  data:
                    csv: {file: houses.csv, target: price, features: [area, rooms]}
                  loss: mean squared error
                """)
    ]
}
