import Basics
import SpecText

extension Spec {
    /// The input's size; completely open if none is written.
    public var inputSize: Located<[Dimension]>? {
        if let input { return input }
        return missingInput.map {
            Located(Array(repeating: .unknown, count: items.firstNeedsMap ? Spec.spatialAxes + 1 : 1), at: $0)
        }
    }

    /// Every number left open with `?`, of layers, counts, and the input, in the order of the text.
    public var openNumbers: [OpenNumber] {
        var found: Set<OpenNumber> = []
        if let inputSize { found.formUnion(inputSize.openInput) }
        for opening in openings { found.formUnion(opening.numbers) }
        return found.sorted {
            ($0.span.file, $0.span.start, $0.component, $0.name) < ($1.span.file, $1.span.start, $1.component, $1.name)
        }
    }

    /// The spec with the given numbers filled in.
    public func filling(_ values: [OpenNumber: Int]) -> Spec {
        guard !values.isEmpty else { return self }
        var result = mappingLists { $0.filling(values) }
        if values.keys.contains(where: { $0.name == OpenNumber.repeatName }) {
            Naming.rename(&result.lists)
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

// MARK: Open places

/// A place in the text with `?` for a number or several.
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

    /// The text to write there; nil as long as a part of it is open.
    func text(_ values: [OpenNumber: Int]) -> String? {
        switch self {
        case .parameter(let name, let parameter): parameter.text(name: name, values)
        case .count(let number): values[number].map(String.init)
        }
    }
}

extension Spec {
    /// The open places of layers and counts, without the input's.
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
    /// Whether a parameter is left open with `?` and hasn't been filled in.
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
                return .layer(layer.with(layer.arguments.filling(values)))
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
    /// Whether every line was read, so that only the open numbers are missing.
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
    /// Whether the first layer that doesn't accept any tensor needs a map.
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
    /// The edits that fill in open numbers. They change nothing else, and leave values alone that are still partly
    /// open.
    ///
    /// - Parameter source: the text of the spec. Includes aren't edited.
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
    /// The spec without its `expect` lines.
    public var withoutContracts: Spec { mappingLists(\.withoutContracts) }
}

extension [Item] {
    fileprivate var withoutContracts: [Item] {
        compactMap { item in
            if case .expectation = item { nil } else { item.mappingLists(\.withoutContracts) }
        }
    }
}
