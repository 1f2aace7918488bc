import Basics
import SpecRuns

/// The tool's command line, after the command. `strata` uses a library for this, but in a user's first build that would
/// take longer than the rest of the tool.
struct GeneratorArguments {
    /// Specs, folders of specs, and `-` for standard input.
    private(set) var paths: [String] = []
    /// The values of each option, in their order; a flag's are empty.
    private var given: [String: [String]] = [:]

    init(_ words: some Sequence<String>, of command: GeneratorCommand) throws(Failure.Misuse) {
        var rest = Array(words)[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("-"), word != "-" else {
                paths.append(word)
                continue
            }
            if word == "--" {
                paths += rest
                break
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let option = parts[0] == "-o" ? "--output" : parts[0]
            if command.flags.contains(option) {
                guard parts.count == 1 else { throw .init("\(option) doesn't accept a value") }
                given[option, default: []].append("")
            } else if command.options.contains(option) {
                guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
                    throw .init("\(option) needs a value")
                }
                given[option, default: []].append(value)
            } else {
                let known = Suggestion.closest(to: option, among: command.flags.union(command.options).sorted())
                throw .init("unknown option \(option)" + (known.map { "; did you mean \($0)?" } ?? ""))
            }
        }
        guard !paths.isEmpty else { throw .init("missing spec") }
    }

    func has(_ option: String) -> Bool { given[option] != nil }

    func values(_ option: String) -> [String] { given[option] ?? [] }

    /// The last value of an option.
    func value(_ option: String) -> String? { given[option]?.last }

    /// The last value of an option with a fixed set of values.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ option: String
    ) throws(Failure.Misuse) -> Choice? {
        guard let word = value(option) else { return nil }
        guard let choice = Choice(rawValue: word) else {
            throw .init("\(option) must be \(Suggestion.list(Choice.allCases.map(\.rawValue))), not \(word)")
        }
        return choice
    }
}
