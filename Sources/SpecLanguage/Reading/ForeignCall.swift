/// A layer, a loss or an optimizer as code for PyTorch or Keras makes it: `nn.Conv2d(3, 64, kernel_size=3, padding=1)`.
///
/// Sources: the signatures in the documentation of `torch.nn` and `torch.optim` (PyTorch 2) and of `keras.layers` (Keras 3).
struct ForeignCall {
    /// What is called, without what stands before its last point: `Conv2d`.
    let name: String
    private var values: [String] = []
    private var named: [String: String] = [:]

    /// Nil where the text is no call, or not a whole one.
    init?(_ text: String) {
        guard let open = text.firstIndex(of: "("), text.last == ")",
            let name = text[..<open].split(whereSeparator: { $0 == "." || $0 == " " }).last
        else { return nil }
        self.name = String(name)
        guard let arguments = Self.arguments(text[text.index(after: open)...].dropLast()) else { return nil }
        for argument in arguments {
            let parts = argument.split(separator: "=", maxSplits: 1).map { Self.plain($0) }
            switch parts.count {
            case 2: named[parts[0]] = parts[1]
            case 1: values.append(parts[0])
            default: return nil
            }
        }
    }

    /// Parted at the commas that stand in no brackets; nil where the brackets don't match.
    private static func arguments(_ text: Substring) -> [Substring]? {
        var depth = 0
        var start = text.startIndex
        var result: [Substring] = []
        for index in text.indices {
            switch text[index] {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "," where depth == 0:
                result.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
            if depth < 0 { return nil }
        }
        guard depth == 0 else { return nil }
        if text[start...].contains(where: { $0 != " " }) { result.append(text[start...]) }
        return result
    }

    /// Without quotes, and `3x3` of `(3, 3)`.
    private static func plain(_ text: Substring) -> String {
        let trimmed = String(text).filter { !" '\"".contains($0) }
        guard let first = trimmed.first, "([".contains(first), let last = trimmed.last, ")]".contains(last) else {
            return trimmed
        }
        return trimmed.dropFirst().dropLast().split(separator: ",").joined(separator: "x")
    }

    /// Whether it tells the channels or units of its input, which a spec leaves to the layers above.
    var isSized: Bool { ["Conv2d", "ConvTranspose2d", "Linear"].contains(name) }

    // MARK: In the notation

    /// The same in the notation; nil where that is not known for certain. Whether its values are right is for the
    /// notation's reader to say.
    var notation: String? {
        switch name.lowercased() {
        case "conv2d":
            return name == "Conv2d"
                ? line(
                    "conv", kernel: "kernel_size", count: "out_channels",
                    order: "in_channels out_channels kernel_size stride padding dilation groups bias")
                : line(
                    "conv", kernel: "kernel_size", count: "filters",
                    order: "filters kernel_size strides padding data_format dilation_rate groups activation use_bias")
        case "convtranspose2d":
            return line(
                "transposed conv", kernel: "kernel_size", count: "out_channels",
                order: "in_channels out_channels kernel_size stride padding output_padding groups bias dilation")
        case "conv2dtranspose":
            return line(
                "transposed conv", kernel: "kernel_size", count: "filters",
                order: "filters kernel_size strides padding")
        case "linear": return line("fc", count: "out_features", order: "in_features out_features bias")
        case "dense": return line("fc", count: "units", order: "units activation use_bias")
        case "maxpool2d": return line("max pool", kernel: "kernel_size", order: "kernel_size stride padding")
        case "avgpool2d": return line("avg pool", kernel: "kernel_size", order: "kernel_size stride padding")
        case "maxpooling2d": return line("max pool", kernel: "pool_size", order: "pool_size strides padding")
        case "averagepooling2d": return line("avg pool", kernel: "pool_size", order: "pool_size strides padding")
        case "adaptiveavgpool2d":
            return line("adaptive avg pool", count: "output_size", order: "output_size").map {
                ["adaptive avg pool 1", "adaptive avg pool 1x1"].contains($0) ? "global avg pool" : $0
            }
        case "globalaveragepooling2d": return line("global avg pool", order: "")
        case "globalmaxpooling2d": return line("global max pool", order: "")
        // Keras counts the momentum from the other end.
        case "batchnorm2d", "batchnorm1d", "batchnormalization":
            return named.keys.allSatisfy(Self.withoutMeaning.contains) ? line("batch norm", order: "num_features") : nil
        case "dropout":
            let rate = named["p"] == nil ? "rate" : "p"
            return line("dropout", count: rate, order: rate)
        case "flatten": return line("flatten", order: "")
        case "relu", "relu6", "sigmoid", "tanh", "gelu", "silu", "mish", "elu":
            return line(name.lowercased(), order: "")
        case "hardswish": return line("hard swish", order: "")
        case "softmax": return line("softmax", order: "dim")
        case "sgd", "adamw", "adam": return optimizer
        case "crossentropyloss": return line("cross entropy", order: "")
        case "mseloss": return line("mean squared error", order: "")
        case "bcewithlogitsloss": return line("binary cross entropy", order: "")
        case "activation": return line("", count: "activation", order: "activation")
        default: return nil
        }
    }

    /// PyTorch names the parameters first, Keras the rate. Where no momentum is written there is none.
    private var optimizer: String? {
        let isRate = values.first.flatMap(Double.init) != nil
        let order = (isRate ? "" : "params ") + "lr" + (name.lowercased() == "sgd" ? " momentum" : "")
        guard isRate || values.count > 1 || named["lr"] ?? named["learning_rate"] != nil else { return nil }
        switch name.lowercased() {
        case "sgd":
            let hasMomentum = named["momentum"] != nil || values.count > (isRate ? 1 : 2)
            return line("sgd", order: order).map { hasMomentum ? $0 : $0 + ", momentum 0" }
        case "adamw": return line("adamw", order: order)
        // Without decay the two are one.
        default: return named["weight_decay"] == nil ? line("adamw", order: order).map { $0 + ", decay 0" } : nil
        }
    }

    /// What a layer is called, its kernel before it, and its options behind it.
    ///
    /// - Parameters:
    ///   - words: what the notation calls it.
    ///   - kernel: the argument that is its kernel.
    ///   - count: the argument that stands behind its name, or behind the first comma where it has a kernel.
    ///   - order: the arguments, in the order in which they may stand without their names.
    private func line(
        _ words: String, kernel: String? = nil, count: String? = nil, order: String
    ) -> String? {
        let names = order.split(separator: " ").map(String.init)
        guard values.count <= names.count else { return nil }
        var given = named
        for (name, value) in zip(names, values) where given.updateValue(value, forKey: name) != nil { return nil }
        // What is called on something else is more than one layer.
        guard !given.contains(where: { $0.key != "params" && $0.value.contains("(") }) else { return nil }
        for name in Self.withoutMeaning { given[name] = nil }
        var line = words
        var usualStride = "1"
        if let kernel {
            guard let size = given.removeValue(forKey: kernel) ?? (kernel == "pool_size" ? "2" : nil) else {
                return nil
            }
            line = (size.contains("x") ? size : "\(size)x\(size)") + " " + words
            // A pooling's stride is its kernel where none is written.
            if words.hasSuffix("pool") { usualStride = Self.side(size) }
        }
        if let count {
            guard let value = given.removeValue(forKey: count) else { return nil }
            line += words.isEmpty ? value : kernel == nil ? " \(value)" : ", \(value)"
        }
        for name in names + given.keys.sorted() {
            guard let value = given.removeValue(forKey: name) else { continue }
            guard let option = Self.option(name, value, usualStride: usualStride) else { return nil }
            if !option.isEmpty { line += ", \(option)" }
        }
        return line
    }

    /// `2` of `2x2`; other sizes as they are.
    private static func side(_ size: String) -> String {
        let sides = size.split(separator: "x")
        return sides.count == 2 && sides[0] == sides[1] ? String(sides[0]) : size
    }

    /// Arguments that the notation has no need of.
    private static let withoutMeaning = [
        "in_channels", "in_features", "num_features", "input_shape", "input_dim", "name", "inplace", "dim", "params",
    ]

    /// An argument as the notation's option, empty where it is what goes without saying; nil where it is not known.
    private static func option(_ name: String, _ value: String, usualStride: String) -> String? {
        switch name {
        case "stride", "strides": side(value) == usualStride ? "" : "/\(side(value))"
        case "padding":
            switch value {
            case "0", "valid": ""
            case "same": "same"
            default: "pad \(value)"
            }
        case "output_padding": value == "0" ? "" : "output pad \(value)"
        case "dilation", "dilation_rate": value == "1" ? "" : "dilation \(value)"
        case "groups": value == "1" ? "" : "groups \(value)"
        case "activation": value == "None" || value == "linear" ? "" : value
        case "bias", "use_bias": value == "True" ? "" : value == "False" ? "no bias" : nil
        case "lr", "learning_rate": "rate \(value)"
        case "momentum": "momentum \(value)"
        case "weight_decay": "decay \(value)"
        case "nesterov": value == "True" ? "nesterov" : value == "False" ? "" : nil
        case "label_smoothing": "smoothing \(value)"
        default: nil
        }
    }
}
