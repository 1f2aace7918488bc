import NetworkTerms
import SpecLanguage

/// The names that can be joined with, innermost scope last.
struct NameScopes<Output> {
    private var scopes: [(prefix: String, outputs: [String: Output])] = [("", [:])]
    /// Whether any name is asked for: a long stack of layers need not keep them all.
    private let isAsked: Bool

    init(for spec: Spec) { isAsked = spec.joinsNames }

    func fullName(_ name: String) -> String { scopes[scopes.count - 1].prefix + name }

    mutating func enter(_ name: String) { scopes.append((fullName(name) + ".", [:])) }

    mutating func leave() { scopes.removeLast() }

    mutating func register(_ name: String, _ output: Output) {
        if isAsked { scopes[scopes.count - 1].outputs[name] = output }
    }

    func lookup(_ name: String) -> Output? {
        for scope in scopes.reversed() {
            if let found = scope.outputs[name] { return found }
        }
        return nil
    }

    var names: [String] { scopes.flatMap(\.outputs.keys) }
}

extension Spec {
    /// Whether anything takes the output of a layer by its name.
    fileprivate var joinsNames: Bool { !auxiliaryHeads.isEmpty || body.hasJoin || head.hasJoin }
}

extension [Item] {
    fileprivate var hasJoin: Bool {
        contains { item in
            if case .join = item { true } else { item.lists.contains(where: \.hasJoin) }
        }
    }
}
