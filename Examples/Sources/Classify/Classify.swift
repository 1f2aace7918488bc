import Foundation
import Networks
import StrataRuntime

/// `Classify WEIGHTS IMAGE.pgm...`: classifies images and prints one line of JSON for each.
@main
struct Classify {
    static func main() async {
        do {
            guard CommandLine.arguments.count > 2 else {
                throw RuntimeError("usage: Classify WEIGHTS.safetensors IMAGE.pgm...")
            }
            let service = try ClothesService(weights: CommandLine.arguments[1])
            // Tasks share the predictor here, as requests would in a web server.
            let answers = try await withThrowingTaskGroup(of: (Int, String).self) { group in
                for (index, path) in CommandLine.arguments.dropFirst(2).enumerated() {
                    group.addTask {
                        guard let bytes = FileManager.default.contents(atPath: path) else {
                            throw RuntimeError("can't read \(path)")
                        }
                        return (index, try service.respond(to: try PGMImage([UInt8](bytes))))
                    }
                }
                var answers: [(Int, String)] = []
                for try await answer in group { answers.append(answer) }
                return answers
            }
            for (_, answer) in answers.sorted(by: { $0.0 < $1.0 }) { print(answer) }
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(2)
        }
    }
}

/// The function that a web handler would call: bytes in, JSON out, from any thread.
struct ClothesService: Sendable {
    private let network: Predictor<Clothes>

    init(weights: String) throws {
        network = try Predictor(Clothes(), weights: weights)
    }

    func respond(to image: PGMImage) throws -> String {
        let input = try Clothes.Input(pixels: image.pixels, scaling: network.scaling)
        let answer = try network.classify(input)
        let isShoe = Clothes.shoes.contains(answer.class)
        return #"{"class": "\#(answer.class)", "probability": \#(answer.probability), "shoe": \#(isShoe)}"#
    }
}

/// A grayscale image in the binary PGM format, with one byte per pixel: `P5 WIDTH HEIGHT 255`, then the bytes.
struct PGMImage: Sendable {
    let pixels: [UInt8]

    init(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        func word() -> String {
            let word = rest.drop { $0 <= 0x20 }.prefix { $0 > 0x20 }
            rest = rest[word.endIndex...]
            return String(decoding: word, as: UTF8.self)
        }
        guard word() == "P5", let width = Int(word()), let height = Int(word()), word() == "255",
            (1...10_000).contains(width), (1...10_000).contains(height), rest.dropFirst().count == width * height
        else { throw RuntimeError("not a binary PGM image with one byte per pixel") }
        pixels = Array(rest.dropFirst())
    }
}
