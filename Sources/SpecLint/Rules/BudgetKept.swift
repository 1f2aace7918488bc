import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A network that exceeds its budget.
    static let budget = Rule("budget", .cost, .error)
}

extension LintRule {
    static let budgetKept = LintRule(
        .budget,
        summary: "The network stays within the parameters and multiply-accumulates of its `budget`.",
        reason: """
            A budget is a contract: what a device can hold, or what a service can afford. Both figures follow exactly \
            from the sizes. Auxiliary heads exist only during training and don't count. A project's `.strata.yml` can \
            set a budget for all of its specs; a spec's own budget takes precedence.
            """,
        source: "docs/language.md",
        example: """
            input: 28x28x1
            budget: {parameters: 10k}
            body:
              - 3x3 conv, 8, /2, pad 1, relu
            head:
              - fc 10
            """,
        better: """
            input: 28x28x1
            budget: {parameters: 10k}
            body:
              - 3x3 conv, 8, /2, pad 1, relu
              - 3x3 conv, 16, /2, pad 1, relu
            head:
              - fc 10
            """,
        check: { linted in
            guard let budget = linted.network.spec.budget else { return [] }
            let total = linted.network.total
            let costs: [(Budget.Item, Int, KeyPath<LayerDefinition.Cost, Int>)] = [
                (.parameters, total.parameters, \.parameters),
                (.multiplyAccumulates, total.multiplyAccumulates, \.multiplyAccumulates),
            ]
            return costs.compactMap { item, cost, part in
                guard let limit = budget.limits[item], cost > limit.value else { return nil }
                let largest = linted.network.steps.max { $0.cost[keyPath: part] < $1.cost[keyPath: part] }
                return Message.over(
                    item, cost, limit, largest.map { ($0, $0.cost[keyPath: part]) }, at: limit.place(in: linted))
            }
        })
}

private enum Message {
    static func over(
        _ item: Budget.Item, _ cost: Int, _ limit: Budget.Limit, _ largest: (step: SizedStep, cost: Int)?,
        at place: Span
    ) -> Diagnostic {
        let noun = item == .parameters ? "parameters" : "multiply-accumulates"
        let notes = largest.map {
            [Diagnostic.Note("\($0.step.name) has the most of them, \($0.cost.grouped)", at: $0.step.span)]
        }
        return Diagnostic(
            .budget,
            "the network has \(cost.grouped) \(noun), \((cost - limit.value).grouped) more than \(limit.owner("its")) budget of \(limit.value.grouped)",
            at: place, about: .name(item.rawValue), notes: limit.notes + (notes ?? []),
            help: "`strata shapes` shows what each layer costs")
    }
}
