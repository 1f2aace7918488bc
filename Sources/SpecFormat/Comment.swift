/// A comment of the source.
struct Comment {
    /// From the `#` to the end of the line, blanks at the end cut.
    var text: String
    var start: Int
    /// Whether nothing but blanks stands before it on its line.
    var isOwnLine: Bool
    /// The column of its `#`, from 0, in scalars.
    var column: Int
    /// The column behind what stands before it on its line.
    var codeEnd: Int
}
