import SpecCompiler
import TestSupport
import Testing

@testable import StrataLanguageServer

/// The action that adds `# strata: allow RULE`.
@Suite("Suppressing in the editor")
struct AllowActionTests {
    /// The text after suppressing the first finding of a rule; nil if that isn't offered.
    private static func allowing(_ rule: String, in text: String) -> String? {
        let editor = Editor(text.replacing("│", with: ""))
        let actions = editor.actions("quickfix")
        return actions.first { $0["title"]?.string == "suppress `\(rule)` on this line" }.map {
            editor.applying($0["edit"])
        }
    }

    private static func findings(_ text: String) -> [Diagnostic] {
        SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics
    }

    @Test(
        "suppressing a finding removes it, and adds none",
        arguments: RulePage.all.filter {
            $0.severity != .error && !["not-formatted", "unused-allow"].contains($0.name)
        })
    func everyRule(_ page: RulePage) throws {
        let text = RulePage.spec(page.example)
        let allowed = try #require(Self.allowing(page.name, in: text))
        let (before, after) = (Self.findings(text), Self.findings(allowed))
        #expect(after.count < before.count)
        #expect(!after.contains { $0.rule.name == "unused-allow" })
    }

    @Test(
        "the rule's name is added after the others, before their reason",
        arguments: [
            ("", "  # strata: allow dilation-of-one"),
            ("  # why 🙂", "  # why 🙂  # strata: allow dilation-of-one"),
            ("  # strata: allow padding-over-kernel", "  # strata: allow padding-over-kernel, dilation-of-one"),
            ("  #strata:allow a, (as in b)  ", "  #strata:allow a, dilation-of-one, (as in b)  "),
            ("  # strata: allow", "  # strata: allow dilation-of-one"),
            ("  # strata: allow (so)", "  # strata: allow dilation-of-one (so)"),
            ("  # strata: allowance", "  # strata: allowance  # strata: allow dilation-of-one"),
        ])
    func comments(_ before: String, _ after: String) {
        func text(_ comment: String) -> String {
            "model: A\r\ninput: 8x8x3\r\nbody:\r\n  - 1x1 conv, 4, dilation 2\(comment)\r\n  - relu\r\n"
        }
        #expect(Self.allowing("dilation-of-one", in: text(before)) == text(after))
        #expect(!Self.findings(text(after)).contains { $0.rule.name == "dilation-of-one" })
    }

    @Test("errors, and findings inside a text of several lines, can't be suppressed")
    func notOffered() {
        #expect(Self.allowing("unknown-word", in: Editor.layers("3x3 cnv, 8")) == nil)
        #expect(Self.allowing("dilation-of-one", in: Editor.layers("1x1 conv, 4,\n    dilation 2")) == nil)
        #expect(Self.allowing("dilation-of-one", in: Editor.layers("\"1x1 conv, 4,\n    dilation 2\"")) == nil)
    }
}
