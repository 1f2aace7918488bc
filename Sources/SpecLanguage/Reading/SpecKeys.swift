/// The keys of a spec, with their documentation.
public struct SpecKey: Sendable {
    public let name: String
    public let isRequired: Bool
    public let documentation: String
    public let example: String
}

public enum SpecKeys {
    public static let all = [
        SpecKey(
            name: "model", isRequired: true, documentation: "The network's name; it names the Swift type.",
            example: "model: LeNet5"),
        SpecKey(
            name: "input", isRequired: true,
            documentation: "The size of one sample: height x width x channels, or a number of features.",
            example: "input: 28x28x1"),
        SpecKey(
            name: "include", isRequired: false, documentation: "Other specs, whose blocks may be used here.",
            example: "include: blocks.strata.yaml"),
        SpecKey(
            name: "define", isRequired: false, documentation: "Blocks: layers under a name, with parameters.",
            example: "define: {twice: {layers: [relu, relu]}}"),
        SpecKey(
            name: "body", isRequired: true, documentation: "The layers that work the input down, in order.",
            example: "body: [\"3x3 conv, 8, relu\"]"),
        SpecKey(
            name: "head", isRequired: false, documentation: "The layers that answer, in order.",
            example: "head: [fc 10]"),
        SpecKey(
            name: "heads", isRequired: false,
            documentation: "Several heads by name; one with `from` and `weight` is there in training only.",
            example: "heads: {main: [fc 10]}"),
        SpecKey(
            name: "train", isRequired: false,
            documentation: "Data, target, loss, epochs, batch, optimizer and schedule.",
            example: "train: {data: fashion-mnist, epochs: 10}"),
        SpecKey(
            name: "budget", isRequired: false,
            documentation: """
                What the network may cost at most: `parameters` and `macs` (multiply-accumulates of one sample) as `61706`, \
                `100k`, `1.5M` or `2G`; `inference memory` (one sample) and `training memory` (one batch) as `512MB` or \
                `512MiB`. What is not stated here a project's `.strata.yml` may limit.
                """,
            example: "budget: {parameters: 100k, macs: 10M}"),
    ]

    static let names = all.map(\.name)

    public static let training = [
        SpecKey(
            name: "data", isRequired: false, documentation: "The data: a known set, IDX files or a table.",
            example: "data: fashion-mnist"),
        SpecKey(
            name: "target", isRequired: false,
            documentation: """
                What the network is to answer: `label`, what the data says of each sample, or `input`, the sample itself, as \
                an autoencoder does.
                """, example: "target: input"),
        SpecKey(
            name: "noise", isRequired: false,
            documentation: """
                The standard deviation of normal noise that is added to the input (whose own is about 1), not to the target: \
                for an autoencoder that learns to take it away.
                """, example: "noise: 0.5"),
        SpecKey(
            name: "loss", isRequired: false, documentation: "How the answer is compared with its target.",
            example: "loss: cross entropy, smoothing 0.1"),
        SpecKey(
            name: "epochs", isRequired: false, documentation: "How often every sample is seen.", example: "epochs: 10"),
        SpecKey(
            name: "batch", isRequired: false, documentation: "How many samples make one step.", example: "batch: 64"),
        SpecKey(
            name: "seed", isRequired: false, documentation: "Where the random numbers begin.", example: "seed: 1"),
        SpecKey(
            name: "optimizer", isRequired: false, documentation: "How the weights follow the gradient.",
            example: "optimizer: adamw, rate 1e-3"),
        SpecKey(
            name: "schedule", isRequired: false, documentation: "How the learning rate changes.",
            example: "schedule: cosine, warmup 1 epoch"),
    ]
}
