extension NetworkBuilder {
    /// Squeeze and excitation (Hu and others, 2018, https://arxiv.org/abs/1709.01507): each channel is scaled by a gate that
    /// two 1x1 convolutions make of the means of all channels.
    ///
    /// - Parameters:
    ///   - name: unique in the network, within its scope.
    ///   - units: the channels between the two convolutions.
    ///   - activation: behind the first.
    ///   - gateFunction: behind the second.
    @discardableResult
    public mutating func squeezeExcite(
        _ name: String, units: Int, activation: Activation = .relu, gate gateFunction: Activation = .sigmoid
    ) -> LayerReference {
        let input = current
        let channels = shape(of: input).channels
        let gate = scope(name) { net in
            net.globalPool("pool", .average)
            net.conv("reduce", kernel: 1, filters: units, activation: activation)
            net.conv("expand", kernel: 1, filters: channels, activation: gateFunction)
        }
        return multiply(name, [input, gate])
    }
}
