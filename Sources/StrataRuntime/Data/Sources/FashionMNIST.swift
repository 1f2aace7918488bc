/// Fashion-MNIST, by default from the folder of Debian's package.
struct FashionMNIST: DataReader {
    static let definition = DataSourceDefinition.fashionMNIST

    init(_ call: Call) {}

    func read(_ request: DataRequest) throws -> DataSet {
        let folder = try IDXFolder(request.place ?? DataSource.fashionMNISTFolder, isDebians: request.place == nil)
        return try folder.dataSet(request.parts, scaling: .fashionMNIST)
    }

    /// The CRC-32 of the 10,000 test labels, which identifies the set: a folder of IDX files can contain any set, and
    /// only this one's class names are known.
    static let testLabels: UInt32 = 0x242B_C73F
}

extension DataSource {
    /// The folder in which Debian's package `dataset-fashion-mnist` installs its files.
    public static let fashionMNISTFolder = "/usr/share/datasets/fashion-mnist"
}
