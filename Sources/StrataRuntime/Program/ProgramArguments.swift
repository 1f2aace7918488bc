import Basics

/// The command-line options of a generated training program.
struct ProgramArguments: Equatable {
    var epochs: Int?
    var batch: Int?
    var seed: UInt64?
    var threads: Int?
    var dataFolder: String?
    var output: String?
    var resume = false
    /// The weights to evaluate instead of training.
    var evaluate: String?
    var quiet = false
    var help = false

    private enum Option: String, CaseIterable {
        case epochs, batch, seed, threads, data, output, evaluate, resume, quiet, help

        var takesValue: Bool { ![.resume, .quiet, .help].contains(self) }
    }

    /// Parses arguments.
    ///
    /// - Parameter arguments: the arguments without the program's name.
    /// - Throws: `RuntimeError` for an option that is unknown (suggesting the closest one), lacks its value, has an
    ///   invalid one, or is given twice.
    init(_ arguments: some Sequence<String>) throws {
        var rest = Array(arguments)[...]
        var seen: Set<Option> = []
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let option = try Self.option(parts[0], argument: argument)
            guard seen.insert(option).inserted else { throw Self.misuse("--\(option.rawValue) is given twice") }
            var value = parts.count > 1 ? parts[1] : nil
            if option.takesValue {
                if value == nil { value = rest.popFirst() }
                guard let value, !value.isEmpty else { throw Self.misuse("--\(option.rawValue) needs a value") }
                try set(option, to: value)
            } else {
                guard value == nil else { throw Self.misuse("--\(option.rawValue) takes no value") }
                set(option)
            }
        }
        if evaluate != nil {
            guard !resume else { throw Self.misuse("--evaluate and --resume can't be combined") }
            guard output == nil else {
                throw Self.misuse("--evaluate saves nothing, so --output can't be used with it")
            }
        }
    }

    private static func option(_ word: String, argument: String) throws -> Option {
        if word == "-h" { return .help }
        guard word.hasPrefix("-") else { throw misuse("unexpected argument '\(argument)'") }
        let name = String(word.drop { $0 == "-" })
        if word == "--" + name, let option = Option(rawValue: name) { return option }
        // `-quiet` is `--quiet` with a missing hyphen.
        let known =
            Option(rawValue: name)?.rawValue ?? Suggestion.closest(to: name, among: Option.allCases.map(\.rawValue))
        throw misuse("unknown option \(word)" + (known.map { "; did you mean --\($0)?" } ?? ""))
    }

    private static func misuse(_ message: String) -> RuntimeError {
        RuntimeError(message, advice: "--help lists the options.")
    }

    private mutating func set(_ option: Option) {
        switch option {
        case .resume: resume = true
        case .quiet: quiet = true
        default: help = true
        }
    }

    private mutating func set(_ option: Option, to value: String) throws {
        func number<Number: FixedWidthInteger>(atLeast least: Number) throws -> Number {
            guard let number = Number(value), number >= least else {
                throw Self.misuse("--\(option.rawValue) needs a whole number of at least \(least), not '\(value)'")
            }
            return number
        }
        switch option {
        case .epochs: epochs = try number(atLeast: 1)
        case .batch: batch = try number(atLeast: 1)
        case .seed: seed = try number(atLeast: 0)
        case .threads: threads = try number(atLeast: 1)
        case .data: dataFolder = value
        case .output: output = value
        case .evaluate: evaluate = value
        case .resume, .quiet, .help: break
        }
    }

    /// Returns the program's default options with those from the command line applied.
    func applied(to options: TrainingOptions) -> TrainingOptions {
        var options = options
        options.epochs = epochs ?? options.epochs
        options.batch = batch ?? options.batch
        options.seed = seed ?? options.seed
        options.threads = threads ?? options.threads
        return options
    }

    /// Returns the text that `--help` prints.
    static func help(program: String, network: String, options: TrainingOptions) -> String {
        let data = options.data
        let rows = [
            ("--epochs N", "number of passes over the training samples (\(options.epochs))"),
            ("--batch N", "number of samples per step (\(options.batch))"),
            ("--seed N", "random seed; the same seed and threads give the same weights (\(options.seed))"),
            ("--threads N", "number of threads"),
            ("--data PLACE", data.definition.place + (data.path.map { " (\($0))" } ?? "")),
            ("--output FILE", "file for the weights (\(Weights.defaultPath(for: network)))"),
            ("--resume", "resume a stopped training"),
            ("--evaluate FILE", "evaluate saved weights on the test samples instead of training"),
            ("--quiet", "print only the result"),
            ("--help", "print this help"),
        ]
        let indent = 19
        return """
            Trains \(network), or evaluates its trained weights.

            Usage: \(program) [options]

            \(rows.map { name, text in
                "  " + name.padded(to: indent - 2)
                    + text.wrapped(to: 80 - indent).joined(separator: "\n" + String(repeating: " ", count: indent))
            }.joined(separator: "\n"))

            Ctrl-C stops after the current step and saves; a second Ctrl-C exits immediately.

            """
    }
}
