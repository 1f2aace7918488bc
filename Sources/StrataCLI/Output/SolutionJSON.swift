import SpecCompiler

/// The answers for the open numbers of a spec, for other programs.
struct SolutionJSON {
    let spec: Spec
    /// Nil where nothing is open.
    let solution: SizeSolution?
    let source: SourceFile

    var text: String {
        let limits = (solution?.limits ?? []).map(JSON.quoted).joined(separator: ", ")
        let parts = (solution?.parts ?? []).filter { !$0.numbers.isEmpty || $0.answers.isEmpty }.map(
            Self.part(in: source))
        return """
            {
              "model": \(JSON.quoted(spec.name)),
              "complete": \(solution?.isComplete ?? true),
              "limits": [\(limits)],
              "parts": [\(parts.joined(separator: ", "))]
            }
            """
    }

    private static func part(in source: SourceFile) -> (SizeSolution.Part) -> String {
        { part in
            let unknowns = part.numbers.map { number in
                let position = source.position(at: number.span.start)
                let axis = number.component == .whole ? "null" : JSON.quoted("\(number.component)")
                return "{\"name\": \(JSON.quoted(number.name)), \"axis\": \(axis), \"line\": \(position.line), "
                    + "\"column\": \(position.column)}"
            }
            let answers = part.answers.map { answer in
                let values = part.numbers.map { number in
                    answer.values[number].map(String.init) ?? answer.sets[number].map(set) ?? "null"
                }
                return "\n      {\"values\": [\(values.joined(separator: ", "))], "
                    + "\"conventional\": \(answer.isConventional)}"
            }
            return """
                {
                    "unknowns": [\(unknowns.joined(separator: ", "))],
                    "answers": [\(answers.joined(separator: ","))]
                  }
                """
        }
    }

    /// A set of sizes: stretches, each with its ends (`to` is null where there is none) and, unless all of it belongs, the
    /// remainders modulo `period` that do, as half-open ranges.
    static func set(_ set: SizeSet) -> String {
        let stretches = set.pieces.map { piece in
            let pattern =
                piece.period == 1
                ? ""
                : ", \"period\": \(piece.period), \"remainders\": ["
                    + piece.remainders.map { "[\($0.lowerBound), \($0.upperBound)]" }.joined(separator: ", ") + "]"
            return "{\"from\": \(piece.lower), \"to\": \(piece.upper.map(String.init) ?? "null")\(pattern)}"
        }
        return "[\(stretches.joined(separator: ", "))]"
    }
}
