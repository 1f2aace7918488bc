extension LayerDefinition {
    public static let leakyRelu = LayerDefinition(
        syntax: Syntax(
            key: "leaky relu",
            title: "leaky relu",
            summary: "The value where it is positive, else a small slope times it.",
            forms: [Syntax.Form("leaky relu")],
            parameters: [
                ParameterDefinition(
                    "slope", .decimal(.notNegative), default: .decimal(0.01), "The slope of the negative side.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "leaky relu 0.2", longhand: "leaky relu: {slope: 0.2}")),
        nameStem: "activation",
        sizeFormula: "input",
        source: "Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models, 2013",
        size: { _ in .same },
        call: { arguments, _ in
            var call = RuntimeCall("leakyRelu")
            call.pass("slope", arguments.decimal("slope").map { .decimal($0) }, default: .decimal(0.01))
            return call
        })
}
