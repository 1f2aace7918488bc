import Foundation
import TestSupport
import Testing

/// The make file in `docs/build-steps.md` that compiles generated source without SwiftPM.
@Suite("The make example")
struct MakeExampleTests {
    @Test("It links every module that StrataRuntime needs")
    func itLinksEveryModule() throws {
        let manifest = Repository.text(of: "Package.swift")
        // In `room("Name", uses: ["Other", ...])`, over one line or several.
        var uses: [String: [String]] = [:]
        for match in manifest.matches(of: /room\(\s*"(\w+)"(?:,\s*uses: \[([^\]]*)\])?/) {
            uses[String(match.1)] = (match.2 ?? "").matches(of: /"(\w+)"/).map { String($0.1) }
        }
        let systems = manifest.matches(of: /\.systemLibrary\(\s*name: "(\w+)"/).map { String($0.1) }
        var needed: Set<String> = []
        var open = ["StrataRuntime"]
        while let module = open.popLast() {
            if needed.insert(module).inserted { open += uses[module] ?? [] }
        }
        needed.subtract(systems)
        try #require(needed.count > 2, "the manifest is read")

        let page = Repository.text(of: "docs/build-steps.md")
        let parts = try #require(page.firstMatch(of: /(?m)^PARTS  = (.*)$/)).1.split(separator: " ").map(String.init)
        #expect(parts.sorted() == needed.sorted(), "write PARTS in docs/build-steps.md anew")
    }
}
