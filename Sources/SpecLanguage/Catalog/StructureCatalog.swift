import NetworkTerms

extension Catalog {
    /// The structure words, in the order in which they are offered and documented. Each is defined in `Structure/`; a
    /// test checks that none is missing here.
    public static let structure: [StructureWord] = [
        // Sections.
        .model, .input, .include, .define, .body, .head, .heads, .train, .budget,
        // Blocks and heads.
        .given, .from, .output, .headTarget, .weight,
        // Items of a list of layers, and the keys that can accompany them.
        .layers, .residual, .branches, .expect, .concat, .add, .multiply,
        .repeat, .name, .shortcut, .join,
        // Joins, and options after a comma.
        .with, .crop, .as,
        // Keys of `train`.
        .data, .target, .noise, .loss, .epochs, .batch, .seed, .optimizer, .schedule,
        // Keys of `budget`.
        .parameters, .multiplyAccumulates, .inferenceMemory, .trainingMemory,
    ]
}
