/// A file to be written: its path below the output folder, and its text.
public struct GeneratedFile: Hashable, Sendable {
    public var path: String
    public var text: String

    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
