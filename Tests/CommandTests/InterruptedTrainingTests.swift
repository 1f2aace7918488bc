import Foundation
import TestSupport
import Testing

/// A training that a script has started in the background.
@Suite("A training in the background", .timeLimit(.minutes(2)))
struct InterruptedTrainingTests {
    private static let script = """
        trap '' INT
        "$0" train net.strata.yaml --threads 1 > output &
        training=$!
        lines() { wc -l < output; }
        more() { for i in $(seq 300); do [ "$(lines)" -gt "$1" ] && return; sleep 0.1; done; echo "stands still"; }
        more 8
        kill -INT $training
        more $(($(lines) + 5))
        kill -TERM $training
        { for i in $(seq 600); do sleep 0.1; done; kill -KILL $training; } &
        last=$!
        wait $training
        echo $?
        kill -KILL $last
        """

    @Test("a training in the background ignores Ctrl-C, and saves and ends at SIGTERM")
    func background() throws {
        let folder = try TemporaryFolder()
        try folder.write("a,b,kind\n1,2,x\n2,3,y\n5,1,x\n1,1,y\n2,4,x\n5,2,y\n", to: "t.csv")
        try folder.write(
            """
            model: Net
            input: 2
            head:
              - fc 4, relu
              - fc 2
            train:
              data: csv t.csv, target kind, test 0.5
              epochs: 1000000
              batch: 1
            """, to: "net.strata.yaml")
        let shell = try #require(Shell.find("sh"))
        let outcome = try Shell.run(shell, ["-c", Self.script, Strata.path], in: folder.url)
        #expect(outcome.output == "143\n", "\(outcome.errors)")
        #expect(FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("Net.safetensors").path))
    }
}
