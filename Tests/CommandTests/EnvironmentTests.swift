import Foundation
import TestSupport
import Testing

/// `docs/environment.md` lists the variables that are read, all of them and no others.
@Suite("The page on environment variables")
struct EnvironmentTests {
    /// Each variable that a source reads, and one file that does.
    private static let read: [String: String] = {
        var found: [String: String] = [:]
        for (path, text) in sources {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            for variable in variables(in: text, of: name) { found[variable] = path }
        }
        return found
    }()

    private static var sources: [(path: String, text: String)] {
        let folders = ["Sources", "Plugins", "Examples", "Tests", "scripts", ".ci"]
        let below = folders.flatMap { folder in
            Repository.files(in: folder, suffix: "").map { ("\(folder)/\($0.path)", $0.text) }
        }
        // Packages among the tests have build folders.
        return below.filter { !$0.0.contains("/.build/") }
            + ["Package.swift", "Makefile"].map { ($0, Repository.text(of: $0)) }
    }

    private static func variables(in text: String, of file: String) -> [String] {
        func all(_ pattern: Regex<(Substring, Substring)>) -> [String] {
            text.matches(of: pattern).map { String($0.1) }
        }
        if file == "Makefile" { return all(/(?m)^([A-Z][A-Z0-9_]*) *\?=/) }
        if file.hasSuffix(".sh") || text.hasPrefix("#!") && text.prefix(40).contains("sh\n") {
            let own: Set = ["PIPESTATUS", "PWD", "SECONDS"]
            return all(/\$\{?([A-Z][A-Z0-9_]*)(?![a-z])/).filter { !own.contains($0) }
        }
        if file.hasSuffix(".py") { return all(/(?:environ|getenv)[^"'\n]{0,8}["']([A-Z][A-Z0-9_]*)["']/) }
        return all(/(?:[Ee]nvironment|getenv)[\[(]"([A-Z][A-Z0-9_]*)"/)
    }

    /// The variables that a part of the page lists: in the first column of its tables.
    private static func listed(in text: String) -> Set<String> {
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
        return Set(
            rows.flatMap { row in
                String(row.dropFirst().prefix { $0 != "|" }).matches(of: /`([A-Z][A-Z0-9_]*)`/).map { String($0.1) }
            })
    }

    private let page = Repository.text(of: "docs/environment.md")

    @Test("Every variable that is read is listed")
    func everyVariableThatIsReadIsListed() {
        let listed = Self.listed(in: page)
        #expect(Self.read.count > 20, "the sources are read")
        for (variable, file) in Self.read.sorted(by: { $0.key < $1.key }) where !listed.contains(variable) {
            Issue.record("\(file) reads \(variable), which docs/environment.md doesn't list")
        }
    }

    @Test("Every variable that is listed is read")
    func everyVariableThatIsListedIsRead() throws {
        let sections = page.split(separator: "\n## ").map(String.init).filter { !$0.hasPrefix("Libraries ") }
        #expect(sections.count > 2)
        for variable in sections.flatMap({ Self.listed(in: $0) }).sorted() {
            #expect(Self.read[variable] != nil, "nothing reads \(variable), which docs/environment.md lists")
        }
    }
}
