import NetworkTerms
import SpecLanguage
import SpecText

extension SizedNetwork {
    /// Returns changes after which the output may have another size, to be tried: the most sensible first, each with the
    /// ways to write it.
    ///
    /// - Parameters:
    ///   - output: the size that the output should have, with as many channels as now.
    ///   - place: the last layer, after which the size is required.
    public func changes(for output: TensorShape, at place: Span) -> [[Diagnostic.Fix]] {
        var spec = spec
        let contract = Item.expectation(Expectation(dimensions: output.axes.map { .known($0) }, span: place))
        if spec.head.isEmpty { spec.body.append(contract) } else { spec.head.append(contract) }
        let graph = SpecGraph(spec)
        guard let sizes = GraphSizes(graph, doubting: []), let chain = ConflictChain(sizes, at: graph.end) else {
            return []
        }
        return Proposals(chain, samples: nil, budget: ProposalBudget(), followsInput: true).all
    }
}
