import NetworkTerms

extension Catalogue {
    /// The words of structure, in the order in which they are offered and documented. Each is defined in `Structure/`; a test
    /// holds the two together.
    public static let structure: [StructureWord] = [
        // Sections.
        .model, .input, .include, .define, .body, .head, .heads, .train, .budget,
        // Blocks and heads.
        .given, .from, .weight,
        // What an item of a list of layers is, and what goes with it.
        .layers, .residual, .branches, .expect, .concat, .add, .multiply,
        .repeat, .name, .shortcut, .join,
        // Joins, and what follows a comma.
        .with, .crop, .as,
        // Keys of `train`.
        .data, .target, .noise, .loss, .epochs, .batch, .seed, .optimizer, .schedule,
        // Keys of `budget`.
        .parameters, .multiplyAccumulates, .inferenceMemory, .trainingMemory,
    ]
}
