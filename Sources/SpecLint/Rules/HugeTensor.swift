import Basics
import NetworkTerms
import SizeInference
import SpecLanguage
import SpecText

extension Rule {
    /// A tensor with more numbers than Strata trains with.
    static let hugeTensor = Rule("huge-tensor", .cost, .warning)
}

extension LintRule {
    static let hugeTensor = LintRule(
        .hugeTensor,
        summary: "Every tensor is small enough to be trained with.",
        reason: """
            A tensor can have at most 2,147,483,647 numbers (8.6 GB), because the library that computes with them uses \
            32-bit indices. `strata train` rejects a network with a larger output, for a whole batch, or with larger \
            weights. Such a network usually needs more memory than a machine has anyway.
            """,
        source: "https://uxlfoundation.github.io/oneDNN/dev_guide_data_types.html; Strata's runtime",
        example: """
            input: 4096x4096x3
            body:
              - 3x3 conv, 512, same, relu
              - 1x1 conv, 2
            """,
        better: """
            input: 4096x4096x3
            body:
              - 3x3 conv, 32, same, relu
              - 1x1 conv, 2
            """,
        check: { linted in
            let spec = linted.network.spec
            let batch = spec.training == nil ? 1 : TrainingSettings(spec).batch
            for step in linted.flow.steps {
                let (size, span) = (linted.network.size(of: step), linted.network.graph.nodes[step].span)
                let name = linted.place(step)?.name ?? linted.network.graph.nodes[step].localName
                guard let count = size.checkedCount else { continue }
                if count > TensorShape.largestCount { return [Message.output(name, size, count, at: span)] }
                if count > TensorShape.largestCount / batch {
                    return [Message.batch(batch, name, size, count, at: spec.training?.batch?.span ?? span)]
                }
                if let place = linted.place(step), place.isWeighted,
                    place.layer.step.cost.parameters > TensorShape.largestCount
                {
                    return [Message.weights(place)]
                }
            }
            return []
        })
}

private enum Message {
    private static let limit = TensorShape.bytes(TensorShape.largestCount)

    static func output(_ name: String, _ size: TensorShape, _ count: Int, at span: Span) -> Diagnostic {
        Diagnostic(
            .hugeTensor,
            "the output of \(name), \(size), takes \(TensorShape.bytes(count)) for one sample, but at most \(limit) are "
                + "supported",
            at: span, help: "a stride or a pooling layer before it makes it smaller, and so do fewer channels")
    }

    static func batch(_ batch: Int, _ name: String, _ size: TensorShape, _ count: Int, at span: Span) -> Diagnostic {
        let bytes = TensorShape.bytes(product(batch, count) ?? .max)
        return Diagnostic(
            .hugeTensor,
            "for a batch of \(batch.grouped), the output of \(name), \(size), takes \(bytes), but at most \(limit) are "
                + "supported",
            at: span, help: "a batch of \((TensorShape.largestCount / count).grouped) is the largest that fits")
    }

    static func weights(_ place: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .hugeTensor,
            "the weights of \(place.name) take \(TensorShape.bytes(place.layer.step.cost.parameters)), but at most "
                + "\(limit) are supported",
            at: place.span, help: "a pooling layer before it, or fewer units, makes them smaller")
    }
}
