import Basics

/// The manual page, `strata(1)`: the help of every command, in the macros of man(7).
struct ManualPage {
    /// A command as ArgumentParser describes it.
    private struct Command {
        var name: String
        var abstract, discussion: String?
        var isShown: Bool
        var arguments: [Argument]
        var subcommands: [Command]

        init(_ description: JSON) {
            name = description["commandName"]?.string ?? ""
            abstract = description["abstract"]?.string
            discussion = description["discussion"]?.string
            isShown = description["shouldDisplay"]?.boolean ?? true
            arguments = (description["arguments"]?.array ?? []).map(Argument.init)
            subcommands = (description["subcommands"]?.array ?? []).map(Command.init)
        }
    }

    private struct Argument {
        enum Kind: String { case positional, option, flag }

        var kind: Kind
        var abstract, discussion, defaultValue: String?
        var valueName: String
        var isOptional, isRepeating, isShown: Bool
        /// With their dashes.
        var names: [String]

        /// Every command has these; the page names them once.
        var isCommon: Bool { names.contains("--help") || names.contains("--version") }

        init(_ description: JSON) {
            kind = description["kind"]?.string.flatMap(Kind.init) ?? .positional
            abstract = description["abstract"]?.string
            discussion = description["discussion"]?.string
            defaultValue = description["defaultValue"]?.string
            valueName = description["valueName"]?.string ?? ""
            isOptional = description["isOptional"]?.boolean ?? false
            isRepeating = description["isRepeating"]?.boolean ?? false
            isShown = description["shouldDisplay"]?.boolean ?? true
            names = (description["names"]?.array ?? []).map { name in
                (name["kind"]?.string == "long" ? "--" : "-") + (name["name"]?.string ?? "")
            }
        }
    }

    private let program: Command
    private let version: String

    /// - Parameter description: the program as ArgumentParser describes it, in JSON (`_dumpHelp`).
    init(description: String, version: String) throws {
        program = Command(try JSON(reading: Array(description.utf8))["command"] ?? .null)
        self.version = version
    }

    var text: String {
        let name = program.name
        var lines = [
            ".TH \(name.uppercased()) 1 \"\" \"\(name) \(version)\" \"User Commands\"",
            ".SH NAME", Self.line("\(name) - \(Self.lowercased(program.abstract ?? ""))"),
            ".SH SYNOPSIS",
            "\(Self.bold(name)) \(Self.italic("command")) [\(Self.italic("argument"))...]", ".br",
            "\(Self.bold(name)) \(Self.bold("help")) [\(Self.italic("command"))]", ".br",
            "\(Self.bold(name)) \(Self.bold("--version"))",
            ".SH DESCRIPTION",
        ]
        lines += Self.paragraphs(program.discussion)
        lines.append(".SH COMMANDS")
        for command in program.subcommands where command.isShown && command.name != "help" {
            lines += Self.section(command, of: name)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func section(_ command: Command, of program: String) -> [String] {
        let arguments = command.arguments.filter { $0.isShown && !$0.isCommon }
        let options = arguments.contains { $0.kind != .positional } ? ["[\(italic("option"))...]"] : []
        let positionals = arguments.filter { $0.kind == .positional }.map { argument in
            let name = italic(argument.valueName) + (argument.isRepeating ? "..." : "")
            return argument.isOptional ? "[\(name)]" : name
        }
        let synopsis = ([bold("\(program) \(command.name)")] + options + positionals).joined(separator: " ")
        var lines = [".SS \(synopsis)"] + paragraphs(command.abstract)
        if let discussion = command.discussion { lines += [".PP"] + paragraphs(discussion) }
        for argument in arguments {
            lines += [".TP", tag(of: argument)] + paragraphs(argument.abstract)
            if let discussion = argument.discussion { lines += [".IP"] + paragraphs(discussion) }
            if let value = argument.defaultValue { lines.append(line("Default: \(value).")) }
        }
        return lines
    }

    /// `-o, --output file`.
    private static func tag(of argument: Argument) -> String {
        let value = italic(argument.valueName)
        guard argument.kind != .positional else { return value }
        // Short names first, as manuals have them.
        let names = argument.names.sorted { $0.utf8.count < $1.utf8.count }.map(bold)
        return names.joined(separator: ", ") + (argument.kind == .option ? " \(value)" : "")
    }

    private static func paragraphs(_ text: String?) -> [String] {
        guard let text, !text.isEmpty else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.isEmpty ? ".PP" : line(String($0))
        }
    }

    private static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

    private static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

    /// A line of text. A period or an apostrophe at its start would make it a request.
    private static func line(_ text: String) -> String {
        (text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" : "") + escaped(text)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    }

    /// A sentence as the title of a page: without its capital and its period.
    private static func lowercased(_ sentence: String) -> String {
        let text = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
