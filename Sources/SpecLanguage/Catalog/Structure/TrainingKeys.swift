import NetworkTerms

extension StructureWord {
    public static let train = StructureWord(
        "train", in: .spec, value: [.keys(.training)], describesNetwork: true, otherNames: ["training"],
        "How the network is trained: data, target, loss, epochs, batch, optimizer, and schedule.",
        example: "train: {data: fashion-mnist, epochs: 10}")

    public static let data = StructureWord(
        "data", in: .training, value: [.choice(Catalog.dataSources.map(\.syntax))],
        otherNames: ["dataset", "data_set"],
        "The data to train and test with.", example: "data: fashion-mnist")

    public static let target = StructureWord(
        "target", in: .training, value: [.term(.word(TrainingTarget.allCases.map(\.rawValue)))],
        """
        What the network learns to output: `label`, the data's label of each sample, or `input`, the sample itself, as in an \
        autoencoder.
        """,
        example: "target: input")

    public static let noise = StructureWord(
        "noise", in: .training, value: [.term(.decimal(.notNegative))],
        """
        The standard deviation of normal noise that is added to the input (whose own standard deviation is about 1) but not to the target, for a \
        denoising autoencoder.
        """,
        example: "noise: 0.5")

    public static let loss = StructureWord(
        "loss", in: .training, .head, value: [.choice(Catalog.losses.map(\.syntax))],
        "How the output is compared with its target. Each head of several outputs can have its own.",
        example: "loss: cross entropy, smoothing 0.1")

    public static let epochs = StructureWord(
        "epochs", in: .training, value: [.term(.integer(minimum: 1))], otherNames: ["num_epochs", "n_epochs"],
        "The number of passes over all training samples.", example: "epochs: 10")

    public static let batch = StructureWord(
        "batch", in: .training, value: [.term(.integer(minimum: 1))], otherNames: ["batch_size", "batchsize"],
        "The number of samples in one step.", example: "batch: 64")

    public static let seed = StructureWord(
        "seed", in: .training, value: [.term(.integer(minimum: 0))], otherNames: ["random_seed"],
        "The seed of all random numbers.", example: "seed: 1")

    public static let optimizer = StructureWord(
        "optimizer", in: .training, value: [.choice(Catalog.optimizers.map(\.syntax))], otherNames: ["optim"],
        "How the gradient changes the weights.", example: "optimizer: adamw, rate 1e-3")

    public static let schedule = StructureWord(
        "schedule", in: .training, value: [.choice(Catalog.schedules.map(\.syntax))],
        otherNames: ["scheduler", "lr_schedule", "lr_scheduler"], "How the learning rate changes during training.",
        example: "schedule: cosine, warmup 1 epoch")
}
