import Basics

/// What a list of items contains, counting every repetition. Nil stands for a number that overflows.
struct ItemCount: Sendable {
    /// The layers and joins. A pass counts even if nothing in it could be read.
    var layers: Int? = 0
    /// Everything that takes part in a computation of sizes: also contracts, and the passes themselves.
    var lines: Int? = 0

    /// The most layers that a network can have.
    static let mostLayers = 100_000
    /// The most lines that a network can have.
    static let mostLines = 4 * mostLayers

    init(layers: Int?, lines: Int?) { (self.layers, self.lines) = (layers, lines) }

    /// Counts each list in the text once, however often it is repeated.
    init(of items: some Sequence<Item>) {
        for item in items {
            switch item {
            case .layer, .join: add(ItemCount(layers: 1, lines: 1))
            case .expectation, .unknown: add(ItemCount(layers: 0, lines: 1))
            case .stack(let stack): add(stack.pass.repeated(stack.count))
            case .residual(let residual):
                add(ItemCount(layers: 1, lines: 2))
                add(ItemCount(of: residual.items))
                add(ItemCount(of: residual.shortcut.items))
            case .branches(let branches):
                add(ItemCount(layers: 1, lines: 1))
                for branch in branches.branches { add(ItemCount(of: branch)) }
            }
        }
    }

    mutating func add(_ other: ItemCount) {
        layers = layers.flatMap { mine in other.layers.flatMap { sum(mine, $0) } }
        lines = lines.flatMap { mine in other.lines.flatMap { sum(mine, $0) } }
    }

    /// The count of a stack with this many passes.
    func repeated(_ passes: Int) -> ItemCount {
        ItemCount(
            layers: layers.flatMap { product(max(1, $0), passes) },
            lines: lines.flatMap { sum($0, 1) }.flatMap { product($0, passes) })
    }

    /// Whether a network can contain this much.
    var fits: Bool { layers ?? .max <= Self.mostLayers && lines ?? .max <= Self.mostLines }
}
