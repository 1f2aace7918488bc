/// The one way through items and the lists inside them, for what is asked of every line alike.
extension Item {
    /// The lists of items that a structure holds, each once, however many passes are made of it; none of a line.
    package var lists: [[Item]] {
        switch self {
        case .stack(let stack): [stack.items]
        case .residual(let residual): [residual.items, residual.shortcut.items]
        case .branches(let branches): branches.branches
        case .layer, .expectation, .join, .unknown: []
        }
    }

    /// The item with another list in the place of each that it holds.
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
    /// Every item of body and heads, in the order of computation; behind a structure those that it holds.
    public var everyItem: [Item] {
        var found: [Item] = []
        forEachItem { found.append($0) }
        return found
    }

    /// Hands over every item, in the same order.
    func forEachItem(_ visit: (Item) -> Void) {
        func walk(_ items: [Item]) {
            for item in items {
                visit(item)
                item.lists.forEach(walk)
            }
        }
        walk(body)
        walk(head)
        for head in auxiliaryHeads { walk(head.items) }
    }

    /// The spec with another list in the place of its body and of each head.
    func mappingLists(_ change: ([Item]) -> [Item]) -> Spec {
        var result = self
        result.body = change(body)
        result.head = change(head)
        for index in auxiliaryHeads.indices {
            result.auxiliaryHeads[index].items = change(auxiliaryHeads[index].items)
        }
        return result
    }
}
