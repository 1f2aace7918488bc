import Foundation
import TestSupport
import Testing

/// Fills a real disk: a small tmpfs that only this test sees.
///
/// If it can't be mounted here, the file size limit below acts like a full disk, and `SaveFaultTests` makes each call
/// fail with `ENOSPC`.
@Suite("Full disks")
struct DiskFullTests {
    /// The state takes about 37 KB, and the weights 19 KB.
    private let training: SmallTraining

    init() throws { training = try SmallTraining(layers: ["fc 64, relu", "fc 64, relu", "fc 2"]) }

    /// A disk, and its capacity for checkpoints.
    struct Disk: CustomTestStringConvertible {
        let testDescription: String
        /// Whether it already contains a checkpoint.
        var isUsed = true
        /// The space left, in kilobytes.
        let room: Int
        /// Whether the state fits into that space.
        var takesState = false
    }

    private static let disks = [
        Disk(testDescription: "no room at all", room: 0),
        Disk(testDescription: "room for half of the state", room: 20),
        Disk(testDescription: "an empty one, room for half of the state", isUsed: false, room: 20),
        Disk(testDescription: "an empty one, room for the state alone", isUsed: false, room: 48, takesState: true),
    ]

    @Test(
        "a full disk keeps the old checkpoint and is reported, and training resumes once there is room",
        .enabled(if: SmallDisk.works, "no file system can be mounted here"), arguments: disks)
    func aFullDiskKeepsTheOldCheckpoint(_ disk: Disk) throws {
        let epochs = disk.isUsed ? 2 : 1
        let after = try training.undisturbed(epochs: epochs)
        let before = disk.isUsed ? try training.undisturbed(epochs: 1) : Checkpoint()
        let outcome = try SmallDisk.run(
            training, training.arguments(epochs: epochs, resume: disk.isUsed), startingFrom: before, room: disk.room)
        #expect(outcome.code == 2)
        let file = disk.takesState ? training.weights : training.state
        let kept = disk.isUsed ? "; the previous file is unchanged" : ""
        #expect(outcome.errors == "error: \(file): can't be saved: No space left on device\(kept)\n")

        let left = try training.checkpoint()
        #expect(left.weights == before.weights && left.leftovers.isEmpty)
        #expect(left.state == (disk.takesState ? after.state : before.state))
        #expect(try training.run(epochs: epochs, resume: left.state != nil).code == 0)
        #expect(try training.checkpoint() == after)
    }

    @Test("a file size limit keeps the old checkpoint and is reported")
    func aFileSizeLimitKeepsTheOldCheckpoint() throws {
        let after = try training.undisturbed(epochs: 2)
        let before = try training.undisturbed(epochs: 1)
        try training.put(before)
        // Blocks have 512 or 1,024 bytes. A terminal is used because no signal is ignored from the start there.
        let program = try TerminalProgram(
            "/bin/sh",
            ["-c", "ulimit -f 16; exec \"$0\" \"$@\"", SmallTraining.program]
                + training.arguments(epochs: 2, resume: true))
        #expect(program.waitForExit() == 2)
        let error = "error: \(training.state): can't be saved: File too large; the previous file is unchanged\r\n"
        #expect(program.screen.contains(error), "\(program.screen)")
        #expect(try training.checkpoint() == before)
        #expect(try training.run(epochs: 2, resume: true).code == 0)
        #expect(try training.checkpoint() == after)
    }
}

/// A tmpfs mounted over the folder of a training run, in a mount namespace that ends with the run.
enum SmallDisk {
    static let works: Bool = {
        guard let unshare = Shell.find("unshare"), let folder = try? TemporaryFolder() else { return false }
        let mount = ["-rm", "mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", folder.url.path]
        return (try? Shell.run(unshare, mount))?.code == 0
    }()

    private static let page = 4096

    /// Runs a training whose folder is on a disk with `room` kilobytes left, and copies the disk's contents into the
    /// folder afterward.
    static func run(
        _ training: SmallTraining, _ arguments: [String], startingFrom before: Checkpoint, room: Int
    ) throws -> Shell.Outcome {
        try training.put(before)
        let copy = try TemporaryFolder()
        let taken = [before.weights, before.state].compactMap(\.?.count).map { ($0 + page - 1) / page * page }
        // A size of 0 would mean no limit.
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
