import Basics
import NetworkTerms

/// Writes the parts of a Swift function that creates a call: its documentation, its parameters, and the values of the
/// call.
enum MethodSource {
    /// - Parameters:
    ///   - formula: the formula that it computes.
    ///   - name: the documentation of the parameter `name`, if the function has one.
    static func documentation(
        title: String, _ syntax: Syntax, formula: String? = nil, name: String? = nil, _ method: BuilderMethod
    ) -> String {
        var lines = wrapped("\(title.capitalizedFirst). \(syntax.summary)")
        if let formula { lines += [""] + formula.split(separator: "\n").map { "    \($0)" } }
        let arguments =
            (name.map { ["name: \($0)"] } ?? [])
            + method.arguments.map { "\(variable($0)): \($0.parameter.documentation)" }
        if arguments.count == 1 { lines += [""] + wrapped("- Parameter \(arguments[0])") }
        if arguments.count > 1 { lines += ["", "- Parameters:"] + arguments.flatMap { wrapped("  - \($0)") } }
        return lines.map { "    ///\($0.isEmpty ? "" : " ")\($0)" }.joined(separator: "\n")
    }

    static func parameters(_ method: BuilderMethod) -> [String] { method.arguments.map(parameter) }

    /// The items of a dictionary literal.
    static func values(_ method: BuilderMethod) -> [String] {
        method.arguments.map { "\"\($0.parameter.name)\": \(variable($0))" }
    }

    /// The first line or lines of the function.
    static func head(_ name: String, _ parameters: [String], _ result: String) -> String {
        let line = "    public \(name)(\(parameters.joined(separator: ", "))) -> \(result) {"
        if line.count <= 120 { return line }
        let commas = parameters.enumerated().map { $1 + ($0 == parameters.count - 1 ? "" : ",") }
        return """
                public \(name)(
            \(filled(commas, indent: 8))
                ) -> \(result) {
            """
    }

    /// The call of a function with a first argument, or several, and a dictionary of the values.
    static func call(_ name: String, _ first: String, _ values: [String]) -> String {
        let line = "        \(name)(\(first), [\(values.isEmpty ? ":" : values.joined(separator: ", "))])"
        if line.count <= 120 { return line }
        return """
                    \(name)(
                        \(first),
                        [
            \(filled(values.map { $0 + "," }, indent: 16))
                        ])
            """
    }

    /// Items filled into lines of at most 120 columns.
    private static func filled(_ items: [String], indent: Int) -> String {
        let indent = String(repeating: " ", count: indent)
        var lines: [String] = []
        for item in items {
            if let last = lines.last, last.count + 1 + item.count <= 120 {
                lines[lines.count - 1] += " " + item
            } else {
                lines.append(indent + item)
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func variable(_ argument: BuilderMethod.Argument) -> String {
        argument.label ?? argument.parameter.name.camelCased
    }

    private static func parameter(_ argument: BuilderMethod.Argument) -> String {
        let name = variable(argument)
        let label = argument.label == nil ? "_ \(name)" : name
        let type = argument.type.rawValue
        if argument.isRequired { return "\(label): \(type)" }
        guard let fallback = argument.parameter.fallback else { return "\(label): \(type)? = nil" }
        return "\(label): \(type) = \(ValueText.literal(fallback, argument.type, channels: 1))"
    }

    /// Wraps a line of documentation at 112 columns. All lines have the same indentation.
    private static func wrapped(_ line: String) -> [String] {
        let lead = line.prefix { $0 == " " }
        let indent = lead + (line.dropFirst(lead.count).hasPrefix("- ") ? "  " : "")
        return String(line.dropFirst(lead.count)).wrapped(to: 112 - indent.count).enumerated()
            .map { ($0 == 0 ? lead : indent) + $1 }
    }
}
