extension DataSourceDefinition {
    /// Fashion-MNIST.
    public static let fashionMNIST = DataSourceDefinition(
        Syntax(
            key: "fashion-mnist",
            title: "Fashion-MNIST",
            summary: """
                60,000 training and 10,000 test images of clothes, 28x28x1, in 10 classes (Xiao, Rasul, and Vollgraf, \
                2017), from Debian's package dataset-fashion-mnist.
                """,
            forms: [Syntax.Form("fashion-mnist")],
            parameters: [],
            example: Syntax.Example(notation: "fashion-mnist", longhand: "fashion-mnist:")),
        source: "https://github.com/zalandoresearch/fashion-mnist",
        samples: .images(hasLabelMaps: false),
        dataSet: DataSetDefinition(
            title: "Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017)",
            input: TensorShape(height: 28, width: 28, channels: 1), trainingSamples: 60_000,
            classNames: [
                "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
                "Ankle boot",
            ]),
        place: "the folder of the four IDX files, gzipped or not, in place of the installed data set",
        name: "fashionMNIST")
}
