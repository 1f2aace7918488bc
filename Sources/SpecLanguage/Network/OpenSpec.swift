import SpecText

extension Spec {
    /// Every number that was left open with `?`, in the order of the text: of layers, of counts, of the input.
    public var openNumbers: [OpenNumber] {
        var found: Set<OpenNumber> = []
        if let input { found.formUnion(input.openInput) }
        for item in items + auxiliaryHeads.flatMap(\.items) { item.collectOpen(into: &found) }
        return found.sorted {
            ($0.span.file, $0.span.start, $0.component, $0.name) < ($1.span.file, $1.span.start, $1.component, $1.name)
        }
    }

    /// The spec with the open numbers that are given filled in.
    public func filling(_ values: [OpenNumber: Int]) -> Spec {
        guard !values.isEmpty else { return self }
        var result = self
        result.body = body.filling(values)
        result.head = head.filling(values)
        for index in auxiliaryHeads.indices {
            result.auxiliaryHeads[index].items = auxiliaryHeads[index].items.filling(values)
        }
        if values.keys.contains(where: { $0.name == OpenNumber.repeatName }) {
            var lists = [result.body, result.head] + result.auxiliaryHeads.map(\.items)
            Naming.rename(&lists)
            (result.body, result.head) = (lists[0], lists[1])
            for index in result.auxiliaryHeads.indices { result.auxiliaryHeads[index].items = lists[index + 2] }
        }
        if let input {
            let components = input.components
            result.input?.value = zip(input.value, components).map { dimension, component in
                dimension == .unknown
                    ? values[OpenNumber("input", component, at: input.span)].map { .known($0) } ?? .unknown : dimension
            }
        }
        return result
    }
}

extension Located<[Dimension]> {
    fileprivate var components: [OpenNumber.Component] {
        value.count == 1 ? [.whole] : [.height, .width, .channels]
    }

    /// The open numbers of an input of this size.
    public var openInput: [OpenNumber] {
        zip(value, components).compactMap { dimension, component in
            dimension == .unknown ? OpenNumber("input", component, at: span) : nil
        }
    }
}

extension Layer {
    /// Whether a parameter was left open with `?`, and is still to be found.
    public var isOpen: Bool { !arguments.open.isEmpty }
}

extension Item {
    fileprivate var isStack: Bool { if case .stack = self { true } else { false } }

    fileprivate func collectOpen(into found: inout Set<OpenNumber>) {
        switch self {
        case .layer(let layer):
            for (name, parameter) in layer.arguments.open { found.formUnion(parameter.numbers(name: name)) }
        case .stack(let stack):
            if let count = stack.openCount { found.insert(count) }
            for item in stack.items { item.collectOpen(into: &found) }
        case .residual(let residual):
            for item in residual.items + residual.shortcut.items { item.collectOpen(into: &found) }
        case .branches(let branches):
            for item in branches.branches.joined() { item.collectOpen(into: &found) }
        case .expectation, .join, .unknown:
            break
        }
    }
}

extension [Item] {
    fileprivate func filling(_ values: [OpenNumber: Int]) -> [Item] {
        map { item in
            switch item {
            case .layer(var layer) where layer.isOpen:
                layer.arguments = layer.arguments.filling(values)
                return .layer(layer)
            case .stack(var stack):
                stack.items = stack.items.filling(values)
                if stack.items.contains(where: \.isStack) {
                    var lists = [stack.items]
                    Naming.rename(&lists)
                    stack.items = lists[0]
                }
                if let open = stack.openCount, let count = values[open] { (stack.count, stack.openCount) = (count, nil) }
                return .stack(stack)
            case .residual(var residual):
                residual.items = residual.items.filling(values)
                if case .layers(let items) = residual.shortcut { residual.shortcut = .layers(items.filling(values)) }
                return .residual(residual)
            case .branches(var branches):
                branches.branches = branches.branches.map { $0.filling(values) }
                return .branches(branches)
            case .layer, .expectation, .join, .unknown:
                return item
            }
        }
    }
}

extension Spec {
    /// Whether every line was read: nothing is missing but the numbers that were left open.
    public var isReadable: Bool { (items + auxiliaryHeads.flatMap(\.items)).allSatisfy(\.isReadable) }
}

extension Item {
    fileprivate var isReadable: Bool {
        switch self {
        case .layer(let layer): layer.unread.isEmpty
        case .unknown: false
        case .expectation, .join: true
        case .stack(let stack): stack.items.allSatisfy(\.isReadable)
        case .residual(let residual):
            (residual.items + residual.shortcut.items).allSatisfy(\.isReadable)
        case .branches(let branches): branches.branches.allSatisfy { $0.allSatisfy(\.isReadable) }
        }
    }
}
