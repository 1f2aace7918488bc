/// The names that can be joined with, innermost scope last.
struct NameScopes<Output> {
    private var scopes: [(prefix: String, outputs: [String: Output])] = [("", [:])]

    func fullName(_ name: String) -> String { scopes[scopes.count - 1].prefix + name }

    mutating func enter(_ name: String) { scopes.append((fullName(name) + ".", [:])) }

    mutating func leave() { scopes.removeLast() }

    mutating func register(_ name: String, _ output: Output) { scopes[scopes.count - 1].outputs[name] = output }

    func lookup(_ name: String) -> Output? {
        for scope in scopes.reversed() {
            if let found = scope.outputs[name] { return found }
        }
        return nil
    }

    var names: [String] { scopes.flatMap(\.outputs.keys) }
}
