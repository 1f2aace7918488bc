import NetworkTerms

extension StructureWord {
    public static let budget = StructureWord(
        "budget", in: .spec, value: [.keys(.budget)], describesNetwork: true,
        "Upper limits on the network's costs. A project's `.strata.yml` can set those that aren't set here.",
        example: "budget: {parameters: 100k, macs: 10M}")

    public static let parameters = StructureWord(
        limiting: .parameters, "The number of learned values, without those of auxiliary heads.", "100k")

    public static let multiplyAccumulates = StructureWord(
        limiting: .multiplyAccumulates, "The multiply-accumulates of one sample's forward pass.", "10M")

    public static let inferenceMemory = StructureWord(
        limiting: .inferenceMemory, "The bytes that evaluating one sample takes.", "512MB")

    public static let trainingMemory = StructureWord(
        limiting: .trainingMemory, "The bytes that training on one batch takes.", "2GiB")

    private convenience init(limiting item: Budget.Item, _ documentation: String, _ limit: String) {
        self.init(
            item.rawValue, in: .budget, value: [.limit(item)], documentation, example: "\(item.rawValue): \(limit)")
    }
}
