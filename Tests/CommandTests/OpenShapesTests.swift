import Foundation
import TestSupport
import Testing

/// `strata shapes` with specs that leave sizes open, and with sizes to try.
@Suite struct OpenShapesTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let open = "model: A\ninput: ?x?x3\nbody:\n  - 3x3 conv, 8, /2\n  - 2x2 max pool\n"

    private func shapes(_ text: String, _ options: String...) throws -> Shell.Outcome {
        try Shell.run(Strata.path, ["shapes", try folder.write(text, to: "a.strata.yaml")] + options)
    }

    @Test func eachRowShowsItsPossibleSizes() throws {
        let outcome = try shapes(Self.open)
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("input") && $0.contains("5 or more") })
        #expect(lines.contains { $0.hasPrefix("conv1") && $0.contains("2 or more") && $0.hasSuffix("8") })
        #expect(lines.contains { $0.hasPrefix("pool1") && $0.contains("1 or more") })
        #expect(outcome.output.contains("Without dropped pixels: height and width 5, 9, 13, …"))
        #expect(!lines.contains { $0.hasSuffix(" ") })
    }

    @Test func theJSONHasTheDocumentedForm() throws {
        struct Shapes: Decodable {
            struct Stretch: Decodable, Equatable {
                let from: Int
                let to: Int?
            }
            struct Layer: Decodable {
                let name: String
                let kind: String
                let line: Int
                let sizes: [[Stretch]?]
            }
            let model: String
            let open: Bool
            let complete: Bool
            let sizes: [[Stretch]?]
            let layers: [Layer]
        }
        let outcome = try shapes(Self.open, "--json")
        #expect(outcome.code == 0)
        let shapes = try JSONDecoder().decode(Shapes.self, from: Data(outcome.output.utf8))
        #expect(shapes.model == "A" && shapes.open && shapes.complete)
        #expect(shapes.sizes.map { $0?.map(\.from) } == [[5], [5], [3]])
        #expect(shapes.layers.map(\.name) == ["conv1", "pool1"])
        #expect(shapes.layers.map(\.line) == [4, 5])
        #expect(shapes.layers[0].sizes[2] == [.init(from: 8, to: 8)])
    }

    @Test func anInputIsTriedWithoutEditing() throws {
        let outcome = try Strata.run("shapes", Strata.leNet, "--input", "32x40x1")
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("LeNet5  input 32x40x1"))
        let tooSmall = try Strata.run("shapes", Strata.leNet, "--input", "8x8x1")
        #expect(tooSmall.code == 1)
        #expect(tooSmall.errors.contains("[kernel-too-large]"))
    }

    @Test func contractsForTheSpecsSizeAreIgnored() throws {
        let text = "model: A\ninput: 10x10x3\nbody:\n  - 3x3 conv, 8\n  - expect 8x8x8\n"
        #expect(try shapes(text, "--input", "20x30x3").code == 0)
    }

    @Test func theInputsForAnOutputAreShown() throws {
        let outcome = try shapes(
            "model: A\ninput: 10x10x3\nbody:\n  - 3x3 conv, 8, /2\nhead:\n  - fc 10\n", "--output", "7x7x8")
        #expect(outcome.code == 0)
        #expect(outcome.output.split(separator: "\n").contains { $0.hasPrefix("input") && $0.contains("15, 16") })
    }

    @Test func anImpossibleOutputIsAFinding() throws {
        let outcome = try shapes("model: A\ninput: 10x10x3\nbody:\n  - upsample 2x\n", "--output", "7x7x3")
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("[no-size-fits]"))
    }

    @Test(arguments: [" ", "x", "0x0x3", "2x", "28x28", "1x1x1x1", "\"", "{", "99999999999999999999x1x1"])
    func anInputThatIsNotASizeIsAFinding(_ size: String) throws {
        let outcome = try Strata.run("shapes", Strata.leNet, "--input=\(size)")
        #expect(outcome.code == 1, "\(outcome.output)")
        #expect(outcome.errors.contains("--input"), "\(outcome.errors)")
    }

    @Test func theInputsThatFitAreBelowTheTable() throws {
        let outcome = try Strata.run("shapes", Strata.leNet)
        #expect(outcome.output.contains("Inputs that fit: height and width 12 or more; the smallest is 12x12x1."))
        #expect(outcome.output.contains("Without dropped pixels:"))
    }
}
