import Basics
import SpecCompiler

/// The answers for the open numbers of a spec, for other programs.
struct SolutionJSON {
    let spec: Spec
    /// Nil if nothing is open.
    let solution: SizeSolution?
    let source: SourceFile

    var text: String {
        let parts = (solution?.parts ?? []).filter { !$0.numbers.isEmpty || $0.answers.isEmpty }
        let report: JSON = [
            "model": .string(spec.name), "complete": .boolean(solution?.isComplete ?? true),
            "limits": .strings(solution?.limits ?? []), "parts": .array(parts.map(part)),
        ]
        return report.text()
    }

    private func part(_ part: SizeSolution.Part) -> JSON {
        let unknowns = part.numbers.map { number -> JSON in
            let position = source.position(at: number.span.start)
            return [
                "name": .string(number.name),
                "axis": number.component == .whole ? .null : .string("\(number.component)"),
                "line": .integer(position.line), "column": .integer(position.column),
            ]
        }
        let answers = part.answers.map { answer -> JSON in
            let values = part.numbers.map { number -> JSON in
                answer.values[number].map { .integer($0) } ?? answer.sets[number].map(Self.set) ?? .null
            }
            return ["values": .array(values), "conventional": .boolean(answer.isConventional)]
        }
        return ["unknowns": .array(unknowns), "answers": .array(answers)]
    }

    /// A set for each axis; `null` for an unknown one.
    static func sets(_ axes: [SizeSet?]) -> JSON { .array(axes.map { $0.map(set) ?? .null }) }

    /// A set of sizes: ranges, each with its bounds (`to` is null if there is none) and, unless it contains every size
    /// between them, the remainders modulo `period` that it contains, as half-open ranges.
    private static func set(_ set: SizeSet) -> JSON {
        .array(
            set.pieces.map { piece in
                let stretch: JSON = [
                    "from": .integer(piece.lower), "to": piece.upper.map { .integer($0) } ?? .null,
                ]
                guard piece.period != 1 else { return stretch }
                let remainders = piece.remainders.map {
                    JSON.array([.integer($0.lowerBound), .integer($0.upperBound)])
                }
                return stretch.adding(["period": .integer(piece.period), "remainders": .array(remainders)])
            })
    }
}
