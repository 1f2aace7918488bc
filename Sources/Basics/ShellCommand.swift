/// Returns a command in a form that can be pasted into a shell.
package func shellCommand(_ words: [String]) -> String { words.map(shellWord).joined(separator: " ") }

/// Returns one word of a command, in quotes if it needs them. Control characters, which would be obeyed where the command
/// is shown, become escapes, in the quotes that have those (POSIX.1-2024, and today's shells).
private func shellWord(_ word: String) -> String {
    if word.unicodeScalars.contains(where: \.isObeyed) {
        let escaped = word.unicodeScalars.map { scalar in
            switch scalar {
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case "'", "\\": "\\\(scalar)"
            case _ where scalar.isObeyed:
                // Three digits, so that a digit that follows is not one of them.
                String(scalar).utf8.map { "\\" + String(0o1000 + Int($0), radix: 8).dropFirst() }.joined()
            default: String(scalar)
            }
        }
        return "$'\(escaped.joined())'"
    }
    let isPlain =
        !word.isEmpty
        && word.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "/._-=,:+@%".utf8.contains(byte)
            }
        }
    return isPlain
        ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
