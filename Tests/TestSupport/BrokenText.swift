/// Texts that are no YAML, or none that a spec may be.
public enum BrokenText {
    /// Texts that bring libyaml to its different complaints.
    public static let syntax = [
        "a: b: c\n", "a:\n\t- b\n", "- a\nb: c\n", "a: b\n - c\n", "{a: b\n", "[a, b\n", "[a: b c: d]\n", "{a, b]\n",
        "a: [b}\n",
        "\"abc\n", "'abc\n", "a: \"\\q\"\n", "a: \"\\xZZ\"\n", "a: \"\\uD800\"\n", "a: @b\n", "a: `b\n", "a: %b\n",
        "%FOO\n", "%YAML 1\n---\n",
        "%YAML 2.0\n---\na\n", "%YAML 1.1\n%YAML 1.1\n---\na\n", "%TAG ! x\n", "%TAG\n---\na", "a: !<b\n", "a: !<>\n",
        "a: !x!y z\n", "a: *\n", "a: &\n",
        "a: &x &y z\n", "a: *b c\n", "a: |x\n b\n", "a: |0\n b\n", "a: >99\n b\n", "a: |\n  b\n c\n", "- - a\n - b\n",
        "? a\nb\n", "a\nb: c\n",
        "key with no colon\nother: 1\n", "a: 'b' c\n", "a: [b] c\n", "a: {b: c} d\n", "a: {?x?: ]}\n", "a: {b: ?x?}\n",
        "[- a]\n", "a: - b\n", "---\na: b\n... c\n",
        "a: \"b\n---\n\"\n", "\"a\nb\": c\n", "a: |\n\t\tb\n c\n", "a:\n  b\n\tc: d\n", "]\n", "}\n", ",\n", "a: ]\n",
        "{a: b}}\n", "'a': 'b\n\n  c: d\n", "a: !!\n- b\n",
    ]

    /// Bytes that are not UTF-8, or characters that YAML does not have.
    public static let encoding: [(name: String, bytes: [UInt8])] = [
        ("an overlong form", [0xC0, 0xAF]), ("a byte that begins nothing", [0x80]), ("half a character", [0xE2, 0x82]),
        ("a surrogate", [0xED, 0xA0, 0x80]), ("a code point past the last", [0xF4, 0x90, 0x80, 0x80]),
        ("Latin-1", [0xE9, 0x20]), ("a bell", [0x07]), ("an escape", [0x1B]), ("a zero", [0x00]), ("a delete", [0x7F]),
        ("a C1 control", [0xC2, 0x9B]), ("a byte-order mark inside", [0xEF, 0xBB, 0xBF]),
        ("a non-character", [0xEF, 0xBF, 0xBE]),
    ]

    /// Nine lists, each nine times the one before it: 442 bytes that stand for 9^9 values.
    public static let aliasBomb = zip("bcdefghi", "abcdefgh").reduce(
        "a: &a [\"lol\",\"lol\",\"lol\",\"lol\",\"lol\",\"lol\",\"lol\",\"lol\",\"lol\"]\n"
    ) { text, names in
        "\(text)\(names.0): &\(names.0) [\(Array(repeating: "*\(names.1)", count: 9).joined(separator: ","))]\n"
    }
}
