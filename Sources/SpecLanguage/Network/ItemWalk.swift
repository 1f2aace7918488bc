/// Walks items and the lists inside them, for everything that handles all lines alike.
extension Item {
    /// The lists of items inside a structure, each once even if it is repeated; empty for a line.
    package var lists: [[Item]] {
        switch self {
        case .stack(let stack): [stack.items]
        case .residual(let residual): [residual.items, residual.shortcut.items]
        case .branches(let branches): branches.branches
        case .layer, .expectation, .join, .unknown: []
        }
    }

    /// The item with each list inside it replaced.
    func mappingLists(_ change: ([Item]) -> [Item]) -> Item {
        switch self {
        case .stack(var stack):
            stack.items = change(stack.items)
            return .stack(stack)
        case .residual(var residual):
            residual.items = change(residual.items)
            if case .layers(let items) = residual.shortcut { residual.shortcut = .layers(change(items)) }
            return .residual(residual)
        case .branches(var branches):
            branches.branches = branches.branches.map(change)
            return .branches(branches)
        case .layer, .expectation, .join, .unknown:
            return self
        }
    }
}

extension Spec {
    /// Every item of body and heads, in the order of computation. A structure is followed by the items inside it.
    public var everyItem: [Item] {
        var found: [Item] = []
        forEachItem { found.append($0) }
        return found
    }

    /// Visits every item, in the same order.
    func forEachItem(_ visit: (Item) -> Void) {
        func walk(_ items: [Item]) {
            for item in items {
                visit(item)
                item.lists.forEach(walk)
            }
        }
        lists.forEach(walk)
    }

    /// The spec with its body and each of its heads replaced.
    func mappingLists(_ change: ([Item]) -> [Item]) -> Spec {
        var result = self
        result.lists = lists.map(change)
        return result
    }
}
