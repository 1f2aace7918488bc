/// The initialization of a layer's weights and bias.
struct WeightStart: Hashable, Sendable {
    let initialization: Initialization
    let fans: Fans

    init(_ call: Call, _ definition: LayerDefinition, _ sizes: LayerDefinition.Sizes) {
        initialization = call.initialization
        fans = definition.costs.fans?(call, sizes) ?? Fans(inputs: 1, outputs: 1, rows: 1)
    }

    /// Returns the layer's weights, and its bias if it has one.
    ///
    /// - Parameters:
    ///   - shape: the shape of the weights.
    ///   - units: the number of values in the bias, or nil for none.
    func parameters(weights shape: [Int], bias units: Int?) -> [Parameter] {
        // As in PyTorch: kaiming_uniform_(a = sqrt 5) amounts to a bound of 1 / sqrt(fan-in), for weights and bias
        // alike.
        let bound = 1 / Float(fans.pytorchInputs).squareRoot()
        let weights: Parameter.Start =
            if initialization == .default {
                .uniform(bound)
            } else if initialization == .orthogonal {
                .orthogonal
            } else if initialization.isUniform {
                // A uniform distribution between -b and b has a variance of b^2 / 3.
                .uniform(Float((3 * initialization.variance(fans)).squareRoot()))
            } else {
                .normal(Float(initialization.variance(fans).squareRoot()))
            }
        let parameter = Parameter("weight", shape, weights)
        guard let units else { return [parameter] }
        return [parameter, Parameter("bias", [units], initialization == .default ? .uniform(bound) : .constant(0))]
    }
}
