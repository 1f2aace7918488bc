import Foundation
import TestSupport
import Testing

@Suite("strata diff")
struct DiffTests {
    private static let spec = "model: A\ninput: 8x8x1\nbody:\n  - 3x3 conv, 4, relu\nhead:\n  - fc 10\n"

    /// The report for a spec and its changed version.
    private func report(_ change: (String) -> String) throws -> String {
        let folder = try TemporaryFolder()
        try folder.write(Self.spec, to: "old.strata.yaml")
        try folder.write(change(Self.spec), to: "new.strata.yaml")
        let outcome = try Strata.run("diff", "old.strata.yaml", "new.strata.yaml", in: folder.url)
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        return outcome.output
    }

    @Test("a spec doesn't differ from itself")
    func same() throws {
        #expect(
            try report { $0 } == """
                A

                The layers are the same.

                parameters: 1,490, unchanged
                multiply-accumulates: 2,736, unchanged

                Trained weights still fit: all 4 tensors.

                """)
    }

    @Test("a difference shows changed sizes and costs, and the weights that no longer fit")
    func wider() throws {
        #expect(
            try report { $0.replacing("conv, 4", with: "conv, 5") } == """
                A

                ~  conv1  filters 4 → 5  6x6x4 → 6x6x5        40 → 50 parameters  1,296 → 1,620 multiply-accumulates
                ~  fc1                                  1,450 → 1,810 parameters  1,440 → 1,800 multiply-accumulates

                parameters: 1,490 → 1,860 (+24.8%)
                multiply-accumulates: 2,736 → 3,420 (+25.0%)

                Trained weights fit 1 of 4 tensors, 10 of 1,860 values. These don't fit:
                  conv1.weight: 4x1x3x3 → 5x1x3x3
                  conv1.bias: 4 → 5
                  fc1.weight: 10x144 → 10x180

                """)
    }

    @Test("a difference shows added and removed layers, and changed settings")
    func layers() throws {
        let text = try report {
            $0.replacing(", relu", with: ", tanh").replacing("head:", with: "  - 2x2 max pool\nhead:")
        }
        #expect(text.contains("~  conv1  activation relu → tanh"))
        #expect(text.contains("+  pool1  max pool 2x2 /2"))
    }
}
