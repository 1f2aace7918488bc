import StrataRuntime

struct MLP: Network {
    let name = "mlp"
    let input = TensorShape(height: 28, width: 28, channels: 1)
    func layers(_ net: inout NetworkBuilder) {
        net.dense("fc1", units: 512, activation: .relu)
        net.dense("fc2", units: 256, activation: .relu)
        net.dense("fc3", units: 10)
    }
}

struct LeNet: Network {
    let name = "lenet"
    let input = TensorShape(height: 28, width: 28, channels: 1)
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

/// Convolution, batch norm, relu.
private func convNorm(
    _ net: inout NetworkBuilder, _ name: String, _ filters: Int, kernel: Int = 3, stride: Int = 1, relu: Bool = true
) {
    net.conv(
        "\(name).conv", kernel: Size(kernel), filters: filters, stride: Size(stride), padding: Padding(kernel / 2),
        bias: false)
    net.batchNorm("\(name).norm")
    if relu { net.activation("\(name).relu", .relu) }
}

struct CNN: Network {
    let name = "cnn"
    let input = TensorShape(height: 28, width: 28, channels: 1)
    func layers(_ net: inout NetworkBuilder) {
        convNorm(&net, "1", 32)
        convNorm(&net, "2", 32)
        net.pool("pool1", .max, kernel: 2)
        convNorm(&net, "3", 64)
        convNorm(&net, "4", 64)
        net.pool("pool2", .max, kernel: 2)
        convNorm(&net, "5", 128)
        net.globalPool("pool3", .average)
        net.dense("fc", units: 10)
    }
}

struct ResNet20: Network {
    let name = "resnet20"
    let input = TensorShape(height: 28, width: 28, channels: 1)
    func layers(_ net: inout NetworkBuilder) {
        convNorm(&net, "stem", 16)
        var channels = 16
        for (index, (filters, stride)) in [
            (16, 1), (16, 1), (16, 1), (32, 2), (32, 1), (32, 1), (64, 2), (64, 1), (64, 1),
        ].enumerated() {
            let start = net.current
            convNorm(&net, "\(index).a", filters, stride: stride)
            convNorm(&net, "\(index).b", filters, relu: false)
            let main = net.current
            net.current = start
            if channels != filters || stride != 1 {
                convNorm(&net, "\(index).shortcut", filters, kernel: 1, stride: stride, relu: false)
            }
            net.add("\(index).add", [main, net.current])
            net.activation("\(index).relu", .relu)
            channels = filters
        }
        net.globalPool("pool", .average)
        net.dense("fc", units: 10)
    }
}

func measure(_ network: some Network, batch: Int, steps: Int, threads: Int?) throws {
    let graph = try NetworkGraph(network)
    let plan = try TrainingPlan(graph, batch: batch, seed: 1, threads: threads)
    var random = SystemRandomNumberGenerator()
    plan.withInput { for i in $0.indices { $0[i] = Float.random(in: 0..<1, using: &random) } }
    for i in 0..<batch { plan.labels[i] = Int32(i % 10) }
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<steps + 10 {
        let time = try clock.measure {
            _ = try plan.forwardBackward()
            try plan.update(.sgd(rate: 0.05, momentum: 0.9), rate: 0.05)
        }
        times.append(Double(time.components.attoseconds) * 1e-15 + Double(time.components.seconds) * 1e3)
    }
    let sorted = times.dropFirst(10).sorted()
    print(
        network.name, "batch", batch, "median", sorted[sorted.count / 2], "min", sorted[0], "memory",
        plan.memoryBytes / 1_000_000)
}

let arguments = CommandLine.arguments
let threads = arguments.count > 1 ? Int(arguments[1]) : nil
let only = arguments.count > 2 ? arguments[2] : nil
for batch in [32, 128] {
    if only == nil || only == "mlp" { try measure(MLP(), batch: batch, steps: 200, threads: threads) }
}
for batch in [32, 128] {
    if only == nil || only == "lenet" { try measure(LeNet(), batch: batch, steps: 200, threads: threads) }
}
if only == nil || only == "cnn" { try measure(CNN(), batch: 128, steps: 20, threads: threads) }
if only == nil || only == "resnet20" { try measure(ResNet20(), batch: 64, steps: 20, threads: threads) }
