import Foundation
import TestSupport
import Testing

/// The tool that build steps run.
@Suite("The generator") struct GeneratorTests {
    let folder: TemporaryFolder
    let spec: String
    let output: String

    static let tool = Shell.buildFolder.appendingPathComponent("strata-generate").path

    init() throws {
        folder = try TemporaryFolder()
        spec = try folder.write(
            "model: Small\ninput: 8x8x1\ninclude: parts/blocks.strata.yaml\nbody:\n  - twice\nhead:\n  - fc 3\n",
            to: "specs/small.strata.yaml")
        try folder.write(
            "define:\n  twice:\n    layers:\n      - 3x3 conv, 2, relu\n      - 3x3 conv, 2\n",
            to: "specs/parts/blocks.strata.yaml")
        output = folder.url.appendingPathComponent("out/small.strata.swift").path
    }

    private func build(_ arguments: String...) throws -> Shell.Outcome {
        try Shell.run(Self.tool, ["generate", spec, "--output", output] + arguments)
    }

    @Test("one spec gives the same bytes in every process")
    func sameBytes() throws {
        let specs = ["mobilenet-v3-large", "googlenet"].map {
            Repository.root.appendingPathComponent("Specs/\($0).strata.yaml").path
        }
        for spec in specs {
            var texts: Set<String> = []
            for run in 0..<50 {
                let path = folder.url.appendingPathComponent("\(run).swift").path
                #expect(try Shell.run(Self.tool, ["generate", spec, "--output", path]).code == 0)
                texts.insert(try String(contentsOfFile: path, encoding: .utf8))
            }
            #expect(texts.count == 1)
        }
    }

    /// Every call that could change a file is looked at: those that succeeded touch the declared output, the folder for
    /// it, and the file beside it that takes its place whole.
    @Test(
        "the tool writes its declared outputs and nothing else",
        .enabled(if: Tracing.works, "strace is not installed here, or may not trace"))
    func writesOnlyOutputs() throws {
        let depfile = output + ".d"
        try folder.write("severity: error\nbudget: {parameters: 1M}\n", to: ".strata.yml")
        let log = folder.url.appendingPathComponent("calls").path
        let outcome = try Shell.run(
            try Tracing.program(),
            [
                "-f", "-qq", "-y", "-e", "trace=%file,%network,ftruncate,fchmod,fchown", "-o", log, Self.tool,
                "generate",
                spec, "--output", output, "--depfile", depfile,
            ])
        #expect(outcome.code == 0, "\(outcome.errors)")
        let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
            .filter { !$0.contains(" = -1 ") }
        for name in ["small.strata.yaml", ".strata.yml"] {
            #expect(calls.contains { $0.contains("openat") && $0.contains(name) })
        }
        let changing = calls.filter { call in
            call.contains("O_WRONLY") || call.contains("O_RDWR") || call.contains("O_CREAT")
                || call.contains(
                    /(mkdir|rename|unlink|link|symlink|truncate|chmod|chown|mknod|utime|socket)[a-z0-9]*\(/)
                    && !call.contains("readlink")
        }
        #expect(changing.count >= 4, "two files are opened and put in their places")
        let folder = folder.url.resolvingSymlinksInPath().path + "/out"
        let allowed = [output, depfile].flatMap { path in
            let name = path.split(separator: "/").last ?? ""
            return [path, path.dropLast(name.count) + ".\(name).partial"]
        }
        for call in changing where !call.contains("\"/dev/") {
            let isOutput = allowed.contains { call.contains("\"\($0)\"") || call.contains("<\($0)>") }
            #expect(isOutput || call.contains("mkdir") && call.contains(folder), "\(call)")
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                == ["small.strata.swift", "small.strata.swift.d"])
    }

    /// What is committed holds no path of one machine.
    @Test("data is found relative to the generated file", arguments: ["csv data/t.csv, target kind", "idx data"])
    func dataPath(_ data: String) throws {
        try folder.write(
            "model: Small\ninput: 4\nhead:\n  - fc 3\ntrain:\n  data: \(data)\n", to: "specs/small.strata.yaml")
        let path = data.contains("csv") ? "data/t.csv" : "data"
        #expect(try build().code == 0)
        let built = try String(contentsOfFile: output, encoding: .utf8)
        #expect(built.contains("DataSource.path(\"../specs/\(path)\", from: #filePath)"), "\(built)")

        #expect(
            try Shell.run(Self.tool, ["generate", "small.strata.yaml"], in: folder.url.appending(path: "specs")).code
                == 0)
        let committed = try String(contentsOf: folder.url.appending(path: "specs/small.strata.swift"), encoding: .utf8)
        #expect(committed.contains("DataSource.path(\"\(path)\", from: #filePath)"), "\(committed)")
        #expect(try Shell.run(Self.tool, ["generate", "--check", spec]).code == 0, "whatever the path of the spec is")
        #expect(!(built + committed).contains(folder.url.lastPathComponent))
    }

    @Test("an output that would not change, or whose spec has errors, is left untouched")
    func untouched() throws {
        func date() throws -> Date? {
            try FileManager.default.attributesOfItem(atPath: output)[.modificationDate] as? Date
        }
        #expect(try build().code == 0)
        let (first, text) = (try date(), try String(contentsOfFile: output, encoding: .utf8))
        Thread.sleep(forTimeInterval: 0.02)
        #expect(try build().code == 0)
        #expect(try date() == first)
        try folder.write("model: Small\ninput: 8x8x1\nbody:\n  - cnv\n", to: "specs/small.strata.yaml")
        let failed = try build()
        #expect(failed.code == 1)
        #expect(failed.errors.hasPrefix("\(spec):4:5: error: "), "\(failed.errors)")
        #expect(try String(contentsOfFile: output, encoding: .utf8) == text)
    }

    @Test("an include that the build does not declare is reported")
    func undeclaredInclude() throws {
        let silent = try build("--input", spec, "--input", folder.url.path + "/specs/parts/blocks.strata.yaml")
        #expect(silent.code == 0 && silent.errors.isEmpty, "\(silent.errors)")
        let warned = try build("--input", spec)
        #expect(warned.code == 0)
        #expect(warned.errors.contains(": warning: the build was planned before"))
    }

    /// Whatever stands behind an include, nothing outside of the spec's folder is read.
    @Test(
        "no include outside the spec's folder is read",
        arguments: [
            "../outside.strata.yaml", "parts/../../outside.strata.yaml", "/etc/hostname", "~/a", "link", "linked/a",
            "pipe",
        ])
    func includesStayInside(_ include: String) throws {
        try folder.write("define:\n  twice:\n    layers:\n      - fc 2\n", to: "outside.strata.yaml")
        let root = folder.url.appendingPathComponent("specs")
        let manager = FileManager.default
        try manager.createSymbolicLink(
            at: root.appendingPathComponent("link"),
            withDestinationURL: folder.url.appendingPathComponent("outside.strata.yaml"))
        try manager.createSymbolicLink(at: root.appendingPathComponent("linked"), withDestinationURL: folder.url)
        try folder.write("define: {}\n", to: "a")
        #expect(mkfifo(root.appendingPathComponent("pipe").path, 0o600) == 0)
        try folder.write(
            "model: A\ninput: 8\ninclude: \(include)\nhead:\n  - fc 2\n", to: "specs/small.strata.yaml")
        let outcome = try build()
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("[include]"), "\(outcome.errors)")
        #expect(!manager.fileExists(atPath: output))
    }

    @Test(
        "a wrong call ends with 2",
        arguments: [
            [], ["generate"], ["generate", "a", "--otput", "b"], ["other"], ["generate", "a", "--output", "b"],
        ])
    func misuse(_ arguments: [String]) throws {
        let outcome = try Shell.run(Self.tool, arguments)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("strata-generate --help"))
    }
}
