// Generated from the catalog of layers by `strata reference`. Change a layer's definition, then generate it again.

extension NetworkBuilder {
    /// Convolution. Slides kernels over a feature map; each filter gives one channel of the output. With groups, each
    /// group of filters sees its share of the channels; with as many groups as channels it is depthwise.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kernel: The size of the kernel, height x width.
    ///   - filters: The channels of the output. A depthwise convolution has its input's unless told otherwise.
    ///   - stride: How far the kernel moves.
    ///   - padding: Zeros on each side; `same` keeps ceil(input / stride), an odd one behind; `valid` is none.
    ///   - dilation: The distance between the kernel's taps.
    ///   - groups: In how many groups channels and filters are divided; `channels` makes it depthwise.
    ///   - bias: Whether each filter adds a learnt constant.
    ///   - initialization: How weights start; `he` suits relu, `xavier` tanh and sigmoid. Biases then start at 0.
    ///     `default` is PyTorch's.
    ///   - activation: Applied to the output: relu, relu6, leaky relu, sigmoid, tanh, gelu, silu, hard swish, elu,
    ///     mish, hard sigmoid.
    @discardableResult
    public mutating func conv(
        _ name: String, kernel: Extent, filters: Int, stride: Extent = 1, padding: Padding = 0, dilation: Extent = 1,
        groups: Int = 1, bias: Bool = true, initialization: Initialization = .default, activation: Activation? = nil
    ) -> LayerReference {
        add(
            name, "conv",
            [
                "kernel": kernel, "filters": filters, "stride": stride, "padding": padding, "dilation": dilation,
                "groups": groups, "bias": bias, "init": initialization, "activation": activation,
            ])
    }

    /// Depthwise conv. Slides kernels over a feature map; each filter gives one channel of the output. With groups,
    /// each group of filters sees its share of the channels; with as many groups as channels it is depthwise.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kernel: The size of the kernel, height x width.
    ///   - filters: The channels of the output. A depthwise convolution has its input's unless told otherwise.
    ///   - stride: How far the kernel moves.
    ///   - padding: Zeros on each side; `same` keeps ceil(input / stride), an odd one behind; `valid` is none.
    ///   - dilation: The distance between the kernel's taps.
    ///   - bias: Whether each filter adds a learnt constant.
    ///   - initialization: How weights start; `he` suits relu, `xavier` tanh and sigmoid. Biases then start at 0.
    ///     `default` is PyTorch's.
    ///   - activation: Applied to the output: relu, relu6, leaky relu, sigmoid, tanh, gelu, silu, hard swish, elu,
    ///     mish, hard sigmoid.
    @discardableResult
    public mutating func depthwiseConv(
        _ name: String, kernel: Extent, filters: Int? = nil, stride: Extent = 1, padding: Padding = 0,
        dilation: Extent = 1, bias: Bool = true, initialization: Initialization = .default,
        activation: Activation? = nil
    ) -> LayerReference {
        add(
            name, "conv",
            [
                "groups": ParameterValue.channels, "kernel": kernel, "filters": filters, "stride": stride,
                "padding": padding, "dilation": dilation, "bias": bias, "init": initialization,
                "activation": activation,
            ])
    }

    /// Transposed convolution. Enlarges a feature map: each pixel lays a kernel down, a stride apart, and what overlaps
    /// adds up. The way back through a convolution, with weights of its own.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kernel: The size of the kernel, height x width.
    ///   - filters: The channels of the output.
    ///   - stride: How far apart the kernels are laid.
    ///   - padding: What is cut off on each side of the output.
    ///   - outputPadding: Rows and columns added below and to the right, fewer than the stride.
    ///   - dilation: The distance between the kernel's taps.
    ///   - groups: In how many groups channels and filters are divided.
    ///   - bias: Whether each filter adds a learnt constant.
    ///   - initialization: How weights start; `he` suits relu, `xavier` tanh and sigmoid. Biases then start at 0.
    ///     `default` is PyTorch's.
    ///   - activation: Applied to the output: relu, relu6, leaky relu, sigmoid, tanh, gelu, silu, hard swish, elu,
    ///     mish, hard sigmoid.
    @discardableResult
    public mutating func transposedConv(
        _ name: String, kernel: Extent, filters: Int, stride: Extent = 1, padding: Margin = 0,
        outputPadding: Margin = 0, dilation: Extent = 1, groups: Int = 1, bias: Bool = true,
        initialization: Initialization = .default, activation: Activation? = nil
    ) -> LayerReference {
        add(
            name, "transposed conv",
            [
                "kernel": kernel, "filters": filters, "stride": stride, "padding": padding,
                "output padding": outputPadding, "dilation": dilation, "groups": groups, "bias": bias,
                "init": initialization, "activation": activation,
            ])
    }

    /// Pooling. Takes the largest value, or the mean, under a window that moves over each channel. Padding counts as
    /// zero in a mean unless told otherwise, and never wins a maximum. The stride is the kernel's size unless told
    /// otherwise.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kind: `max` or `avg` (the mean).
    ///   - kernel: The size of the window, height x width.
    ///   - stride: How far the window moves; the kernel's size by default.
    ///   - padding: On each side; `same` keeps ceil(input / stride), an odd one behind; `valid` is none.
    ///   - roundsUp: Whether the size is rounded up: a window counts that ends beyond the padding, unless it begins
    ///     there.
    ///   - countsPadding: Whether the zeros of the padding count in a mean.
    @discardableResult
    public mutating func pool(
        _ name: String, _ kind: Pooling, kernel: Extent, stride: Extent? = nil, padding: Padding = 0,
        roundsUp: Bool = false, countsPadding: Bool = true
    ) -> LayerReference {
        add(
            name, "pool",
            [
                "kind": kind, "kernel": kernel, "stride": stride, "padding": padding, "ceil": roundsUp,
                "count padding": countsPadding,
            ])
    }

    /// Global pooling. Takes the mean, or the largest value, of each whole channel: any map becomes 1x1.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kind: `avg` (the mean) or `max`.
    @discardableResult
    public mutating func globalPool(_ name: String, _ kind: Pooling) -> LayerReference {
        add(name, "global pool", ["kind": kind])
    }

    /// Adaptive pooling. Pools to a given height and width, whatever those of the map: cell i of n covers the pixels
    /// from floor(i * input / n) to below ceil((i + 1) * input / n).
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kind: `avg` (the mean) or `max`.
    ///   - to: Height x width of the output.
    @discardableResult
    public mutating func adaptivePool(_ name: String, _ kind: Pooling, to: Extent) -> LayerReference {
        add(name, "adaptive pool", ["kind": kind, "size": to])
    }

    /// Fully connected layer. Every unit sees every value of its input. A feature map is flattened first, channel by
    /// channel.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - units: The size of the output.
    ///   - bias: Whether each unit adds a learnt constant.
    ///   - initialization: How weights start; `he` suits relu, `xavier` tanh and sigmoid. Biases then start at 0.
    ///     `default` is PyTorch's.
    ///   - activation: Applied to the output: relu, relu6, leaky relu, sigmoid, tanh, gelu, silu, hard swish, elu,
    ///     mish, hard sigmoid.
    @discardableResult
    public mutating func dense(
        _ name: String, units: Int, bias: Bool = true, initialization: Initialization = .default,
        activation: Activation? = nil
    ) -> LayerReference {
        add(name, "dense", ["units": units, "bias": bias, "init": initialization, "activation": activation])
    }

    /// Flattening. Lays a feature map out as a vector, channel by channel.
    ///
    /// - Parameter name: Unique within its scope.
    @discardableResult
    public mutating func flatten(_ name: String) -> LayerReference {
        add(name, "flatten", [:])
    }

    /// Reshape. The same values as a tensor of another size, in the order channels, height, width: a vector becomes a
    /// map channel by channel.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - to: The size of the output, with as many values.
    @discardableResult
    public mutating func reshape(_ name: String, to: TensorShape) -> LayerReference {
        add(name, "reshape", ["size": to])
    }

    /// Batch normalisation. Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it by
    /// learnt values. Outside training, running averages stand for the batch's.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - epsilon: Added to the variance.
    ///   - momentum: The weight of a new batch in the running averages.
    @discardableResult
    public mutating func batchNorm(_ name: String, epsilon: Double = 1e-05, momentum: Double = 0.1) -> LayerReference {
        add(name, "batch norm", ["epsilon": epsilon, "momentum": momentum])
    }

    /// Layer normalisation. Brings the channels of each place of a map, or a vector's units, to mean 0 and variance 1,
    /// then scales and shifts each by learnt values. The same in training and afterwards.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - epsilon: Added to the variance.
    @discardableResult
    public mutating func layerNorm(_ name: String, epsilon: Double = 1e-05) -> LayerReference {
        add(name, "layer norm", ["epsilon": epsilon])
    }

    /// Group normalisation. Brings each group of channels, over all places of a sample, to mean 0 and variance 1, then
    /// scales and shifts each channel by learnt values. With as many groups as channels it is instance normalisation.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - groups: In how many groups the channels are divided.
    ///   - epsilon: Added to the variance.
    @discardableResult
    public mutating func groupNorm(_ name: String, groups: Int, epsilon: Double = 1e-05) -> LayerReference {
        add(name, "group norm", ["groups": groups, "epsilon": epsilon])
    }

    /// Instance norm. Brings each group of channels, over all places of a sample, to mean 0 and variance 1, then scales
    /// and shifts each channel by learnt values. With as many groups as channels it is instance normalisation.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - epsilon: Added to the variance.
    @discardableResult
    public mutating func instanceNorm(_ name: String, epsilon: Double = 1e-05) -> LayerReference {
        add(name, "group norm", ["groups": ParameterValue.channels, "epsilon": epsilon])
    }

    /// Local response normalisation. Divides each value by (k + alpha / size * sum of squares) ^ beta, the sum over the
    /// values at its place in `size` neighbouring channels.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - size: How many neighbouring channels are summed over; odd.
    ///   - alpha: The weight of the sum.
    ///   - beta: The exponent.
    ///   - k: Added to the sum.
    @discardableResult
    public mutating func localResponseNorm(
        _ name: String, size: Int = 5, alpha: Double = 0.0001, beta: Double = 0.75, k: Double = 1.0
    ) -> LayerReference {
        add(name, "local response norm", ["size": size, "alpha": alpha, "beta": beta, "k": k])
    }

    /// Dropout. In training, sets each value to zero with this probability and scales up the others; afterwards it does
    /// nothing.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - rate: The probability that a value is dropped.
    @discardableResult
    public mutating func dropout(_ name: String, rate: Double) -> LayerReference {
        add(name, "dropout", ["rate": rate])
    }

    /// Stochastic depth. In training, sets a sample's whole tensor to zero with this probability and scales up the
    /// others; at the end of a residual this leaves its layers out. Afterwards it does nothing.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - rate: The probability that a sample is left out.
    @discardableResult
    public mutating func stochasticDepth(_ name: String, rate: Double) -> LayerReference {
        add(name, "stochastic depth", ["rate": rate])
    }

    /// Activation. A function of each value by itself, which lets layers do more than one matrix could.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kind: The function.
    @discardableResult
    public mutating func activation(_ name: String, _ kind: Activation) -> LayerReference {
        add(name, "activation", ["kind": kind])
    }

    /// Leaky relu. The value where it is positive, else a small slope times it.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - slope: The slope of the negative side.
    @discardableResult
    public mutating func leakyRelu(_ name: String, slope: Double = 0.01) -> LayerReference {
        add(name, "leaky relu", ["slope": slope])
    }

    /// Parametric relu. The value where it is positive, else a learnt slope times it: one slope, or one a channel.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - perChannel: Whether each channel has a slope of its own.
    ///   - start: The slope before training.
    @discardableResult
    public mutating func prelu(_ name: String, perChannel: Bool = false, start: Double = 0.25) -> LayerReference {
        add(name, "prelu", ["per channel": perChannel, "start": start])
    }

    /// Softmax. Turns the channels of each place of a map, or a vector's units, into probabilities. A classifier needs
    /// none at its end: the loss takes the values before it.
    ///
    /// - Parameter name: Unique within its scope.
    @discardableResult
    public mutating func softmax(_ name: String) -> LayerReference {
        add(name, "softmax", [:])
    }

    /// Squeeze and excitation. Scales each channel by a gate made of the means of all channels: global average pooling,
    /// a 1x1 convolution to so many units with the activation, another back to the channels with the gate's function.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - units: The channels between the two convolutions.
    ///   - activation: Behind the first convolution.
    ///   - gate: Behind the second convolution.
    @discardableResult
    public mutating func squeezeExcite(
        _ name: String, units: Int, activation: Activation = .relu, gate: Activation = .sigmoid
    ) -> LayerReference {
        add(name, "squeeze-excite", ["units": units, "activation": activation, "gate": gate])
    }

    /// Layer scale. Multiplies each channel by a learnt factor that begins near zero.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - start: The factor before training.
    @discardableResult
    public mutating func layerScale(_ name: String, start: Double = 1e-06) -> LayerReference {
        add(name, "layer scale", ["start": start])
    }

    /// Upsampling. Enlarges a feature map by whole factors: `nearest` repeats each pixel, `bilinear` blends the nearest
    /// four, pixels being areas (PyTorch's `align_corners=False`).
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - by: By how much height and width grow.
    ///   - kind: `nearest` or `bilinear`.
    @discardableResult
    public mutating func upsample(_ name: String, by: Extent, _ kind: Interpolation = .nearest) -> LayerReference {
        add(name, "upsample", ["factor": by, "kind": kind])
    }

    /// Zero padding. Adds rows and columns of zeros: as many on each side (`1`), by height and width (`1x2`), before
    /// and behind (`0-1`), or top, bottom, left and right (`0-1-2-3`).
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - margin: What is added on each side.
    @discardableResult
    public mutating func zeroPad(_ name: String, _ margin: Margin) -> LayerReference {
        add(name, "zero pad", ["margin": margin])
    }

    /// Cropping. Leaves out rows and columns: as many on each side (`1`), by height and width (`1x2`), before and
    /// behind (`0-1`), or top, bottom, left and right (`0-1-2-3`).
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - margin: What is left out on each side.
    @discardableResult
    public mutating func crop(_ name: String, _ margin: Margin) -> LayerReference {
        add(name, "crop", ["margin": margin])
    }

    /// Pixel shuffle. Turns channels into pixels: each factor x factor of channels becomes a square of one channel.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - factor: By how much height and width grow.
    @discardableResult
    public mutating func pixelShuffle(_ name: String, factor: Int) -> LayerReference {
        add(name, "pixel shuffle", ["factor": factor])
    }

    /// Channel shuffle. Deals the channels of so many groups out in turn, so that the next grouped layer sees all of
    /// them.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - groups: How many groups are dealt out.
    @discardableResult
    public mutating func channelShuffle(_ name: String, groups: Int) -> LayerReference {
        add(name, "channel shuffle", ["groups": groups])
    }

    /// Channel split. One of several equal shares of the channels, counted from 1: what a branch of a split begins
    /// with.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - parts: In how many shares the channels are split.
    ///   - part: Which share it is.
    @discardableResult
    public mutating func channelSplit(_ name: String, parts: Int, part: Int = 1) -> LayerReference {
        add(name, "channel split", ["parts": parts, "part": part])
    }
}
