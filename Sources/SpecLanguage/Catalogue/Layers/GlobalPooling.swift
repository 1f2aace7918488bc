extension LayerDefinition {
    public static let globalPooling = LayerDefinition(
        syntax: Syntax(
            key: "global pool",
            title: "global pooling",
            summary: "Takes the mean, or the largest value, of each whole channel: any map becomes 1x1.",
            forms: [
                Syntax.Form("global avg pool", presets: ["kind": .word("avg")]),
                Syntax.Form("global max pool", presets: ["kind": .word("max")]),
            ],
            parameters: [
                ParameterDefinition("kind", .word(["avg", "max"]), isRequired: true, "`avg` (the mean) or `max`.")
            ],
            example: Syntax.Example(notation: "global avg pool", longhand: "global pool: {kind: avg}")),
        nameStem: "pool",
        inputRank: .featureMap,
        sizeFormula: "1",
        source: "Lin, Chen and Yan, Network in network, 2014",
        size: { _ in .map(height: .constant(1), width: .constant(1), channels: .same) },
        call: { arguments, _ in
            var call = RuntimeCall("globalPool")
            call.pass(nil, .member(arguments.word("kind") == "max" ? "max" : "average"))
            return call
        })
}
