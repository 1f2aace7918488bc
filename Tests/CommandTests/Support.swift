import Foundation
import TestSupport

/// The built `strata`.
enum Strata {
    static let path = Shell.buildFolder.appendingPathComponent("strata").path

    static func run(
        _ arguments: String..., in folder: URL? = nil, environment: [String: String] = [:], _ more: [String] = []
    ) throws -> Shell.Outcome {
        try Shell.run(path, arguments + more, in: folder, environment: environment)
    }

    static let clean = "model: Clean\ninput: 8x8x1\nbody:\n  - 3x3 conv, 2, relu\nhead:\n  - fc 3\n"
    static let mistaken = "model: Mistaken\ninput: 8x8x1\nbody:\n  - 3x3 cnv, 2\n"
    static let leNet = Repository.root.appendingPathComponent("Specs/lenet5.strata.yaml").path
}
