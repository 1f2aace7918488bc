/// A spec with a part that is repeated any number of times. Twice as many repetitions may take about twice as long.
public struct LongSpec: Sendable, CustomStringConvertible {
    public let name: String
    /// How many repetitions take a noticeable time.
    public let count: Int
    private let write: @Sendable (Int) -> String

    public var description: String { name }

    public func text(_ count: Int) -> String { write(count) }

    private init(_ name: String, _ count: Int, _ write: @escaping @Sendable (Int) -> String) {
        (self.name, self.count, self.write) = (name, count, write)
    }

    /// - Parameters:
    ///   - sections: what comes before the body.
    ///   - line: the lines of the body for each repetition.
    private static func body(
        _ name: String, _ count: Int, before sections: String = "", after rest: String = "",
        _ line: @escaping @Sendable (Int) -> String
    ) -> LongSpec {
        LongSpec(name, count) { count in
            head + sections + "body:\n" + repeated(count) { line($0) + "\n" } + rest
        }
    }

    /// - Parameter line: the only line of the body.
    private static func line(
        _ name: String, _ count: Int, before sections: String = "", _ line: @escaping @Sendable (Int) -> String
    ) -> LongSpec {
        LongSpec(name, count) { head + sections + "body:\n" + line($0) + "\n" }
    }

    private static let head = "model: Net\ninput: 32x32x3\n"

    private static func repeated(_ count: Int, _ part: (Int) -> String) -> String { (0..<count).map(part).joined() }

    private static func list(_ count: Int, _ part: (Int) -> String) -> String {
        (0..<count).map(part).joined(separator: ", ")
    }
}

extension LongSpec {
    public static let all: [LongSpec] =
        lines + words + brackets + names + blocks + structures + comments + sections + open

    // MARK: Lines of layers

    private static let lines: [LongSpec] = [
        body("layers", 4000) { _ in "  - relu" },
        body("convolutions", 2000) { _ in "  - 3x3 conv, 3, pad 1, relu" },
        body("longhand", 1000) { _ in "  - conv: {kernel: 3x3, filters: 3, padding: 1}" },
        body("longhand on several lines", 500) { _ in "  - conv:\n      kernel: 3x3\n      filters: 3\n      padding: 1"
        },
        body("misspelled layers", 2000) { _ in "  - 3x3 conf, 3" },
        body("misspelled options", 500) { _ in "  - 3x3 conv, 3, pda 1" },
        body("misspelled keys", 2000) { _ in "  - conv: {kernle: 3x3, filters: 3}" },
        body("missing values", 2000) { _ in "  - 3x3 conv" },
        body("wrong values", 2000) { _ in "  - 3x3 conv, 3, pad relu" },
        body("foreign calls", 1000) { _ in "  - nn.Conv2d(3, 64, kernel_size=3)" },
        body("notation with colons", 1000) { _ in "  - fc: 10, relu" },
        body("lists as layers", 2000) { _ in "  - [relu]" },
        body("empty items", 4000) { _ in "  -" },
        body("returns", 2000) { _ in "  - rleu\r" },
        body("letters of other scripts", 2000) { "  - rèlu, as 层\($0)" },
        body("useless biases", 700) { _ in "  - 3x3 conv, 3, pad 1\n  - batch norm\n  - relu" },
        body("useless biases in longhand", 700) { _ in
            "  - conv: {kernel: 3x3, filters: 3, padding: 1}\n  - batch norm\n  - relu"
        },
        body("repeated activations", 2000) { _ in "  - relu" },
        body("lost pixels", 700) { _ in "  - 3x3 conv, 8, /2\n  - upsample 2\n  - zero pad 1" },
        body("contracts", 800) { _ in "  - 1x1 conv, 3\n  - expect 32x32x3" },
        body("wrong contracts", 1000) { _ in "  - 1x1 conv, 3\n  - expect 32x32x4" },
        body("layers that don't fit", 1000) { _ in "  - 40x40 conv, 3" },
        body("sizes that are too large", 1000) { _ in "  - upsample 1000" },
    ]

    // MARK: Words and numbers on one line

    private static let words: [LongSpec] = [
        line("words of a layer", 8000) { "  - " + repeated($0) { "word\($0) " } },
        line("words of an option", 8000) { "  - 3x3 conv, 8, " + repeated($0) { "word\($0) " } },
        line("layers without commas", 8000) { "  - relu " + repeated($0) { _ in "relu " } },
        line("numbers", 8000) { "  - fc " + repeated($0) { _ in "3 " } },
        line("numbers before a layer", 8000) { "  - " + repeated($0) { _ in "3 " } + "conv" },
        line("options", 8000) { "  - 3x3 conv, 8" + repeated($0) { _ in ", relu" } },
        line("different options", 2000) { "  - 3x3 conv, 8" + repeated($0) { ", option\($0) 3" } },
        line("values of an option", 8000) { "  - 3x3 conv, 8" + repeated($0) { _ in ", pad 1 1" } },
        line("options without commas", 8000) { "  - 3x3 conv, 8" + repeated($0) { _ in " pad 1" } },
        line("commas", 8000) { "  - 3x3 conv, 8" + repeated($0) { _ in "," } },
        line("a long word", 8000) { "  - " + repeated($0) { _ in "longword" } },
        line("a long number", 8000) { "  - fc " + repeated($0) { _ in "12345678" } },
        line("a size of many numbers", 8000) { "  - expect " + repeated($0) { _ in "3x" } + "3" },
        line("widths", 4000) { "  - mlp " + repeated($0) { _ in "3-" } + "3" },
        line("a folded text", 8000) { "  - >\n" + repeated($0) { "    word\($0)\n" } },
        line("a text of many lines", 8000) { "  - relu\n" + repeated($0) { "    word\($0)\n" } },
        line("a text of many clauses", 8000) { "  - relu\n" + repeated($0) { "    , word\($0)\n" } },
        line("a text of many items", 8000) { "  - relu\n" + repeated($0) { _ in "    - relu\n" } },
        line("a text with escapes", 8000) { "  - \"" + repeated($0) { _ in "relu\\n, " } + "\"" },
        line("a call", 4000) { "  - nn.Conv2d(3, 64" + repeated($0) { ", k\($0)=3" } + ")" },
        line("arithmetic", 4000, before: "define:\n  b: {given: {a: 1}, layers: [relu]}\n") {
            "  - fc " + repeated($0) { _ in "$a*" } + "1"
        },
    ]

    // MARK: One line in brackets

    private static let brackets: [LongSpec] = [
        line("layers in brackets", 8000) { "  - layers: [" + list($0) { _ in "relu" } + "]" },
        line("misspelled layers in brackets", 4000) { "  - layers: [" + list($0) { _ in "rleu" } + "]" },
        line("other scripts in brackets", 8000) { "  - layers: [" + list($0) { _ in "rèlu" } + "]" },
        line("options in brackets", 8000) { "  - layers: [3x3 conv, " + list($0) { _ in "8" } + "]" },
        line("split layers in brackets", 4000) { "  - layers: [" + list($0) { _ in "3x3 conv, 8" } + "]" },
        line("longhand in brackets", 4000) { "  - layers: [" + list($0) { _ in "{conv: {filters: 3}}" } + "]" },
        line("unquoted sizes in brackets", 4000) { "  - layers: [" + list($0) { _ in "?x? conv" } + "]" },
        line("brackets that never close", 4000) { "  - " + repeated($0) { _ in "{conv: {kernel: 3x3}, " } },
        line("opening brackets", 4000) { "  - " + repeated($0) { _ in "[" } },
        line("useless biases in brackets", 700) {
            "  - layers: [" + list($0) { _ in "\"3x3 conv, 3, pad 1\", batch norm, relu" } + "]"
        },
    ]

    // MARK: Names

    private static let names: [LongSpec] = [
        body("named layers", 2000) { "  - relu, as name\($0)" },
        body("names with numbers", 2000) { "  - relu, as relu\(2 * $0)\n  - relu" },
        body("names far apart", 1000, after: "  - repeat: 1000\n    layers: [relu]\n") {
            "  - relu, as stack\(1000 * $0)"
        },
        body("the same name", 2000) { _ in "  - relu, as name" },
        body("long names", 1000) { "  - relu, as \(String(repeating: "n", count: 190))\($0)" },
        line("a name that is too long", 8000) { "  - relu, as " + repeated($0) { _ in "longname" } },
        body("joins", 1000) { "  - relu, as name\($0)\n  - add name\($0)" },
        body("unknown names", 2000) { "  - relu, as name\($0)\n  - add nmae\($0)" },
        body("unknown names without any known", 2000) { "  - add nmae\($0)" },
        line("a join of unknown names", 4000) { "  - relu, as a\n  - add " + repeated($0) { "name\($0) " } },
        line("a join of one name", 4000) { "  - relu, as a\n  - add " + repeated($0) { _ in "a " } },
        body("joins with everything above", 60, before: "") { index in
            "  - 1x1 conv, 2, as a\(index)\n  - concat " + repeated(index + 1) { "a\($0) " }
        },
        body("anchors", 2000) { "  - &a\($0) relu" },
        body("aliases", 2000) { $0 == 0 ? "  - &a relu" : "  - *a" },
        body("unknown aliases", 2000) { "  - &a\($0) relu\n  - *b\($0)" },
        body("aliases of mistakes", 60) {
            $0 == 0 ? "  - &a {layers: [" + list(100) { _ in "rleu" } + "]}" : "  - *a"
        },
    ]

    // MARK: Blocks

    private static let blocks: [LongSpec] = [
        LongSpec("blocks of all earlier blocks", 24) { count in
            head + "define:\n  b0: [relu]\n"
                + repeated(count) { index in "  b\(index + 1): [" + list(index + 1) { "b\($0)" } + "]\n" }
                + "body: [b\(count)]\n"
        },
        LongSpec("uses of blocks that double", 2000) { count in
            head + "define:\n  b0: [relu]\n" + repeated(16) { "  b\($0 + 1): [b\($0), b\($0)]\n" }
                + "body: [" + list(count) { _ in "b16" } + "]\n"
        },
        LongSpec("heads of blocks that double", 1000) { count in
            head + "define:\n  b0: [relu]\n" + repeated(16) { "  b\($0 + 1): [b\($0), b\($0)]\n" }
                + "body:\n  - relu, as a\nheads:\n  main: [fc 10]\n"
                + repeated(count) { "  h\($0): {from: a, layers: [b16]}\n" }
        },
        LongSpec("contracts of blocks that double", 100) { count in
            head + "define:\n  b0:\n" + repeated(count) { _ in "    - expect 32x32x3\n" }
                + repeated(16) { "  b\($0 + 1): [b\($0), b\($0)]\n" } + "body: [b16]\n"
        },
        LongSpec("uses of nested blocks", 1000) { count in
            head + "define:\n  b0: [relu]\n" + repeated(60) { "  b\($0 + 1): [b\($0)]\n" }
                + "body:\n" + repeated(count) { _ in "  - b60\n" }
        },
        LongSpec("blocks that use each other", 30) { count in
            head + "define:\n"
                + repeated(count) { index in "  b\(index): [" + list(20) { "b\((index + $0) % count)" } + "]\n" }
                + "body: [b0]\n"
        },
        LongSpec("mistakes in nested blocks", 20) { count in
            head + "define:\n" + repeated(count) { "  b\($0): [rleu, b\($0 + 1)]\n" }
                + "  b\(count): [rleu]\nbody: [b0]\n"
        },
        LongSpec("blocks", 2000) { count in
            head + "define:\n" + repeated(count) { "  b\($0): [relu]\n" } + "body:\n"
                + repeated(count) { "  - b\($0)\n" }
        },
        LongSpec("blocks in longhand", 800) { count in
            head + "define:\n" + repeated(count) { "  b\($0): {given: {a: 1}, layers: [fc $a]}\n" } + "body:\n"
                + repeated(count) { "  - b\($0): {a: 3}\n" }
        },
        LongSpec("unused blocks with mistakes", 2000) { count in
            head + "define:\n" + repeated(count) { "  b\($0): [relu, rleu]\n" } + "body: [relu]\n"
        },
        LongSpec("misspelled blocks", 500) { count in
            head + "define:\n" + repeated(count) { "  block\($0): [relu]\n" } + "body:\n"
                + repeated(count) { "  - blokc\($0)\n" }
        },
        LongSpec("misspelled blocks in longhand", 500) { count in
            head + "define:\n" + repeated(count) { "  block\($0): [relu]\n" } + "body:\n"
                + repeated(count) { "  - blokc\($0): {a: 1}\n" }
        },
        LongSpec("different uses of a block", 1000) { count in
            head + "define:\n  b: {given: {a: }, layers: [fc $a]}\nbody:\n" + repeated(count) { "  - b, a \($0 + 1)\n" }
        },
        LongSpec("different uses of a long block", 60) { count in
            head + "define:\n  b:\n    given: {a: }\n    layers:\n" + repeated(count) { _ in "      - fc $a\n" }
                + "body:\n"
                + repeated(min(count, 300)) { "  - b, a \($0 + 1)\n" }
        },
        LongSpec("parameters", 2000) { count in
            head + "define:\n  b: {given: {" + list(count) { "p\($0): 1" } + "}, layers: [relu]}\nbody:\n  - b\n"
        },
        LongSpec("unknown parameters", 2000) { count in
            head + "define:\n  b:\n    given: {" + list(90) { "p\($0): 1" } + "}\n    layers:\n"
                + repeated(count) { "      - fc $q\($0)\n" } + "body:\n  - b\n"
        },
        LongSpec("arguments", 500) { count in
            head + "define:\n  b: {given: {" + list(90) { "par\($0): 1" } + "}, layers: [relu]}\nbody:\n  - b"
                + repeated(count) { ", pra\($0) 3" } + "\n"
        },
        LongSpec("arguments in longhand", 500) { count in
            head + "define:\n  b: {given: {" + list(90) { "par\($0): 1" } + "}, layers: [relu]}\nbody:\n  - b: {"
                + list(count) { "pra\($0): 3" } + "}\n"
        },
    ]

    // MARK: Structure

    private static let structures: [LongSpec] = [
        body("repeats", 500) { _ in "  - repeat: 10\n    layers:\n      - relu" },
        body("repeats that are too long", 1000) { _ in "  - repeat: 200000\n    layers:\n      - relu" },
        body("residuals", 1000) { _ in "  - residual:\n      - 3x3 conv, 3, pad 1\n      - relu" },
        body("residuals that don't fit", 300) { "  - residual:\n      - 3x3 conv, \(8 + $0 % 2), pad 1\n      - relu" },
        body("residuals with a projection", 500) {
            "  - residual:\n      - 3x3 conv, \(8 + $0 % 2), pad 1\n    shortcut: project"
        },
        body("joins that don't fit", 150) {
            "  - 3x3 conv, 8, pad 1, as a\($0)\n  - 2x2 max pool\n  - add a\($0)\n  - upsample 2"
        },
        LongSpec("a conflict after many layers", 200) { count in
            "model: Net\ninput: 4000x4000x3\nbody:\n  - relu, as a\n"
                + repeated(count) { _ in "  - 3x3 conv, 3, pad 0\n" } + "  - add a\n"
        },
        LongSpec("branches", 2000) { count in
            head + "body:\n  - branches:\n" + repeated(count) { _ in "      - 1x1 conv, 2\n" } + "    join: concat\n"
        },
        LongSpec("branches that don't fit", 1000) { count in
            head + "body:\n  - branches:\n" + repeated(count) { "      - 1x1 conv, \($0 + 1)\n" } + "    join: add\n"
        },
        LongSpec("nested lists", 100) { count in
            head + "body: " + repeated(count) { _ in "[relu, {layers: " } + "[relu]" + repeated(count) { _ in "}]" }
                + "\n"
        },
        LongSpec("nested residuals", 60) { count in
            head + "body: " + repeated(count) { _ in "[relu, {residual: " } + "[relu]" + repeated(count) { _ in "}]" }
                + "\n"
        },
        LongSpec("nested branches", 40) { count in
            head + "body: " + repeated(count) { _ in "[relu, {branches: [[], " } + "[relu]"
                + repeated(count) { _ in "], join: concat}]" } + "\n"
        },
        line("keys of a layer", 2000) { "  - conv: {kernel: 3x3, filters: 8, " + list($0) { "key\($0): 3" } + "}" },
        line("keys of an item", 1000) { "  - {relu: , " + list($0) { "key\($0): 3" } + "}" },
    ]

    // MARK: Comments

    private static let comments: [LongSpec] = [
        body("comments", 4000) { _ in "  - relu # comment" },
        body("comments on separate lines", 4000) { _ in "  # comment\n  - relu" },
        body("suppressed findings", 4000) { _ in "  - relu # strata: allow repeated-activation" },
        body("suppressions before lines", 4000) { _ in "  # strata: allow dropped-pixels\n  - relu" },
        LongSpec("suppressions before one line", 8000) { count in
            head + "body:\n" + repeated(count) { _ in "  # strata: allow dropped-pixels\n" } + "  - relu\n"
        },
        LongSpec("suppressions for the spec", 4000) { count in
            repeated(count) { _ in "# strata: allow dropped-pixels\n" } + head + "body:\n"
                + repeated(count) { _ in "  - relu\n" }
        },
        LongSpec("names in a suppression", 8000) { count in
            "# strata: allow" + repeated(count) { _ in " dropped-pixels" } + "\n" + head + "body: [relu, relu]\n"
        },
        LongSpec("unknown names in a suppression", 4000) { count in
            "# strata: allow" + repeated(count) { " dropped-pixel\($0)" } + "\n" + head + "body: [relu, relu]\n"
        },
        body("suppressions in texts", 2000) { _ in "  - \"relu # strata: allow dropped-pixels\"" },
    ]

    // MARK: Sections

    private static let sections: [LongSpec] = [
        LongSpec("unknown sections", 2000) { head + "body: [relu]\n" + repeated($0) { "key\($0): 1\n" } },
        LongSpec("the same section", 2000) { head + repeated($0) { _ in "body: [relu]\n" } },
        LongSpec("includes", 1000) { "include: [" + list($0) { "file\($0).yaml" } + "]\n" + head + "body: [relu]\n" },
        LongSpec("heads", 1000) { count in
            head + "body:\n  - relu, as a\nheads:\n  main: [fc 10]\n"
                + repeated(count) { "  h\($0): {from: a, layers: [fc 10]}\n" }
        },
        LongSpec("heads from unknown layers", 1000) { count in
            head + "body:\n" + repeated(count) { "  - relu, as a\($0)\n" } + "heads:\n  main: [fc 10]\n"
                + repeated(count) { "  h\($0): {from: b\($0), layers: [fc 10]}\n" }
        },
        LongSpec("main heads", 1000) { head + "body: [relu]\nheads:\n" + repeated($0) { "  h\($0): [fc 10]\n" } },
        LongSpec("keys of a training", 2000) { count in
            head + "body: [fc 10]\ntrain:\n  data: mnist\n" + repeated(count) { "  key\($0): 3\n" }
        },
        LongSpec("options of an optimizer", 2000) { count in
            head + "body: [fc 10]\ntrain:\n  data: mnist\n  optimizer: sgd, rate 0.1" + repeated(count) { ", o\($0) 3" }
                + "\n"
        },
        LongSpec("columns of a table", 2000) { count in
            head + "body: [fc 10]\ntrain:\n  data: {csv: {path: a.csv, target: y, ignore: [" + list(count) { "c\($0)" }
                + "]}}\n"
        },
        LongSpec("keys of a budget", 2000) { head + "body: [fc 10]\nbudget:\n" + repeated($0) { "  key\($0): 3\n" } },
        LongSpec("numbers of an input", 4000) {
            "model: Net\ninput: " + repeated($0) { _ in "3x" } + "3\nbody: [relu]\n"
        },
        LongSpec("documents", 2000) { repeated($0) { _ in "---\n" + head } },
        LongSpec("empty lines", 8000) { head + repeated($0) { _ in "\n" } + "body: [relu]\n" },
    ]

    // MARK: Open numbers

    private static let open: [LongSpec] = [
        body("open kernels", 100) { _ in "  - ?x? conv, 8" },
        body("open filters", 300) { _ in "  - 3x3 conv, ?, pad 1" },
        body("open residuals", 25) { _ in "  - residual:\n      - ?x? conv, 3, pad ?" },
        body("open repeats", 50) { _ in "  - repeat: ?\n    layers: [relu]" },
        LongSpec("open strides with a contract", 18) { count in
            "model: Net\ninput: ?x?x?\nbody:\n"
                + repeated(count) { _ in "  - upsample 2\n  - 3x3 conv, 8, /?, pad ?\n" }
                + "  - expect 12345x54321x8\n"
        },
        LongSpec("open kernels with a contract", 8) { count in
            "model: Net\ninput: ?x?x?\nbody:\n"
                + repeated(count) { _ in "  - upsample 2\n  - ?x? conv, 8, /?, pad ?\n" }
                + "  - expect 12345x54321x8\n"
        },
        LongSpec("open padding of an open input", 100) { count in
            "model: Net\ninput: ?x?x3\nbody:\n" + repeated(count) { _ in "  - 3x3 conv, 8, pad ?\n" }
                + "  - expect 5x5x8\n"
        },
        LongSpec("multiplications of open maps", 100) { count in
            "model: Net\ninput: ?x?x3\nbody:\n  - 1x1 conv, 3, as a\n"
                + repeated(count) { _ in "  - 3x3 conv, 3, pad ?\n  - multiply a\n" }
        },
    ]
}
