import Basics
import SpecText

extension Spec {
    /// The input's size; where none is written, all of it is open.
    public var inputSize: Located<[Dimension]>? {
        if let input { return input }
        return missingInput.map {
            Located(Array(repeating: .unknown, count: items.firstNeedsMap ? Spec.spatialAxes + 1 : 1), at: $0)
        }
    }

    /// Every number that was left open with `?`, in the order of the text: of layers, of counts, of the input.
    public var openNumbers: [OpenNumber] {
        var found: Set<OpenNumber> = []
        if let inputSize { found.formUnion(inputSize.openInput) }
        for opening in openings { found.formUnion(opening.numbers) }
        return found.sorted {
            ($0.span.file, $0.span.start, $0.component, $0.name) < ($1.span.file, $1.span.start, $1.component, $1.name)
        }
    }

    /// The spec with the open numbers that are given filled in.
    public func filling(_ values: [OpenNumber: Int]) -> Spec {
        guard !values.isEmpty else { return self }
        var result = mappingLists { $0.filling(values) }
        if values.keys.contains(where: { $0.name == OpenNumber.repeatName }) {
            var lists = [result.body, result.head] + result.auxiliaryHeads.map(\.items)
            Naming.rename(&lists)
            (result.body, result.head) = (lists[0], lists[1])
            for index in result.auxiliaryHeads.indices { result.auxiliaryHeads[index].items = lists[index + 2] }
        }
        if let input = inputSize {
            let components = input.components
            result.input = input
            result.input?.value = zip(input.value, components).map { dimension, component in
                dimension == .unknown
                    ? values[OpenNumber(OpenNumber.inputName, component, at: input.span)].map { .known($0) } ?? .unknown
                    : dimension
            }
        }
        return result
    }
}

extension Located<[Dimension]> {
    fileprivate var components: [OpenNumber.Component] {
        value.count == 1 ? [.whole] : value.indices.dropLast().map { .spatial($0) } + [.channels]
    }

    /// The open numbers of an input of this size.
    public var openInput: [OpenNumber] {
        zip(value, components).compactMap { dimension, component in
            dimension == .unknown ? OpenNumber(OpenNumber.inputName, component, at: span) : nil
        }
    }
}

// MARK: What is open

/// A place in the text where `?` stands for numbers.
private enum Opening {
    case parameter(String, OpenParameter)
    case count(OpenNumber)

    var span: Span {
        switch self {
        case .parameter(_, let parameter): parameter.span
        case .count(let number): number.span
        }
    }

    var numbers: [OpenNumber] {
        switch self {
        case .parameter(let name, let parameter): parameter.numbers(name: name)
        case .count(let number): [number]
        }
    }

    /// What is written there instead; nil where a part of it is still open.
    func text(_ values: [OpenNumber: Int]) -> String? {
        switch self {
        case .parameter(let name, let parameter): parameter.text(name: name, values)
        case .count(let number): values[number].map(String.init)
        }
    }
}

extension Spec {
    /// Of layers and counts; the input's is its own.
    private var openings: [Opening] {
        var found: [Opening] = []
        forEachItem { item in
            switch item {
            case .layer(let layer):
                if layer.isOpen { found += layer.arguments.open.map { .parameter($0.key, $0.value) } }
            case .stack(let stack): if let count = stack.openCount { found.append(.count(count)) }
            case .expectation, .residual, .branches, .join, .unknown: break
            }
        }
        return found
    }
}

extension Layer {
    /// Whether a parameter was left open with `?`, and is still to be found.
    public var isOpen: Bool { !arguments.open.isEmpty }
}

extension Item {
    fileprivate var isStack: Bool { if case .stack = self { true } else { false } }
}

extension [Item] {
    fileprivate func filling(_ values: [OpenNumber: Int]) -> [Item] {
        map { item in
            switch item.mappingLists({ $0.filling(values) }) {
            case .layer(let layer) where layer.isOpen:
                return .layer(layer.with(arguments: layer.arguments.filling(values)))
            case .stack(var stack):
                if stack.items.contains(where: \.isStack) {
                    var lists = [stack.items]
                    Naming.rename(&lists)
                    stack.items = lists[0]
                }
                if let open = stack.openCount, let count = values[open] {
                    (stack.count, stack.openCount) = (count, nil)
                }
                return .stack(stack)
            case let other:
                return other
            }
        }
    }
}

extension Spec {
    /// Whether every line was read: nothing is missing but the numbers that were left open.
    public var isReadable: Bool {
        everyItem.allSatisfy { item in
            switch item {
            case .layer(let layer): layer.unread.isEmpty
            case .unknown: false
            case .expectation, .join, .stack, .residual, .branches: true
            }
        }
    }
}

extension [Item] {
    /// Whether the first layer that is not content with any tensor needs a map.
    fileprivate var firstNeedsMap: Bool {
        for item in self {
            switch item {
            case .layer(let layer):
                if layer.definition.sizing.input == .featureMap { return true }
                switch layer.relation {
                case .same: continue
                case .flatten, .reshape: return true
                default: return false
                }
            case .stack(let stack): return stack.items.firstNeedsMap
            case .residual(let residual): return residual.items.firstNeedsMap
            case .branches(let branches): return branches.branches.contains { $0.firstNeedsMap }
            case .expectation(let expectation): return expectation.dimensions.count > 1
            case .join, .unknown: continue
            }
        }
        return false
    }
}

// MARK: Writing answers into the text

extension Spec {
    /// The edits that put numbers in the place of what was left open; nothing else is touched. A value of which a part is
    /// still open stays as it is.
    ///
    /// - Parameter source: the text of the spec itself. What stands in an include is not edited.
    public func edits(filling values: [OpenNumber: Int], in source: SourceFile) -> [Diagnostic.Edit] {
        var edits: [Span: String] = [:]
        for opening in openings { edits[opening.span] = opening.text(values) }
        if let input = filling(values).input, inputSize?.openInput.isEmpty == false,
            input.value.allSatisfy({ $0.value != nil })
        {
            if let place = missingInput {
                let line = model.map { source.line(at: $0.span.end) } ?? 0
                let start = line < source.lineStarts.count ? source.lineStarts[line] : source.bytes.count
                let isLast = start == source.bytes.count && source.bytes.last != UInt8(ascii: "\n") && line > 0
                edits[Span(file: place.file, start: start, end: start)] =
                    (isLast ? "\n" : "") + "input: \(input.value.sizeText)\n"
            } else {
                edits[input.span] = input.value.sizeText
            }
        }
        return edits.filter { $0.key.file == 0 }.map { Diagnostic.Edit(span: $0.key, replacement: $0.value) }
            .sorted { $0.span.start < $1.span.start }
    }
}

// MARK: Contracts

extension Spec {
    /// Without its `expect` lines.
    public var withoutContracts: Spec { mappingLists(\.withoutContracts) }
}

extension [Item] {
    fileprivate var withoutContracts: [Item] {
        compactMap { item in
            if case .expectation = item { nil } else { item.mappingLists(\.withoutContracts) }
        }
    }
}
