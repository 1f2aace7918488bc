import TestSupport

/// Worsens the formatting of a spec without changing its meaning.
enum Mangling {
    /// Changes indentation, spaces, quotes, and blank lines.
    static func mangle(_ text: String, using generator: inout SeededGenerator) -> String {
        let deeper = String(repeating: " ", count: generator.pick(0...3))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            var line = String(line)
            guard let first = line.firstIndex(where: { $0 != " " }) else {
                return generator.once(in: 2) ? "\n  \n" : line
            }
            var indent = String(line[..<first])
            // A comment must move along with its lines.
            if !indent.isEmpty { indent += deeper }
            line = String(line[first...])
            if !line.hasPrefix("#") {
                line = spread(line, &generator)
                if generator.once(in: 3) { line += generator.pick([" ", "   ", "\t"]) }
            }
            return indent + line
        }
        return lines.joined(separator: "\n") + generator.pick(["", "\n", "\n\n\n"])
    }

    /// The line with more spaces, or in quotes.
    private static func spread(_ line: String, _ generator: inout SeededGenerator) -> String {
        guard !line.contains("#") else { return line }
        var line = line
        if line.hasPrefix("- "), !line.contains(":"), !line.hasPrefix("- - "), line != "- []", generator.once(in: 3) {
            let quote = generator.pick(["\"", "'"])
            line = "- \(quote)\(line.dropFirst(2))\(quote)"
        }
        if generator.once(in: 2) { line = line.replacing(", ", with: generator.pick([" ,", " , ", ",   ", ","])) }
        if generator.once(in: 4) { line = line.replacing(": ", with: ":   ") }
        // YAML needs a space after the colon of an omitted value.
        return line.replacing(":,", with: ": ,").replacing(": ,", with: ":  ,")
    }

    /// Adds comments of every kind at random places.
    static func comment(_ text: String, using generator: inout SeededGenerator) -> String {
        var count = 0
        func next() -> String {
            count += 1
            return "#" + generator.pick(["", " "]) + "remark \(count)"
        }
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if generator.once(in: 8) { lines.append(String(repeating: " ", count: generator.pick(0...12)) + next()) }
            if generator.once(in: 16) { lines.append("") }
            let takesComment = !line.contains("#") && !line.isEmpty && generator.once(in: 4)
            lines.append(line + (takesComment ? String(repeating: " ", count: generator.pick(1...9)) + next() : ""))
        }
        return lines.joined(separator: "\n")
    }
}
