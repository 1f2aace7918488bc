// Generated from the catalog of layers by `strata reference`. Change a layer's definition, then generate it again.

extension NetworkBuilder {
    /// Convolution. Slides kernels over a feature map; each filter produces one channel of the output. With groups,
    /// each group of filters sees only its share of the channels; with as many groups as channels, the convolution is
    /// depthwise.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kernel: The size of the kernel, height x width.
    ///   - filters: The channels of the output. For a depthwise convolution, the input's by default.
    ///   - stride: How far the kernel moves.
    ///   - padding: Zeros on each side; `same` keeps ceil(input / stride), with an odd pixel at the end; `valid` is
    ///     none.
    ///   - dilation: The distance between the kernel's taps.
    ///   - groups: The number of groups that channels and filters are divided into; `channels` makes it depthwise.
    ///   - bias: Whether each filter adds a learned constant.
    ///   - initialization: The initial weights: `he` for relu, `xavier` for tanh and sigmoid, `orthogonal` to keep
    ///     lengths, with biases at 0. `default` is PyTorch's.
    ///   - activation: Applied to the output: relu, relu6, leaky relu, sigmoid, tanh, gelu, silu, hard swish, elu,
    ///     mish, hard sigmoid. `leaky relu 0.1` sets the slope.
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

    /// Depthwise conv. Slides kernels over a feature map; each filter produces one channel of the output. With groups,
    /// each group of filters sees only its share of the channels; with as many groups as channels, the convolution is
    /// depthwise.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kernel: The size of the kernel, height x width.
    ///   - filters: The channels of the output. For a depthwise convolution, the input's by default.
    ///   - stride: How far the kernel moves.
    ///   - padding: Zeros on each side; `same` keeps ceil(input / stride), with an odd pixel at the end; `valid` is
    ///     none.
    ///   - dilation: The distance between the kernel's taps.
    ///   - bias: Whether each filter adds a learned constant.
    ///   - initialization: The initial weights: `he` for relu, `xavier` for tanh and sigmoid, `orthogonal` to keep
    ///     lengths, with biases at 0. `default` is PyTorch's.
    ///   - activation: Applied to the output: relu, relu6, leaky relu, sigmoid, tanh, gelu, silu, hard swish, elu,
    ///     mish, hard sigmoid. `leaky relu 0.1` sets the slope.
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

    /// Separable convolution. A depthwise convolution, which slides one kernel over each channel, followed by a 1x1
    /// convolution, which mixes the channels into the filters: few weights for a large kernel. The bias and the
    /// activation come after the 1x1 convolution.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kernel: The size of the kernel, height x width.
    ///   - filters: The channels of the output.
    ///   - stride: How far the kernel moves.
    ///   - padding: Zeros on each side; `same` keeps ceil(input / stride), with an odd pixel at the end; `valid` is
    ///     none.
    ///   - dilation: The distance between the kernel's taps.
    ///   - bias: Whether each filter adds a learned constant.
    ///   - initialization: The initial weights: `he` for relu, `xavier` for tanh and sigmoid, `orthogonal` to keep
    ///     lengths, with biases at 0. `default` is PyTorch's.
    ///   - activation: Applied to the output: relu, relu6, leaky relu, sigmoid, tanh, gelu, silu, hard swish, elu,
    ///     mish, hard sigmoid. `leaky relu 0.1` sets the slope.
    @discardableResult
    public mutating func separableConv(
        _ name: String, kernel: Extent, filters: Int, stride: Extent = 1, padding: Padding = 0, dilation: Extent = 1,
        bias: Bool = true, initialization: Initialization = .default, activation: Activation? = nil
    ) -> LayerReference {
        add(
            name, "separable conv",
            [
                "kernel": kernel, "filters": filters, "stride": stride, "padding": padding, "dilation": dilation,
                "bias": bias, "init": initialization, "activation": activation,
            ])
    }

    /// Transposed convolution. Enlarges a feature map: each pixel adds a scaled copy of the kernel to the output, one
    /// stride apart, and overlapping values are summed. It reverses the shape of a convolution, with its own weights.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kernel: The size of the kernel, height x width.
    ///   - filters: The channels of the output.
    ///   - stride: The distance between the copies of the kernel.
    ///   - padding: The pixels removed on each side of the output; `same` makes it input * stride; `valid` is none.
    ///   - outputPadding: Rows and columns added below and to the right, fewer than the stride.
    ///   - dilation: The distance between the kernel's taps.
    ///   - groups: The number of groups that channels and filters are divided into.
    ///   - bias: Whether each filter adds a learned constant.
    ///   - initialization: The initial weights: `he` for relu, `xavier` for tanh and sigmoid, `orthogonal` to keep
    ///     lengths, with biases at 0. `default` is PyTorch's.
    ///   - activation: Applied to the output: relu, relu6, leaky relu, sigmoid, tanh, gelu, silu, hard swish, elu,
    ///     mish, hard sigmoid. `leaky relu 0.1` sets the slope.
    @discardableResult
    public mutating func transposedConv(
        _ name: String, kernel: Extent, filters: Int, stride: Extent = 1, padding: Padding = 0,
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

    /// Pooling. Takes the maximum or the mean of each window that moves over each channel. Padding counts as zeros in a
    /// mean by default, and never affects a maximum. The stride defaults to the size of the kernel.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kind: `max` or `avg` (the mean).
    ///   - kernel: The size of the window, height x width.
    ///   - stride: How far the window moves; the kernel's size by default.
    ///   - padding: On each side; `same` keeps ceil(input / stride), with an odd pixel at the end; `valid` is none.
    ///   - roundsUp: Whether to round the size up: a window that ends beyond the padding counts, unless it also
    ///     starts there.
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

    /// Global pooling. Takes the mean or the maximum of each whole channel, so any map becomes 1x1.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kind: `avg` (the mean) or `max`.
    @discardableResult
    public mutating func globalPool(_ name: String, _ kind: Pooling) -> LayerReference {
        add(name, "global pool", ["kind": kind])
    }

    /// Adaptive pooling. Pools to a given height and width, for any size of the map: cell i of n covers the pixels from
    /// floor(i * input / n) up to, but not including, ceil((i + 1) * input / n).
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
    ///   - bias: Whether each unit adds a learned constant.
    ///   - initialization: The initial weights: `he` for relu, `xavier` for tanh and sigmoid, `orthogonal` to keep
    ///     lengths, with biases at 0. `default` is PyTorch's.
    ///   - activation: Applied to the output: relu, relu6, leaky relu, sigmoid, tanh, gelu, silu, hard swish, elu,
    ///     mish, hard sigmoid. `leaky relu 0.1` sets the slope.
    @discardableResult
    public mutating func dense(
        _ name: String, units: Int, bias: Bool = true, initialization: Initialization = .default,
        activation: Activation? = nil
    ) -> LayerReference {
        add(name, "dense", ["units": units, "bias": bias, "init": initialization, "activation": activation])
    }

    /// Flattening. Turns a feature map into a vector, channel by channel.
    ///
    /// - Parameter name: Unique within its scope.
    @discardableResult
    public mutating func flatten(_ name: String) -> LayerReference {
        add(name, "flatten", [:])
    }

    /// Reshape. Gives the same values another size, in the order channels, height, width: a vector becomes a map
    /// channel by channel.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - to: The size of the output; it must hold the same number of values.
    @discardableResult
    public mutating func reshape(_ name: String, to: TensorShape) -> LayerReference {
        add(name, "reshape", ["size": to])
    }

    /// Batch normalization. Normalizes each channel to mean 0 and variance 1 over the batch, then scales and shifts it
    /// by learned values. Outside training, running averages replace the batch's statistics.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - epsilon: Added to the variance.
    ///   - momentum: The weight of a new batch in the running averages.
    @discardableResult
    public mutating func batchNorm(_ name: String, epsilon: Double = 1e-05, momentum: Double = 0.1) -> LayerReference {
        add(name, "batch norm", ["epsilon": epsilon, "momentum": momentum])
    }

    /// Layer normalization. Normalizes the channels at each position of a map, or the units of a vector, to mean 0 and
    /// variance 1, then scales and shifts each by learned values. Works the same during and after training.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - epsilon: Added to the variance.
    @discardableResult
    public mutating func layerNorm(_ name: String, epsilon: Double = 1e-05) -> LayerReference {
        add(name, "layer norm", ["epsilon": epsilon])
    }

    /// Group normalization. Normalizes each group of channels, over all positions of a sample, to mean 0 and variance
    /// 1, then scales and shifts each channel by learned values. With as many groups as channels, it is instance
    /// normalization.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - groups: The number of groups the channels are divided into.
    ///   - epsilon: Added to the variance.
    @discardableResult
    public mutating func groupNorm(_ name: String, groups: Int, epsilon: Double = 1e-05) -> LayerReference {
        add(name, "group norm", ["groups": groups, "epsilon": epsilon])
    }

    /// Instance norm. Normalizes each group of channels, over all positions of a sample, to mean 0 and variance 1, then
    /// scales and shifts each channel by learned values. With as many groups as channels, it is instance normalization.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - epsilon: Added to the variance.
    @discardableResult
    public mutating func instanceNorm(_ name: String, epsilon: Double = 1e-05) -> LayerReference {
        add(name, "group norm", ["groups": ParameterValue.channels, "epsilon": epsilon])
    }

    /// Local response normalization. Divides each value by (k + alpha / size * sum of squares) ^ beta, where the sum is
    /// over the values at the same position in `size` neighboring channels.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - size: The number of neighboring channels in the sum; must be odd.
    ///   - alpha: The weight of the sum.
    ///   - beta: The exponent.
    ///   - k: Added to the sum.
    @discardableResult
    public mutating func localResponseNorm(
        _ name: String, size: Int = 5, alpha: Double = 0.0001, beta: Double = 0.75, k: Double = 1.0
    ) -> LayerReference {
        add(name, "local response norm", ["size": size, "alpha": alpha, "beta": beta, "k": k])
    }

    /// Dropout. During training, sets each value to zero with this probability and scales up the others. Outside
    /// training, it does nothing.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - rate: The probability that a value is dropped.
    @discardableResult
    public mutating func dropout(_ name: String, rate: Double) -> LayerReference {
        add(name, "dropout", ["rate": rate])
    }

    /// Stochastic depth. During training, sets a sample's whole tensor to zero with this probability and scales up the
    /// others; at the end of a residual, this skips its layers. Outside training, it does nothing.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - rate: The probability that a sample is dropped.
    @discardableResult
    public mutating func stochasticDepth(_ name: String, rate: Double) -> LayerReference {
        add(name, "stochastic depth", ["rate": rate])
    }

    /// Activation. Applies a function to each value by itself, so that stacked layers can do more than a single matrix
    /// could.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - kind: The function.
    @discardableResult
    public mutating func activation(_ name: String, _ kind: Activation) -> LayerReference {
        add(name, "activation", ["kind": kind])
    }

    /// Leaky relu. Keeps positive values and multiplies negative ones by a small slope.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - slope: The slope of the negative side.
    @discardableResult
    public mutating func leakyRelu(_ name: String, slope: Double = 0.01) -> LayerReference {
        add(name, "leaky relu", ["slope": slope])
    }

    /// Parametric relu. Keeps positive values and multiplies negative ones by a learned slope: a single one, or one per
    /// channel.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - perChannel: Whether each channel has a slope of its own.
    ///   - start: The slope before training.
    @discardableResult
    public mutating func prelu(_ name: String, perChannel: Bool = false, start: Double = 0.25) -> LayerReference {
        add(name, "prelu", ["per channel": perChannel, "start": start])
    }

    /// Softmax. Turns the channels at each position of a map, or the units of a vector, into probabilities. A
    /// classifier doesn't need it at its end, because the loss applies it.
    ///
    /// - Parameter name: Unique within its scope.
    @discardableResult
    public mutating func softmax(_ name: String) -> LayerReference {
        add(name, "softmax", [:])
    }

    /// Log softmax. Turns the channels at each position of a map, or the units of a vector, into the logarithms of
    /// probabilities, without computing the probabilities, which may be too small for a number. The loss `negative log
    /// likelihood` needs it at the end of a classifier; `cross entropy` applies it itself.
    ///
    /// - Parameter name: Unique within its scope.
    @discardableResult
    public mutating func logSoftmax(_ name: String) -> LayerReference {
        add(name, "log softmax", [:])
    }

    /// Squeeze and excitation. Scales each channel by a gate computed from the means of all channels: global average
    /// pooling, a 1x1 convolution to the given number of units with the activation, and another back to the channels
    /// with the gate function.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - units: The channels between the two convolutions.
    ///   - activation: Applied after the first convolution.
    ///   - gate: Applied after the second convolution.
    @discardableResult
    public mutating func squeezeExcite(
        _ name: String, units: Int, activation: Activation = .relu, gate: Activation = .sigmoid
    ) -> LayerReference {
        add(name, "squeeze-excite", ["units": units, "activation": activation, "gate": gate])
    }

    /// Layer scale. Multiplies each channel by a learned factor that starts near zero.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - start: The factor before training.
    @discardableResult
    public mutating func layerScale(_ name: String, start: Double = 1e-06) -> LayerReference {
        add(name, "layer scale", ["start": start])
    }

    /// Upsampling. Enlarges a feature map by whole factors: `nearest` repeats each pixel, `bilinear` blends the four
    /// nearest, treating pixels as areas (PyTorch's `align_corners=False`).
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - by: The factor by which height and width grow.
    ///   - kind: `nearest` or `bilinear`.
    @discardableResult
    public mutating func upsample(_ name: String, by: Extent, _ kind: Interpolation = .nearest) -> LayerReference {
        add(name, "upsample", ["factor": by, "kind": kind])
    }

    /// Zero padding. Adds rows and columns of zeros: the same number on each side (`1`), by height and width (`1x2`),
    /// before and after (`0-1`), or top, bottom, left, and right (`0-1-2-3`).
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - margin: The pixels added on each side.
    @discardableResult
    public mutating func zeroPad(_ name: String, _ margin: Margin) -> LayerReference {
        add(name, "zero pad", ["margin": margin])
    }

    /// Reflection padding. Adds rows and columns that mirror those next to the edge, which isn't repeated: 3 2 | 1 2 3
    /// | 2 1. The margin is written as in `zero pad`.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - margin: The pixels added on each side.
    @discardableResult
    public mutating func reflectPad(_ name: String, _ margin: Margin) -> LayerReference {
        add(name, "reflect pad", ["margin": margin])
    }

    /// Replication padding. Adds rows and columns that repeat the edge: 1 1 | 1 2 3 | 3 3. The margin is written as in
    /// `zero pad`.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - margin: The pixels added on each side.
    @discardableResult
    public mutating func replicatePad(_ name: String, _ margin: Margin) -> LayerReference {
        add(name, "replicate pad", ["margin": margin])
    }

    /// Cropping. Removes rows and columns: the same number on each side (`1`), by height and width (`1x2`), before and
    /// after (`0-1`), or top, bottom, left, and right (`0-1-2-3`).
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - margin: The pixels removed on each side.
    @discardableResult
    public mutating func crop(_ name: String, _ margin: Margin) -> LayerReference {
        add(name, "crop", ["margin": margin])
    }

    /// Pixel shuffle. Turns channels into pixels: each group of factor x factor channels becomes squares of pixels in
    /// one channel.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - factor: The factor by which height and width grow.
    @discardableResult
    public mutating func pixelShuffle(_ name: String, factor: Int) -> LayerReference {
        add(name, "pixel shuffle", ["factor": factor])
    }

    /// Pixel unshuffle. Turns pixels into channels: each square of factor x factor pixels becomes that many channels of
    /// one pixel. It undoes `pixel shuffle`, and nothing is lost, unlike in pooling.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - factor: The factor by which height and width shrink. It must divide both.
    @discardableResult
    public mutating func pixelUnshuffle(_ name: String, factor: Int) -> LayerReference {
        add(name, "pixel unshuffle", ["factor": factor])
    }

    /// Channel shuffle. Interleaves the channels of the groups, so that the next grouped layer sees channels from all
    /// of them.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - groups: The number of groups to interleave.
    @discardableResult
    public mutating func channelShuffle(_ name: String, groups: Int) -> LayerReference {
        add(name, "channel shuffle", ["groups": groups])
    }

    /// Channel split. Takes one of several equal parts of the channels. Branches of a split begin with it.
    ///
    /// - Parameters:
    ///   - name: Unique within its scope.
    ///   - parts: The number of parts the channels are split into.
    ///   - part: The part to take, counted from 1.
    @discardableResult
    public mutating func channelSplit(_ name: String, parts: Int, part: Int = 1) -> LayerReference {
        add(name, "channel split", ["parts": parts, "part": part])
    }
}
