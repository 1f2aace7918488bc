/// Sizes to try without editing a spec: of its input, and of its output. If one is tried, the spec's `expect` lines and
/// its training are ignored, because they apply to its own input.
public struct SizeOverrides: Sendable {
    /// The input's size, instead of the spec's: `200x300x3`, `?x?x3`.
    public var input: String?
    /// Three numbers for the last feature map, or one for the vector at the end: `7x7x512`. Of several outputs, it is the
    /// first. Height and width of the
    /// input are then open, unless `input` sets them.
    public var output: String?

    /// Nothing is overridden.
    public static let none = SizeOverrides()

    /// Creates overrides of the sizes that are given.
    public init(input: String? = nil, output: String? = nil) {
        (self.input, self.output) = (input, output)
    }

    /// Puts the sizes into a spec. Each is a separate source, so that findings can point to it.
    func apply(to spec: inout Spec, _ sources: inout [SourceFile], _ findings: inout [Diagnostic]) {
        func read(_ text: String, _ option: String) -> Located<[Dimension]>? {
            let source = SourceFile(path: option, text: text)
            let (document, problems) = YAMLParser.parse(source, file: sources.count)
            sources.append(source)
            findings += problems
            let start = Span(file: sources.count - 1, start: 0, end: 0)
            let nothing = YAMLNode(
                .scalar(YAMLScalar(text: "", style: .plain, span: start, verbatimStart: nil)), at: start)
            guard !problems.hasErrors else { return nil }
            return SizeReader.read(document.root ?? nothing, what: option, &findings)
        }
        if input != nil || output != nil {
            spec = spec.withoutContracts
            // The size of the data's samples applies to the spec's own input, too.
            spec.training = nil
        }
        if let input, let size = read(input, "--input") {
            spec.input = size
            spec.missingInput = nil
        }
        guard let output, let size = read(output, "--output") else { return }
        if input == nil, let own = spec.input, own.value.count > 1 {
            spec.input?.value = own.value.dropLast().map { _ in .unknown } + own.value.suffix(1)
        }
        spec.expect(Expectation(dimensions: size.value, span: size.span))
    }
}

extension Spec {
    /// Adds a contract for the last feature map or for the vector at the end.
    fileprivate mutating func expect(_ expectation: Expectation) {
        if expectation.dimensions.count > 1 {
            if let index = body.firstIndex(where: \.makesVector) {
                body.insert(.expectation(expectation), at: index)
            } else if let index = head.firstIndex(where: \.makesVector) {
                head.insert(.expectation(expectation), at: index)
            } else {
                head.append(.expectation(expectation))
            }
        } else {
            head.append(.expectation(expectation))
        }
    }
}

extension Item {
    fileprivate var makesVector: Bool {
        guard case .layer(let layer) = self else { return false }
        switch layer.relation {
        case .units, .flatten: return true
        default: return false
        }
    }
}
