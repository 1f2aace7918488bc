import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Other filters and units.
extension Proposals {
    /// The count of the other side, for each layer with a different one.
    var counts: [Proposal] {
        guard chain.axes == [.channels] else { return [] }
        let node = graph.nodes[chain.step]
        var wanted: Set<Int> = []
        switch node.operation {
        case .expectation(let expectation): wanted.formUnion([expectation.dimensions.last?.value].compactMap { $0 })
        case .layer(let layer):
            if case .reshape(let size) = layer.relation {
                wanted.formUnion([size.checkedCount].compactMap { $0 })
            }
        case .join: wanted.formUnion(node.inputs.compactMap { sizes.depth($0) })
        case .input, .projection, .openRepeat, .unknown: break
        }
        let numbers = wanted.sorted()
        var result = squareMap
        for (distance, link) in chain.links.reversed().enumerated() {
            guard case .layer(let layer) = graph.nodes[link.step].operation else { continue }
            for name in ["filters", "units"] where layer.arguments.isWritten(name) {
                for count in numbers where layer.arguments.integer(name) != count {
                    guard result.count < Self.most else { return result }
                    let expression = layer.arguments.expressions[name]
                    let ways =
                        expression.map { $0.parameters.isEmpty } ?? true
                        ? [LayerChange(layer, [(name, .integer(count))], name: self.name(of: layer, at: link.step))]
                            .fixes
                        : expression.map { graph.parameterOfUse($0, count, around: link.step) } ?? []
                    result.append(Proposal(.count, distance: distance, ways))
                }
            }
        }
        return result
    }

    /// A square map with as many channels, for a reshaped vector: `reshape 7x7x128` of 6272 values.
    private var squareMap: [Proposal] {
        guard case .layer(let layer) = graph.nodes[chain.step].operation, case .reshape(let size) = layer.relation,
            size.isFeatureMap, Set(size.spatial).count == 1, let input = graph.nodes[chain.step].inputs.first,
            !sizes.isMap(input), let values = sizes.depth(input), values % size.channels == 0
        else { return [] }
        let side = Int(Double(values / size.channels).squareRoot().rounded())
        guard side > 0, product(side, side) == values / size.channels,
            let square = TensorShape(spatial: size.spatial.map { _ in side }, channels: size.channels)
        else { return [] }
        return [Proposal(.common, [LayerChange(layer, [("size", .size(square))], name: layer.name)])]
    }
}

extension SpecGraph {
    /// Another value of a block's parameter, where a use of the block gives one, so that arithmetic has this result.
    func parameterOfUse(_ expression: Expression, _ count: Int, around step: Int) -> [Diagnostic.Fix] {
        guard let use = innermostUse(around: step), let name = expression.parameters.first,
            Set(expression.parameters).count == 1, use.arguments.expressions[name] == nil,
            let written = use.arguments.written(name), case .integer(let present) = written.value,
            let value = Self.solution(of: expression, count, near: present)
        else { return [] }
        return [Diagnostic.Fix("\(use.block): \(name) \(value)", replacing: written.span, with: "\(value)")]
    }

    /// The value of the only parameter for which arithmetic has this result. It grows or falls steadily in practice, so
    /// few values are tried: those that a product or a sum with a constant suggests.
    private static func solution(of expression: Expression, _ count: Int, near present: Int) -> Int? {
        func value(_ expression: Expression, _ parameter: Int) -> Int? {
            switch expression {
            case .number(let number): return number
            case .parameter: return parameter
            case .channels: return nil
            case .operation(let operation, let left, let right):
                guard let left = value(left, parameter), let right = value(right, parameter) else { return nil }
                return operation.applied(left, right)
            }
        }
        guard let now = value(expression, present), now > 0 else { return nil }
        let scaled = count.multipliedReportingOverflow(by: present)
        let candidates = [scaled.overflow ? present : scaled.partialValue / now, present + count - now]
        return candidates.first { $0 >= 1 && value(expression, $0) == count }
    }
}
