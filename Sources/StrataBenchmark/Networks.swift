import StrataRuntime

/// The networks of `scripts/pytorch_baseline.py`, layer by layer.
enum Networks {
    /// Each network with the batch sizes at which it's measured.
    static let all: [(network: any Network, batches: [Int])] = [
        (Perceptron(), [32, 128]), (LeNet(), [32, 128]), (CNN(), [128]), (ResNet20(), [64]),
    ]
}

private let image = TensorShape(height: 28, width: 28, channels: 1)

struct Perceptron: Network {
    let name = "mlp"
    let input = image

    func layers(_ net: inout NetworkBuilder) {
        net.dense("fc1", units: 512, activation: .relu)
        net.dense("fc2", units: 256, activation: .relu)
        net.dense("fc3", units: 10)
    }
}

struct LeNet: Network {
    let name = "lenet"
    let input = image

    func layers(_ net: inout NetworkBuilder) {
        net.conv("conv1", kernel: 5, filters: 6, padding: 2, activation: .relu)
        net.pool("pool1", .max, kernel: 2)
        net.conv("conv2", kernel: 5, filters: 16, activation: .relu)
        net.pool("pool2", .max, kernel: 2)
        net.dense("fc1", units: 120, activation: .relu)
        net.dense("fc2", units: 84, activation: .relu)
        net.dense("fc3", units: 10)
    }
}

struct CNN: Network {
    let name = "cnn"
    let input = image

    func layers(_ net: inout NetworkBuilder) {
        net.convNorm("conv1", filters: 32)
        net.activation("relu1", .relu)
        net.convNorm("conv2", filters: 32)
        net.activation("relu2", .relu)
        net.pool("pool1", .max, kernel: 2)
        net.convNorm("conv3", filters: 64)
        net.activation("relu3", .relu)
        net.convNorm("conv4", filters: 64)
        net.activation("relu4", .relu)
        net.pool("pool2", .max, kernel: 2)
        net.convNorm("conv5", filters: 128)
        net.activation("relu5", .relu)
        net.globalPool("pool3", .average)
        net.dense("fc", units: 10)
    }
}

struct ResNet20: Network {
    let name = "resnet20"
    let input = image

    func layers(_ net: inout NetworkBuilder) {
        net.convNorm("stem", filters: 16)
        net.activation("stem.relu", .relu)
        var channels = 16
        for (stage, filters) in [16, 32, 64].enumerated() {
            for block in 0..<3 {
                let name = "block\(stage + 1).\(block + 1)"
                let stride = filters == channels ? 1 : 2
                let start = net.current
                net.convNorm("\(name).conv1", filters: filters, stride: stride)
                net.activation("\(name).relu1", .relu)
                let main = net.convNorm("\(name).conv2", filters: filters)
                net.current = start
                if stride != 1 { net.convNorm("\(name).shortcut", kernel: 1, filters: filters, stride: stride) }
                net.add("\(name).add", [main, net.current])
                net.activation("\(name).relu2", .relu)
                channels = filters
            }
        }
        net.globalPool("pool", .average)
        net.dense("fc", units: 10)
    }
}

extension NetworkBuilder {
    /// A convolution without bias that keeps the map's size (or divides it by the stride), and its batch norm.
    @discardableResult
    fileprivate mutating func convNorm(_ name: String, kernel: Int = 3, filters: Int, stride: Int = 1) -> LayerReference
    {
        conv(
            name, kernel: Extent(kernel), filters: filters, stride: Extent(stride), padding: Padding(kernel / 2),
            bias: false)
        return batchNorm("\(name).norm")
    }
}
