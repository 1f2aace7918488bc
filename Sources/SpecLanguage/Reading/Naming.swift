import SpecText

/// Gives every item of a list of layers a unique name: the one from the spec, or its kind's stem and a number, `conv1`,
/// `conv2`. The layers of residuals and branches are counted with the list around them; a block's are named in the
/// block.
struct Naming {
    private var taken: [String: Span] = [:]
    private var counts: [String: Int] = [:]
    /// The numbers of the taken names that end in one, in order, by what comes before the number.
    private var takenNumbers: [String: [Int]] = [:]

    /// Names the items of one scope: the body and the heads together, or one block.
    static func name(_ lists: inout [[Item]], _ diagnostics: inout [Diagnostic]) {
        var naming = Naming()
        for list in lists { naming.collect(list, &diagnostics) }
        naming.collectNumbers()
        for index in lists.indices { naming.name(&lists[index]) }
    }

    /// Renumbers the items after the number of passes of a stack has changed.
    static func rename(_ lists: inout [[Item]]) {
        var reported: [Diagnostic] = []
        name(&lists, &reported)
    }

    static func name(_ items: inout [Item], _ diagnostics: inout [Diagnostic]) {
        var lists = [items]
        name(&lists, &diagnostics)
        items = lists[0]
    }

    private mutating func collect(_ items: [Item], _ diagnostics: inout [Diagnostic]) {
        func take(_ name: String, _ isNamed: Bool, at span: Span, _ taken: inout [String: Span]) {
            guard isNamed else { return }
            switch NameRule.layer.problem(with: name) {
            case .reserved: diagnostics.append(Message.inputName(at: span))
            case .malformed: diagnostics.append(Message.pointInName(name, at: span))
            case nil: break
            }
            if let first = taken[name] {
                diagnostics.append(
                    Diagnostic(
                        .duplicateName, "duplicate name `\(name)`", at: span,
                        notes: [Diagnostic.Note("first used here", at: first)],
                        help: "each layer needs its own name: choose another"))
            } else {
                taken[name] = span
            }
        }
        for item in items {
            switch item {
            case .layer(let layer): take(layer.name, layer.isNamed, at: layer.nameSpan ?? layer.span, &taken)
            case .stack(let stack): take(stack.name, stack.isNamed, at: stack.span, &taken)
            case .residual(let residual):
                take(residual.name, residual.isNamed, at: residual.span, &taken)
                collect(residual.items, &diagnostics)
                if case .layers(let items) = residual.shortcut { collect(items, &diagnostics) }
            case .branches(let branches):
                take(branches.name, branches.isNamed, at: branches.span, &taken)
                for branch in branches.branches { collect(branch, &diagnostics) }
            case .join(let join): take(join.name, join.isNamed, at: join.span, &taken)
            case .expectation, .unknown: break
            }
        }
    }

    private mutating func name(_ items: inout [Item]) {
        for index in items.indices {
            switch items[index] {
            case .layer(let layer):
                if !layer.isNamed { items[index] = .layer(layer.named(next(layer.definition.nameStem))) }
            case .stack(var stack):
                if !stack.isNamed {
                    stack.name = stack.use?.block ?? "stack"
                    stack.firstNumber = reserve(stack.name, stack.count)
                }
                items[index] = .stack(stack)
            case .residual(var residual):
                name(&residual.items)
                switch residual.shortcut {
                case .layers(var shortcut):
                    name(&shortcut)
                    residual.shortcut = .layers(shortcut)
                case .project: residual.projectionName = next(StructureWord.shortcut.key)
                case .identity: break
                }
                if !residual.isNamed { residual.name = next(StructureWord.add.key) }
                items[index] = .residual(residual)
            case .branches(var branches):
                for branch in branches.branches.indices { name(&branches.branches[branch]) }
                if !branches.isNamed { branches.name = next(branches.join.rawValue) }
                items[index] = .branches(branches)
            case .join(var join):
                if !join.isNamed { join.name = next(join.kind.rawValue) }
                items[index] = .join(join)
            case .expectation, .unknown:
                break
            }
        }
    }

    private mutating func next(_ stem: String) -> String { stem + String(reserve(stem, 1)) }

    /// The first of `count` consecutive numbers whose names aren't taken.
    private mutating func reserve(_ stem: String, _ count: Int) -> Int {
        func advance(_ last: inout Int) -> Int {
            last += count
            return last - count + 1
        }
        // Most specs don't name layers.
        guard !taken.isEmpty else { return advance(&counts[stem, default: 0]) }
        var first = counts[stem, default: 0] + 1
        let numbers = takenNumbers[stem] ?? []
        var next = numbers.partitioningIndex { $0 >= first }
        while next < numbers.count, numbers[next] < first + count {
            first = numbers[next] + 1
            next += 1
        }
        counts[stem] = first + count - 1
        return first
    }

    /// The most digits of a number at the end of a name that an automatic name can have, too.
    private static let mostDigits = 9

    /// Collects the numbers at the end of the taken names. `conv12` is number 12 of `conv`, and number 2 of `conv1`.
    private mutating func collectNumbers() {
        for name in taken.keys {
            let digits = name.utf8.reversed().prefix(Self.mostDigits).prefix(while: \.isDigit).count
            for length in 0..<digits {
                let start = name.utf8.index(name.endIndex, offsetBy: -length - 1)
                guard name.utf8[start] != UInt8(ascii: "0"), let number = Int(name[start...]) else { continue }
                takenNumbers[String(name[..<start]), default: []].append(number)
            }
        }
        for stem in takenNumbers.keys { takenNumbers[stem]?.sort() }
    }

    private enum Message {
        static func inputName(at span: Span) -> Diagnostic {
            Diagnostic(
                .invalidName, "a layer can't be named `input`: that is the network's input", at: span,
                help: "choose another name")
        }

        static func pointInName(_ name: String, at span: Span) -> Diagnostic {
            Diagnostic(
                .invalidName, "the name `\(name)` contains a dot", at: span,
                help: "dots separate a layer from its parts, as in `conv1.weight`: choose another name")
        }
    }
}
