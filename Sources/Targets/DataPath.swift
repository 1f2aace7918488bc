/// How the paths of IDX files and tables, which a spec gives relative to its own folder, are written in a target's files.
public enum DataPath: Hashable, Sendable {
    /// As the spec has them, for a program that runs in the spec's folder.
    case asWritten
    /// Below this folder, the spec's absolute path: for source that stays on one machine.
    case below(String)
    /// Relative to the source file, wherever it is when it is compiled, so that the text is the same on every machine. The
    /// folder is the spec's relative to the file's, and empty if they are the same.
    case fromSource(folder: String)
}
