import Foundation

/// `strace`, where it is installed, and may trace and tamper; a container may forbid both.
public enum Tracing {
    private static let strace: String? = {
        guard let strace = Shell.find("strace") else { return nil }
        let options = ["-qq", "-o", "/dev/null", "-P", "/", "-e", "trace=all", "-e", "inject=fsync:error=EIO:when=1"]
        let outcome = try? Shell.run(strace, options + ["/bin/sh", "-c", "true"])
        return outcome?.code == 0 ? strace : nil
    }()

    public static var works: Bool { strace != nil }

    public struct Unavailable: Error {}

    public static func program() throws -> String {
        guard let strace else { throw Unavailable() }
        return strace
    }
}
