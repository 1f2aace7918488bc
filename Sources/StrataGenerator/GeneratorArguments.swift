import Basics
import CommandSupport
import SpecCompiler

/// The command line of the tool. Written by plugins and build files, seldom by people.
struct GeneratorArguments {
    private(set) var command: GeneratorCommand
    /// Specs, and folders of specs.
    private(set) var paths: [String] = []
    private(set) var output: String?
    private(set) var configuration: String?
    private(set) var depfile: String?
    private(set) var inputs: [String]?
    private(set) var projectRoot: String?
    private(set) var access: SourceOptions.Access?
    private(set) var isCheck = false
    private(set) var isForced = false

    static let usage = """
        usage: strata-generate build SPEC --output FILE [--config FILE] [--depfile FILE] [--input FILE]...
                             [--project-root FOLDER] [--access WORD]
               strata-generate sources SPEC|FOLDER... [--check] [--force] [--config FILE] [--access WORD]
               strata-generate check SPEC|FOLDER...
               strata-generate format SPEC|FOLDER... [--check]
        """

    init(_ arguments: some Sequence<String>) throws {
        var rest = Array(arguments)[...]
        guard let word = rest.popFirst(), let command = GeneratorCommand(rawValue: word) else {
            throw Failure.work(Self.usage)
        }
        self.command = command
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--") else {
                paths.append(argument)
                continue
            }
            switch argument {
            case "--check": isCheck = true
            case "--force": isForced = true
            default:
                guard let value = rest.popFirst() else {
                    throw Failure.work("\(argument) needs a value\n\(Self.usage)")
                }
                try set(argument, to: value)
            }
        }
        guard !paths.isEmpty else { throw Failure.work("no spec is named\n\(Self.usage)") }
    }

    private mutating func set(_ option: String, to value: String) throws {
        switch option {
        case "--output": output = value
        case "--config": configuration = value
        case "--depfile": depfile = value
        case "--input": inputs = (inputs ?? []) + [value]
        case "--project-root": projectRoot = value
        case "--access":
            guard let access = SourceOptions.Access(rawValue: value) else {
                throw Failure.work(
                    "--access is \(Suggestion.list(SourceOptions.Access.allCases.map(\.rawValue))), not \(value)")
            }
            self.access = access
        default: throw Failure.work("unknown option \(option)\n\(Self.usage)")
        }
    }
}

/// What the tool can do.
enum GeneratorCommand: String {
    /// One spec to one Swift file, as a step of a build.
    case build
    /// The Swift of every spec beside the spec, for those who commit it.
    case sources
    /// Shows what is wrong with specs.
    case check
    /// Formats specs.
    case format

    func run(_ arguments: GeneratorArguments) throws {
        switch self {
        case .build:
            guard let output = arguments.output, arguments.paths.count == 1 else {
                throw Failure.work("build takes one spec and --output\n\(GeneratorArguments.usage)")
            }
            var build = SourceBuild(
                spec: arguments.paths[0], output: output, access: arguments.access ?? .internal)
            build.configuration = arguments.configuration
            build.depfile = arguments.depfile
            build.declaredInputs = arguments.inputs
            build.projectRoot = arguments.projectRoot
            try build.run()
        case .sources:
            try CommittedSources(
                paths: arguments.paths, configuration: arguments.configuration, access: arguments.access ?? .internal,
                isForced: arguments.isForced
            ).run(check: arguments.isCheck)
        case .format: try SpecFormat.run(arguments.paths, check: arguments.isCheck)
        case .check: try SpecCheck.run(arguments.paths)
        }
    }
}
