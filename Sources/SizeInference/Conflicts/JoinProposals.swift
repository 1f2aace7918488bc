import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Other names in a join, and cropping.
extension Proposals {
    var joins: [Proposal] {
        guard case .join(let join, _) = graph.joint(chain.step)?.form else { return [] }
        return names(join) + crop(join)
    }

    /// The most names that are worth a choice.
    private static let mostNames = 3

    /// For each name whose output doesn't fit, the names of those that do.
    private func names(_ join: Join) -> [Proposal] {
        let inputs = graph.nodes[chain.step].inputs
        guard let current = inputs.first, inputs.count == join.others.count + 1 else { return [] }
        var result: [Proposal] = []
        for (other, input) in zip(join.others, inputs.dropFirst()) where !fits(input, with: current, join.kind) {
            var names: [String] = []
            for node in 0..<chain.step where names.count <= Self.mostNames {
                guard node != current, !inputs.contains(node), budget.take(1), let name = graph.givenName(of: node),
                    name != other.value, !names.contains(name), graph.isVisible(node, from: chain.step),
                    fits(node, with: current, join.kind), !isUnchanged(from: node, to: current)
                else { continue }
                names.append(name)
            }
            guard names.count <= Self.mostNames else { continue }
            result += names.map { name in
                Proposal(
                    names.count == 1 ? .usual : .common,
                    [Diagnostic.Fix("\(join.kind.rawValue) \(name)", replacing: other.span, with: name)])
            }
        }
        return result
    }

    private func fits(_ node: Int, with current: Int, _ kind: Joining) -> Bool {
        sizes.isMap(node) == sizes.isMap(current)
            && sizes.extents.allSatisfy { $0[node] == $0[current] && $0[node] != nil || !sizes.isMap(node) }
            && (kind == .concat || sizes.depth(node) == sizes.depth(current))
    }

    /// Whether the current tensor is the output of a node, perhaps after contracts.
    private func isUnchanged(from node: Int, to current: Int) -> Bool {
        var step = current
        while step > node, case .expectation = graph.nodes[step].operation, let input = graph.nodes[step].inputs.first {
            step = input
        }
        return step == node
    }

    /// Cropping is for maps that are a little larger (Ronneberger and others, U-Net, 2015).
    private static let largestCrop = 1.5

    private func crop(_ join: Join) -> [Proposal] {
        let inputs = graph.nodes[chain.step].inputs
        guard !join.crops, !chain.axes.contains(.channels), let current = inputs.first, inputs.count > 1 else {
            return []
        }
        for extents in sizes.extents {
            guard let wanted = extents[current],
                inputs.dropFirst().allSatisfy({ input in
                    extents[input].map { $0 >= wanted && Double($0) <= Double(wanted) * Self.largestCrop } ?? false
                })
            else { return [] }
        }
        let title = "\(join.kind.rawValue) \(join.others.map(\.value).joined(separator: " ")), crop"
        func adding(_ text: String, at place: Int) -> Diagnostic.Fix {
            Diagnostic.Fix(title, replacing: Span(file: join.span.file, start: place, end: place), with: ", \(text)")
        }
        return [
            Proposal(
                .common,
                [
                    adding("crop", at: join.span.end), adding("crop", at: join.span.end - 1),
                    adding("crop: true", at: join.span.end - 1),
                ])
        ]
    }
}
