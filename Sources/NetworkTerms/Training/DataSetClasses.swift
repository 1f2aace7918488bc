extension DataSetDefinition {
    /// The classes' names in the order of their labels; nil where the data itself says them, or has none.
    public var classNames: [String]? {
        switch name {
        case "fashion-mnist":
            [
                "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
                "Ankle boot",
            ]
        default: nil
        }
    }
}
