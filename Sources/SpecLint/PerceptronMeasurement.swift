/// What perceptrons of different sizes reached on tables, as Markdown for the pages of rules about them.
enum PerceptronMeasurement {
    /// How it was measured.
    private static let method = """
        The means of 8 random splits, each with its own seed, and their 95% confidence intervals: accuracy \
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
        | iris (150 rows, 4 inputs, 3 classes) | 0.908 ± 0.020 | 0.917 ± 0.039 | 0.904 ± 0.108 | 0.967 ± 0.039 | 0.967 ± 0.030 | 0.958 ± 0.025 | 0.963 ± 0.031 | 0.967 ± 0.039 | 0.963 ± 0.038 | 0.967 ± 0.036 |
        | wine (178 rows, 13 inputs, 3 classes) | 0.983 ± 0.017 | 0.955 ± 0.062 | 0.986 ± 0.018 | 0.979 ± 0.016 | 0.976 ± 0.019 | 0.983 ± 0.017 | 0.986 ± 0.012 | 0.986 ± 0.018 | 0.983 ± 0.017 | 0.983 ± 0.017 |
        | breast cancer (569 rows, 30 inputs, 2 classes) | 0.968 ± 0.021 | 0.967 ± 0.024 | 0.966 ± 0.023 | 0.966 ± 0.023 | 0.966 ± 0.019 | 0.962 ± 0.015 | 0.963 ± 0.012 | 0.963 ± 0.010 | 0.965 ± 0.012 | 0.962 ± 0.010 |
        | penguins (333 rows, 9 inputs, 3 classes) | 0.996 ± 0.006 | 0.996 ± 0.006 | 0.989 ± 0.017 | 0.996 ± 0.006 | 0.996 ± 0.006 | 0.996 ± 0.006 | 0.996 ± 0.006 | 0.996 ± 0.006 | 0.998 ± 0.004 | 0.998 ± 0.004 |
        | digits (1,797 rows, 64 inputs, 10 classes) | 0.961 ± 0.007 | 0.664 ± 0.030 | 0.817 ± 0.037 | 0.876 ± 0.013 | 0.942 ± 0.005 | 0.967 ± 0.009 | 0.970 ± 0.005 | 0.975 ± 0.005 | 0.979 ± 0.006 | 0.979 ± 0.004 |
        | diabetes (442 rows, 10 inputs, a number) | 0.509 ± 0.052 | 0.480 ± 0.052 | 0.474 ± 0.061 | 0.470 ± 0.056 | 0.454 ± 0.057 | 0.438 ± 0.050 | 0.388 ± 0.055 | 0.329 ± 0.080 | 0.292 ± 0.054 | 0.234 ± 0.077 |
        | penguins' mass (333 rows, 11 inputs, a number) | 0.855 ± 0.018 | 0.843 ± 0.021 | 0.849 ± 0.023 | 0.850 ± 0.025 | 0.857 ± 0.024 | 0.858 ± 0.020 | 0.853 ± 0.020 | 0.848 ± 0.020 | 0.842 ± 0.018 | 0.835 ± 0.012 |
        """

    /// Hidden layers of 32 units, by their number.
    static let layers = """
        \(method)

        | hidden layers of 32 units | none | 1 | 2 | 3 | 4 | 6 |
        |---|---|---|---|---|---|---|
        | iris (150 rows, 4 inputs, 3 classes) | 0.908 ± 0.020 | 0.963 ± 0.031 | 0.958 ± 0.036 | 0.963 ± 0.028 | 0.963 ± 0.031 | 0.958 ± 0.036 |
        | wine (178 rows, 13 inputs, 3 classes) | 0.983 ± 0.017 | 0.986 ± 0.012 | 0.983 ± 0.017 | 0.986 ± 0.012 | 0.990 ± 0.012 | 0.983 ± 0.021 |
        | breast cancer (569 rows, 30 inputs, 2 classes) | 0.968 ± 0.021 | 0.963 ± 0.012 | 0.962 ± 0.014 | 0.962 ± 0.012 | 0.965 ± 0.012 | 0.967 ± 0.008 |
        | penguins (333 rows, 9 inputs, 3 classes) | 0.996 ± 0.006 | 0.996 ± 0.006 | 0.996 ± 0.009 | 0.996 ± 0.006 | 0.998 ± 0.004 | 1.000 ± 0.000 |
        | digits (1,797 rows, 64 inputs, 10 classes) | 0.961 ± 0.007 | 0.970 ± 0.005 | 0.972 ± 0.006 | 0.968 ± 0.006 | 0.970 ± 0.007 | 0.957 ± 0.007 |
        | diabetes (442 rows, 10 inputs, a number) | 0.509 ± 0.052 | 0.388 ± 0.055 | 0.089 ± 0.161 | 0.083 ± 0.121 | 0.076 ± 0.079 | 0.082 ± 0.116 |
        | penguins' mass (333 rows, 11 inputs, a number) | 0.855 ± 0.018 | 0.853 ± 0.020 | 0.844 ± 0.017 | 0.835 ± 0.020 | 0.835 ± 0.018 | 0.836 ± 0.016 |
        """
}
