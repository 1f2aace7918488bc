/// How an open network is written down.
extension OpenNetwork {
    /// The spec, and the numbers that are left open in it, in the order of the text.
    func text(open: Set<Int> = []) -> (text: String, holes: [Number]) {
        var writer = Writer(open: open)
        let size = input.map { writer.number($0) }.joined(separator: "x")
        writer.lines = ["model: Random", "input: \(size)", "body:"]
        for part in parts { writer.write(part, indent: 2) }
        return (writer.lines.joined(separator: "\n") + "\n", writer.holes)
    }

    private struct Writer {
        let open: Set<Int>
        var lines: [String] = []
        var holes: [Number] = []

        mutating func number(_ number: Number) -> String {
            guard open.contains(number.id) else { return "\(number.value)" }
            if !holes.contains(number) { holes.append(number) }
            return "?"
        }

        mutating func pair(_ pair: [Number]) -> String { pair.map { number($0) }.joined(separator: "x") }

        mutating func line(_ part: Part) -> String? {
            switch part {
            case .window(let window):
                var text = pair(window.kernel) + " " + window.words
                if let filters = window.filters { text += ", " + number(filters) }
                if !window.stride.isEmpty { text += ", /" + pair(window.stride) }
                if window.isSame { text += ", same" }
                if !window.padding.isEmpty { text += ", pad " + pair(window.padding) }
                if !window.dilation.isEmpty { text += ", dilation " + pair(window.dilation) }
                if window.groups > 1, window.words == "conv" { text += ", groups \(window.groups)" }
                if window.roundsUp { text += ", ceil" }
                return text
            case .transposed(let kernel, let stride, let padding, let added, let filters):
                var text = number(kernel) + " transposed conv, "
                text += number(filters) + ", /"
                text += number(stride) + ", pad "
                text += number(padding)
                return text + ", output pad 0-\(added)"
            case .frame(let crops, let sides):
                return (crops ? "crop " : "zero pad ") + sides.map(String.init).joined(separator: "-")
            case .upsample(let factor): return "upsample \(factor)x"
            case .globalPool: return "global avg pool"
            case .pixelShuffle(let factor): return "pixel shuffle \(factor)"
            case .pixelUnshuffle(let factor): return "pixel unshuffle \(factor)"
            case .same(let words): return words
            case .flatten: return "flatten"
            case .dense(let units): return "fc " + number(units)
            case .reshape(let size): return "reshape " + size.map(String.init).joined(separator: "x")
            case .expect(let size):
                return "expect " + size.map { $0.map(String.init) ?? "?" }.joined(separator: "x")
            case .named(let part, let name): return line(part).map { $0 + ", as " + name }
            case .join(let kind, let name, let crops): return "\(kind) \(name)" + (crops ? ", crop" : "")
            case .residual, .branches, .repeat: return nil
            }
        }

        mutating func write(_ part: Part, indent: Int) {
            let margin = String(repeating: " ", count: indent)
            if let line = line(part) {
                // YAML takes a `? ` for a sign of its own.
                lines.append("\(margin)- " + (line.hasPrefix("? ") ? "\"\(line)\"" : line))
                return
            }
            switch part {
            case .residual(let parts, let shortcut):
                lines.append("\(margin)- residual:")
                for part in parts { write(part, indent: indent + 6) }
                switch shortcut {
                case .identity: break
                case .project: lines.append("\(margin)  shortcut: project")
                case .parts(let parts):
                    lines.append("\(margin)  shortcut:")
                    for part in parts { write(part, indent: indent + 6) }
                }
            case .branches(let branches, let join):
                lines.append("\(margin)- branches:")
                for branch in branches {
                    guard !branch.isEmpty else {
                        lines.append("\(margin)    - []")
                        continue
                    }
                    let first = lines.count
                    for part in branch { write(part, indent: indent + 6) }
                    // The first line of the inner list stands behind the `-` of the outer one.
                    lines[first] = "\(margin)    - " + lines[first].drop { $0 == " " }
                }
                lines.append("\(margin)  join: \(join)")
            case .repeat(let parts, let count):
                lines.append("\(margin)- layers:")
                for part in parts { write(part, indent: indent + 6) }
                let text = number(count)
                lines.append("\(margin)  repeat: " + (text == "?" ? "\"?\"" : text))
            default: break
            }
        }
    }
}
