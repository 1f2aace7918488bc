import NetworkTerms
import SizeInference
import SpecLanguage
import SpecText

extension Rule {
    /// A negative log likelihood of outputs that aren't the logarithms of probabilities.
    static let logLikelihoodFit = Rule("log-likelihood-fit", .training, .error)
}

extension LintRule {
    static let logLikelihoodFit = LintRule(
        .logLikelihoodFit,
        summary: "A network trained with negative log likelihood ends in a log softmax.",
        reason: """
            The loss is the class's output with the opposite sign. Without a log softmax, training only makes the \
            outputs larger: the loss falls without end, and says nothing. After a softmax, it never comes close to 0 \
            for a wrong prediction, so gradients are far too small.
            """,
        source: "PyTorch's documentation of NLLLoss: the input is expected to contain log-probabilities of each class",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              loss: negative log likelihood
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              loss: cross entropy
            """,
        training: { facts in
            guard facts.loss === LossDefinition.negativeLogLikelihood, !facts.isAutoencoder,
                let loss = facts.section.loss?.span, let last = facts.lastChange, facts.output.channels > 1
            else { return [] }
            guard last.traits.contains(.givesLogProbabilities) else { return [Message.needsLogarithms(last, at: loss)] }
            return facts.network.auxiliaryHeads.compactMap { head in
                let last = head.steps.last { step in
                    step.layer.map { !$0.layer.definition.traits.contains(.movesValues) } ?? true
                }
                let traits = last?.layer?.layer.definition.traits ?? []
                return traits.contains(.givesLogProbabilities) ? nil : Message.headNeedsLogarithms(head, loss: loss)
            }
        })
}

private enum Message {
    static func headNeedsLogarithms(_ head: SizedAuxiliaryHead, loss: Span) -> Diagnostic {
        let log = LayerDefinition.logSoftmax.syntax.key
        return Diagnostic(
            .logLikelihoodFit,
            "negative log likelihood needs the logarithms of probabilities, also from the auxiliary head "
                + "`\(head.head.name.value)`",
            at: head.steps.last?.span ?? head.head.name.span,
            notes: [Diagnostic.Note("the loss is chosen here", at: loss)],
            help: "end the head with `\(log)`, like the network")
    }

    static func needsLogarithms(_ last: LintedNetwork.Place, at loss: Span) -> Diagnostic {
        let (log, entropy) = (LayerDefinition.logSoftmax.syntax.key, LossDefinition.crossEntropy.syntax.key)
        let isSoftmax = last.traits.contains(.givesProbabilities)
        let notes = [Diagnostic.Note("\(last.name) makes the outputs", at: last.span)]
        let message = "negative log likelihood needs the logarithms of probabilities, but the network ends in "
        guard !isSoftmax else {
            let fix =
                last.layer.layer.isNamed ? [] : [Diagnostic.Fix("change to `\(log)`", replacing: last.span, with: log)]
            return Diagnostic(
                .logLikelihoodFit, message + "probabilities", at: loss, notes: notes,
                help: "write `\(log)` for `\(last.layer.layer.words)`", fixes: fix)
        }
        return Diagnostic(
            .logLikelihoodFit, message + last.name, at: loss, notes: notes,
            help: "write `loss: \(entropy)`, which computes them itself, or end the network with `\(log)`",
            fixes: [Diagnostic.Fix("change to `\(entropy)`", replacing: loss, with: entropy)])
    }
}
