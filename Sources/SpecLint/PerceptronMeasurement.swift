/// What perceptrons of different sizes reached on tables, as Markdown for the pages of rules about them.
enum PerceptronMeasurement {
    /// How it was measured.
    private static let method = """
        The means of 6 random splits, each with its own seed, and their 95% confidence intervals: accuracy \
        on the test rows, a fifth of the table, or R2 for a number. Every network has relu and was trained \
        for 100 epochs with `adamw, rate 5e-3, decay 0.01`, a batch of 16, and a cosine schedule. The tables \
        are those of scikit-learn, and Specs/data/penguins.csv. The interval is mostly the chance of the \
        split, which all columns share: on the same splits, differences are smaller than the intervals \
        suggest.
        """

    /// One hidden layer, by its units.
    static let widths = """
        \(method)

        | units of the hidden layer | none | 2 | 3 | 4 | 8 | 16 | 32 | 64 | 128 | 256 |
        |---|---|---|---|---|---|---|---|---|---|---|
        | iris (150 rows, 4 inputs, 3 classes) | 0.911 ± 0.029 | 0.917 ± 0.048 | 0.878 ± 0.148 | 0.956 ± 0.053 | 0.961 ± 0.041 | 0.956 ± 0.036 | 0.950 ± 0.037 | 0.956 ± 0.053 | 0.956 ± 0.053 | 0.956 ± 0.048 |
        | wine (178 rows, 13 inputs, 3 classes) | 0.977 ± 0.022 | 0.940 ± 0.085 | 0.981 ± 0.024 | 0.977 ± 0.022 | 0.972 ± 0.026 | 0.977 ± 0.022 | 0.981 ± 0.015 | 0.981 ± 0.024 | 0.977 ± 0.022 | 0.977 ± 0.022 |
        | breast cancer (569 rows, 30 inputs, 2 classes) | 0.968 ± 0.031 | 0.963 ± 0.035 | 0.963 ± 0.034 | 0.965 ± 0.033 | 0.963 ± 0.028 | 0.963 ± 0.021 | 0.962 ± 0.018 | 0.962 ± 0.015 | 0.965 ± 0.017 | 0.961 ± 0.015 |
        | penguins (333 rows, 9 inputs, 3 classes) | 0.998 ± 0.006 | 0.998 ± 0.006 | 0.985 ± 0.024 | 0.995 ± 0.008 | 0.995 ± 0.008 | 0.995 ± 0.008 | 0.995 ± 0.008 | 0.995 ± 0.008 | 0.998 ± 0.006 | 0.998 ± 0.006 |
        | digits (1,797 rows, 64 inputs, 10 classes) | 0.960 ± 0.009 | 0.662 ± 0.032 | 0.805 ± 0.046 | 0.871 ± 0.017 | 0.940 ± 0.003 | 0.970 ± 0.009 | 0.970 ± 0.006 | 0.977 ± 0.005 | 0.983 ± 0.004 | 0.980 ± 0.004 |
        | diabetes (442 rows, 10 inputs, a number) | 0.497 ± 0.072 | 0.470 ± 0.074 | 0.465 ± 0.088 | 0.464 ± 0.081 | 0.454 ± 0.085 | 0.445 ± 0.071 | 0.389 ± 0.081 | 0.340 ± 0.116 | 0.299 ± 0.068 | 0.220 ± 0.108 |
        | penguins' mass (333 rows, 11 inputs, a number) | 0.853 ± 0.024 | 0.842 ± 0.029 | 0.846 ± 0.033 | 0.850 ± 0.034 | 0.856 ± 0.032 | 0.856 ± 0.028 | 0.853 ± 0.028 | 0.847 ± 0.027 | 0.842 ± 0.024 | 0.835 ± 0.017 |
        """

    /// Hidden layers of 32 units, by their number.
    static let layers = """
        \(method)

        | hidden layers of 32 units | none | 1 | 2 | 3 | 4 | 6 |
        |---|---|---|---|---|---|---|
        | iris (150 rows, 4 inputs, 3 classes) | 0.911 ± 0.029 | 0.950 ± 0.037 | 0.950 ± 0.048 | 0.956 ± 0.036 | 0.956 ± 0.042 | 0.950 ± 0.048 |
        | wine (178 rows, 13 inputs, 3 classes) | 0.977 ± 0.022 | 0.981 ± 0.015 | 0.977 ± 0.022 | 0.981 ± 0.015 | 0.986 ± 0.016 | 0.977 ± 0.029 |
        | breast cancer (569 rows, 30 inputs, 2 classes) | 0.968 ± 0.031 | 0.962 ± 0.018 | 0.962 ± 0.021 | 0.963 ± 0.018 | 0.963 ± 0.018 | 0.965 ± 0.010 |
        | penguins (333 rows, 9 inputs, 3 classes) | 0.998 ± 0.006 | 0.995 ± 0.008 | 0.995 ± 0.013 | 0.995 ± 0.008 | 0.998 ± 0.006 | 1.000 ± 0.000 |
        | digits (1,797 rows, 64 inputs, 10 classes) | 0.960 ± 0.009 | 0.970 ± 0.006 | 0.974 ± 0.007 | 0.969 ± 0.009 | 0.972 ± 0.010 | 0.955 ± 0.009 |
        | diabetes (442 rows, 10 inputs, a number) | 0.497 ± 0.072 | 0.389 ± 0.081 | 0.066 ± 0.232 | 0.075 ± 0.179 | 0.062 ± 0.104 | 0.035 ± 0.132 |
        | penguins' mass (333 rows, 11 inputs, a number) | 0.853 ± 0.024 | 0.853 ± 0.028 | 0.845 ± 0.024 | 0.836 ± 0.027 | 0.835 ± 0.025 | 0.836 ± 0.021 |
        """
}
