import Foundation
import TestSupport
import Testing

/// The receptive fields and dropped pixels in the output of `strata shapes`.
@Suite struct FieldOutputTests {
    private static let spec = """
        model: A
        input: 16x17x3
        body:
          - 3x5 conv, 4, /2
          - upsample 2x
          - global avg pool
          - fc 3

        """

    @Test func theTableShowsFieldStrideAndPaddingWhenAsked() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.spec, to: "a.strata.yaml")
        #expect(!(try Strata.run("shapes", path).output.contains("stride")))
        let lines = try Strata.run("shapes", path, "--receptive-field").output.split(separator: "\n").map {
            $0.split(separator: " ").map(String.init)
        }
        #expect(lines[1].suffix(3) == ["field", "stride", "padding"])
        #expect(lines[3].suffix(3) == ["3x5", "2", "0"])
        #expect(lines[4].suffix(3) == ["3x5", "1", "0"])
        #expect(lines[5].last == "whole")
        #expect(lines[6].last == "whole")
    }

    @Test func theJSONAlwaysHasThem() throws {
        struct Shapes: Decodable {
            struct Axis: Decodable, Equatable {
                var size: Int?
                var stride: Double?
                var padding: Int?
                var extent: String?
            }
            struct Field: Decodable {
                let height: Axis
                let width: Axis
            }
            struct Lost: Decodable, Equatable {
                let pixels: Int
                let padding: Int
            }
            struct Dropped: Decodable, Equatable {
                let height: Lost
                let width: Lost
            }
            struct Layer: Decodable {
                let receptiveField: Field?
                let droppedPixels: Dropped?
            }
            let layers: [Layer]
        }
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.spec, to: "a.strata.yaml")
        let output = try Strata.run("shapes", path, "--json").output
        let layers = try JSONDecoder().decode(Shapes.self, from: Data(output.utf8)).layers
        #expect(layers[0].receptiveField?.height == Shapes.Axis(size: 3, stride: 2, padding: 0))
        #expect(layers[0].receptiveField?.width == Shapes.Axis(size: 5, stride: 2, padding: 0))
        #expect(layers[0].droppedPixels?.height == Shapes.Lost(pixels: 1, padding: 0))
        #expect(layers[0].droppedPixels?.width == Shapes.Lost(pixels: 0, padding: 0))
        #expect(layers[1].droppedPixels == nil)
        #expect(layers[2].receptiveField?.height == Shapes.Axis(extent: "whole"))
    }
}
