import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Messages about numbers that a spec leaves open.
enum OpenFinding {
    static func findings(_ graph: SpecGraph, _ solution: SizeSolution) -> [Diagnostic] {
        let spec = graph.spec
        let numbers = spec.openNumbers
        guard let first = numbers.first else { return [] }
        if let place = spec.missingInput, !solution.isImpossible {
            let inputs = numbers.filter { $0.name == "input" }
            let fitting = inputs.map { number -> String in
                let sets = solution.parts.flatMap(\.answers).prefix(32).compactMap { answer in
                    answer.sets[number] ?? answer.values[number].map { SizeSet($0) }
                }
                let all = sets.dropFirst().reduce(sets.first) { all, set in all.flatMap { try? $0.union(set) } }
                return "\(number.component == .whole ? "features" : "\(number.component)"): \(all?.description ?? "?")"
            }
            return [missingInput(at: place, solution.isComplete ? fitting : [])]
        }
        let others = Array(Set(numbers.map(\.span))).sorted { ($0.file, $0.start) < ($1.file, $1.start) }.dropFirst()
        let notes = others.prefix(8).map { Diagnostic.Note("this is open too", at: $0) }
        if solution.isImpossible { return [impossible(graph, solution, first.span, notes)] }
        guard solution.isComplete || !solution.parts.isEmpty && !solution.parts.contains(where: \.answers.isEmpty)
        else {
            return [
                Diagnostic(
                    .unknownSize,
                    "\(name(numbers)) left open, and no answer was found: \(solution.limits.joined(separator: "; "))",
                    at: first.span, notes: notes, help: "write some of these numbers, so that fewer have to be tried")
            ]
        }
        let amount =
            solution.count.map {
                "\($0) \($0 == 1 ? "answer fits" : "answers fit")\(solution.isComplete ? "" : " or more")"
            }
            ?? "many sizes fit"
        return [
            Diagnostic(
                .unknownSize, "\(name(numbers)) left open, and \(amount)\(example(solution))", at: first.span,
                notes: notes, help: "`strata solve` lists the answers that fit; replace it with one of them")
        ]
    }

    /// The finding about a spec without an input, whose layers don't determine one.
    static func missingInput(at span: Span, _ fitting: [String]) -> Diagnostic {
        let what = "the size of one sample: height x width x channels, or a number of features"
        return Diagnostic(
            .missingKey, "missing `input`", at: span, about: .missing("input"),
            help: fitting.isEmpty
                ? "\(what); for example, `input: 28x28x1`"
                : "for example, `input: 28x28x1`; these layers accept \(fitting.joined(separator: "; "))")
    }

    /// `the kernel is`, `the input's height and width are`.
    private static func name(_ numbers: [OpenNumber]) -> String {
        var words: [String] = []
        for number in numbers where !words.contains(number.title) { words.append(number.title) }
        return Suggestion.list(words, conjunction: "and") + (numbers.count == 1 ? " is" : " are")
    }

    private static func example(_ solution: SizeSolution) -> String {
        let parts = solution.parts.compactMap(\.answers.first).map(\.text).filter { !$0.isEmpty }
        return parts.isEmpty ? "" : ", such as \(parts.joined(separator: ", "))"
    }
}

extension OpenNumber {
    /// `the kernel's height`, `the number of filters`.
    public var title: String {
        component == .whole
            ? (name.hasSuffix("s") ? "the number of \(name)" : "the \(name)") : "the \(name)'s \(component)"
    }

    /// As in a table's header: `kernel`, `input height`.
    public var shortTitle: String {
        component == .whole ? name : "\(name) \(component)"
    }
}

extension SizeSolution.Answer {
    /// `kernel 3, stride 2`; for sets of sizes, `input height 32 to 63`.
    public var text: String {
        (Array(values.keys) + Array(sets.keys)).inTextOrder.map { number in
            "\(number.shortTitle) \(values[number].map(String.init) ?? sets[number]?.asValue ?? "?")"
        }.joined(separator: ", ")
    }
}
