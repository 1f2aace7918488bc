import Foundation

/// Runs programs that are asked for permissions, as those of ordinary users are. Root is not asked, so a program of root's gives
/// up that privilege before it starts.
public enum OrdinaryUser {
    /// The words before a command; nil where root can't give up its privileges, as on systems without `setpriv`.
    private static let prefix: [String]? = {
        guard geteuid() == 0 else { return [] }
        guard let setpriv = Shell.find("setpriv"), let folder = try? TemporaryFolder() else { return nil }
        let privileges = "-dac_override,-dac_read_search"
        let prefix = [setpriv, "--bounding-set", privileges, "--inh-caps", privileges]
        guard let secret = try? folder.write("", to: "secret"), chmod(secret, 0) == 0 else { return nil }
        let reads = try? Shell.run(prefix[0], prefix.dropFirst() + ["cat", secret])
        return reads?.code == 1 ? prefix : nil
    }()

    /// Whether programs can be run so.
    public static var isThere: Bool { prefix != nil }

    public static func run(_ program: String, _ arguments: [String], in folder: URL? = nil) throws -> Shell.Outcome {
        let command = (prefix ?? []) + [program] + arguments
        return try Shell.run(command[0], Array(command.dropFirst()), in: folder)
    }
}
