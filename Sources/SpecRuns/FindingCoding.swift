import Basics
import SpecCompiler

// Findings as JSON and back, without loss: a finding that is read is equal to the one that was written.

extension Diagnostic {
    var json: JSON {
        .fields([
            "rule": .string(rule.name), "message": .string(message), "span": span.json, "subject": subject.json,
            "notes": .list(notes) { ["message": .string($0.message), "span": $0.span.json] },
            "help": help.map { .string($0) }, "fixes": .list(fixes) { $0.json },
            "leavesChoice": leavesChoice ? true : nil, "proposals": .list(proposals) { .array($0.map(\.json)) },
        ])
    }

    /// Nil if the value isn't a finding, or has an unknown rule.
    init?(json: JSON) {
        guard let rule = Rule(json: json["rule"]), let message = json["message"]?.string,
            let span = Span(json: json["span"]), let subject = Subject(json: json["subject"]),
            let notes = json["notes"].all(Note.init(json:)), let fixes = json["fixes"].all(Fix.init(json:)),
            let proposals = json["proposals"].all({ Optional($0).all(Fix.init(json:)) })
        else { return nil }
        self.init(
            rule, message, at: span, about: subject, notes: notes, help: json["help"]?.string, fixes: fixes,
            leavesChoice: json["leavesChoice"]?.boolean ?? false, proposals: proposals)
    }
}

extension Optional<JSON> {
    /// The items of an array, or none without an array; nil if one of them is invalid.
    fileprivate func all<Item>(_ item: (JSON) -> Item?) -> [Item]? {
        let values = self?.array ?? []
        let items = values.compactMap(item)
        return items.count == values.count ? items : nil
    }
}

extension Span {
    fileprivate var json: JSON { [.integer(file), .integer(start), .integer(end)] }

    fileprivate init?(json: JSON?) {
        guard let numbers = json?.array?.compactMap(\.integer), numbers.count == 3 else { return nil }
        self.init(file: numbers[0], start: numbers[1], end: numbers[2])
    }
}

extension Rule {
    fileprivate init?(json: JSON?) {
        guard let rule = json?.string.flatMap(RulePage.named)?.rule else { return nil }
        self = rule
    }
}

extension Diagnostic.Subject {
    fileprivate var json: JSON {
        switch self {
        case .place: .null
        case .missing(let name): ["missing": .string(name)]
        case .name(let name): ["name": .string(name)]
        case .value(let value, let owner): ["value": .string(value), "of": .string(owner)]
        case .clash(let span): ["clash": span.json]
        }
    }

    fileprivate init?(json: JSON?) {
        if json == nil {
            self = .place
        } else if let name = json?["missing"]?.string {
            self = .missing(name)
        } else if let name = json?["name"]?.string {
            self = .name(name)
        } else if let value = json?["value"]?.string, let owner = json?["of"]?.string {
            self = .value(value, of: owner)
        } else if let span = Span(json: json?["clash"]) {
            self = .clash(span)
        } else {
            return nil
        }
    }
}

extension Diagnostic.Note {
    fileprivate init?(json: JSON) {
        guard let message = json["message"]?.string, let span = Span(json: json["span"]) else { return nil }
        self.init(message, at: span)
    }
}

extension Diagnostic.Fix {
    fileprivate var json: JSON {
        .fields([
            "title": .string(title),
            "edits": .array(edits.map { ["span": $0.span.json, "replacement": .string($0.replacement)] }),
            "revealed": trial.map { .strings($0.revealed.map(\.name)) },
        ])
    }

    fileprivate init?(json: JSON) {
        guard let title = json["title"]?.string, let edits = json["edits"].all(Diagnostic.Edit.init(json:)),
            let revealed = json["revealed"].all(Rule.init(json:))
        else { return nil }
        self.init(title, edits: edits)
        if json["revealed"] != nil { trial = Diagnostic.Trial(revealed: revealed) }
    }
}

extension Diagnostic.Edit {
    fileprivate init?(json: JSON) {
        guard let span = Span(json: json["span"]), let replacement = json["replacement"]?.string else { return nil }
        self.init(span: span, replacement: replacement)
    }
}
