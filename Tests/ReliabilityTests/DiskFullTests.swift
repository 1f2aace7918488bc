import Foundation
import TestSupport
import Testing

/// A real disk that is full: a small tmpfs that only this test sees.
///
/// Where none may be mounted, the file-size limit below is a full disk to the program, and `SaveFaultTests` makes each call
/// fail with `ENOSPC`.
@Suite("A full disk")
struct DiskFullTests {
    /// The state has some 37 KB, the weights 19.
    private let training: SmallTraining

    init() throws { training = try SmallTraining(layers: ["fc 64, relu", "fc 64, relu", "fc 2"]) }

    /// A disk, and what can be saved to it.
    struct Disk: CustomTestStringConvertible {
        let testDescription: String
        /// Whether a checkpoint lies there already.
        var isUsed = true
        /// How much fits beside it.
        let room: Int
        /// Whether that is enough for the state.
        var takesState = false
    }

    private static let disks = [
        Disk(testDescription: "no room at all", room: 0),
        Disk(testDescription: "room for half of the state", room: 20),
        Disk(testDescription: "an empty one, room for half of the state", isUsed: false, room: 20),
        Disk(testDescription: "an empty one, room for the state alone", isUsed: false, room: 48, takesState: true),
    ]

    @Test(
        "a full disk leaves the old checkpoint and is reported, and once there is room the training goes on",
        .enabled(if: SmallDisk.works, "no file system may be mounted here"), arguments: disks)
    func disk(_ disk: Disk) throws {
        let epochs = disk.isUsed ? 2 : 1
        let after = try training.undisturbed(epochs: epochs)
        let before = disk.isUsed ? try training.undisturbed(epochs: 1) : Checkpoint()
        let outcome = try SmallDisk.run(
            training, training.arguments(epochs: epochs, resume: disk.isUsed), startingFrom: before, room: disk.room)
        #expect(outcome.code == 2)
        let file = disk.takesState ? training.weights : training.state
        let kept = disk.isUsed ? "; the file there before is unchanged" : ""
        #expect(outcome.errors == "error: \(file): cannot be saved: No space left on device\(kept)\n")

        let left = try training.checkpoint()
        #expect(left.weights == before.weights && left.leftovers.isEmpty)
        #expect(left.state == (disk.takesState ? after.state : before.state))
        #expect(try training.run(epochs: epochs, resume: left.state != nil).code == 0)
        #expect(try training.checkpoint() == after)
    }

    @Test("a limit on the size of files leaves the old checkpoint and is reported")
    func limit() throws {
        let after = try training.undisturbed(epochs: 2)
        let before = try training.undisturbed(epochs: 1)
        try training.put(before)
        // Blocks of 512 or 1,024 bytes. On a terminal, since there no signal is ignored from the start.
        let program = try TerminalProgram(
            "/bin/sh",
            ["-c", "ulimit -f 16; exec \"$0\" \"$@\"", SmallTraining.program]
                + training.arguments(epochs: 2, resume: true))
        #expect(program.waitForExit() == 2)
        let error = "error: \(training.state): cannot be saved: File too large; the file there before is unchanged\r\n"
        #expect(program.screen.contains(error), "\(program.screen)")
        #expect(try training.checkpoint() == before)
        #expect(try training.run(epochs: 2, resume: true).code == 0)
        #expect(try training.checkpoint() == after)
    }
}

/// A tmpfs in place of a training's folder, in a mount namespace that ends with the training.
enum SmallDisk {
    static let works: Bool = {
        guard let unshare = Shell.find("unshare"), let folder = try? TemporaryFolder() else { return false }
        let mount = ["-rm", "mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", folder.url.path]
        return (try? Shell.run(unshare, mount))?.code == 0
    }()

    private static let page = 4096

    /// Runs a training whose folder is on a disk that has `room` kilobytes left, and puts what the disk holds afterwards
    /// into the folder.
    static func run(
        _ training: SmallTraining, _ arguments: [String], startingFrom before: Checkpoint, room: Int
    ) throws -> Shell.Outcome {
        try training.put(before)
        let copy = try TemporaryFolder()
        let taken = [before.weights, before.state].compactMap(\.?.count).map { ($0 + page - 1) / page * page }
        // A size of 0 is no limit.
        let size = max(page, taken.reduce(0, +) + room * 1024)
        let script = """
            set -e
            folder=$1 copy=$2 size=$3
            shift 3
            cp -a "$folder/." "$copy"
            mount -t tmpfs -o "size=$size" tmpfs "$folder"
            cp -a "$copy/." "$folder"
            code=0
            "$@" || code=$?
            rm -rf "$copy"/* "$copy"/.[!.]*
            cp -a "$folder/." "$copy"
            umount "$folder"
            rm -rf "$folder"/* "$folder"/.[!.]*
            cp -a "$copy/." "$folder"
            exit $code
            """
        return try Shell.run(
            Shell.find("unshare") ?? "unshare",
            ["-rm", "/bin/sh", "-c", script, "sh", training.folder.path, copy.url.path, "\(size)"]
                + [SmallTraining.program] + arguments)
    }
}
