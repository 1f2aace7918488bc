import Foundation
import TestSupport
import Testing

@Suite struct ShapesTests {
    @Test func theJSONHasTheDocumentedForm() throws {
        let outcome = try Strata.run("shapes", Strata.leNet, "--json")
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        struct Shapes: Decodable {
            struct Layer: Decodable {
                let name: String
                let kind: String
                let line: Int
                let input: [Int]
                let output: [Int]
                let parameters: Int
                let multiplyAccumulates: Int
            }
            struct Total: Decodable {
                let parameters: Int
                let multiplyAccumulates: Int
            }
            let model: String
            let input: [Int]
            let layers: [Layer]
            let total: Total
        }
        let shapes = try JSONDecoder().decode(Shapes.self, from: Data(outcome.output.utf8))
        #expect(shapes.model == "LeNet5")
        #expect(shapes.input == [28, 28, 1])
        #expect(shapes.total.parameters == 61706)
        #expect(shapes.total.multiplyAccumulates == 416_520)
        #expect(shapes.layers.map(\.name) == ["conv1", "pool1", "conv2", "pool2", "fc1", "fc2", "fc3"])
        let first = try #require(shapes.layers.first)
        #expect(first.kind == "conv")
        #expect(first.input == [28, 28, 1])
        #expect(first.output == [28, 28, 6])
        #expect(first.parameters == 156)
        #expect(first.multiplyAccumulates == 117_600)
        let lines = try String(contentsOfFile: Strata.leNet, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[first.line - 1].contains("5x5 conv, 6"))
    }

    @Test func anyNameIsValidJSON() throws {
        let folder = try TemporaryFolder()
        let name = #"a "b" \ / \u{8}é 🙂 </script>"#
        let spec = try folder.write(
            "model: '\(name)'\ninput: 8\nbody:\n  - dense: {units: 3, name: '\(name)'}\n", to: "a.strata.yaml")
        let json =
            try JSONSerialization.jsonObject(with: Data(try Strata.run("shapes", spec, "--json").output.utf8))
            as? [String: Any]
        #expect(json?["model"] as? String == name)
    }

    @Test func theTableShowsEveryLayerAndTheTotals() throws {
        let output = try Strata.run("shapes", Strata.leNet).output
        for text in ["LeNet5  input 28x28x1", "conv1", "28x28x6", "117,600", "61,706", "416,520"] {
            #expect(output.contains(text))
        }
        #expect(!output.split(separator: "\n").contains { $0.hasSuffix(" ") })
    }

    /// For inference, 61,706 parameters, and the 28x28x6 values of conv1 with the 14x14x6 of pool1, in 4 bytes each. For
    /// training, AdamW's four tensors per parameter, and 8,878 values in each of 32 samples.
    @Test func theMemoryFollowsFromTheSizes() throws {
        #expect(
            try Strata.run("shapes", Strata.leNet).output.hasSuffix(
                "Memory: about 270 KB for inference, 2.1 MB for training with 32 samples in a batch.\n"))
        let json =
            try JSONSerialization.jsonObject(
                with: Data(try Strata.run("shapes", Strata.leNet, "--json").output.utf8)) as? [String: Any]
        #expect(json?["memory"] as? [String: Int] == ["inference": 270_344, "training": 2_123_680, "batch": 32])
    }

    @Test func aMistakenSpecShowsWhatIsKnown() throws {
        let folder = try TemporaryFolder()
        let spec = try folder.write(
            "model: A\ninput: 8x8x3\nbody: [\"3x3 conv, 4\", \"3x3 conv, many\", \"flatten\", \"fc 10\"]\n",
            to: "a.strata.yaml")
        let outcome = try Strata.run("shapes", spec)
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("[wrong-type]"))
        let rows = outcome.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows.contains(["conv1", "conv", "3x3", "6x6x4", "112", "3,888"]))
        #expect(rows.contains(["conv2", "conv", "3x3", "?x?x?", "?", "?"]))
        #expect(rows.contains(["fc1", "fc", "10", "?", "?"]))
    }

    @Test func aSpecOfWhichNothingIsKnownHasNoTable() throws {
        let folder = try TemporaryFolder()
        let outcome = try Strata.run(
            "shapes", try folder.write("model: A\ninput: small\nbody: [cnv]\n", to: "a.strata.yaml"))
        #expect(outcome.code == 1)
        #expect(outcome.output == "")
    }
}
