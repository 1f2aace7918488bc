/// A comment in the source.
struct Comment {
    /// From the `#` to the end of the line, without trailing whitespace.
    var text: String
    var start: Int
    /// Whether only whitespace precedes it on its line.
    var isOwnLine: Bool
    /// The column of its `#`, in scalars from 0.
    var column: Int
    /// The column after the text before it on its line.
    var codeEnd: Int
}
