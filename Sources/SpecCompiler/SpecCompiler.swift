@_exported import NetworkTerms
@_exported import SizeInference
@_exported import Targets
@_exported import SpecFormat
@_exported import SpecLanguage
@_exported import SpecLint
@_exported import SpecText

/// All stages of compiling a spec: text, located tree, network, sized network, findings. Bytes in, values out: nothing
/// here opens a file, prints, or traps.
public enum SpecCompiler {
    /// The result of compiling a spec.
    public struct Compilation: Sendable {
        /// The spec, its includes, and everything else that findings point to, in the order of their numbers in spans.
        public var sources: [SourceFile]
        /// The included specs, which follow the spec among its sources.
        public var includes: ArraySlice<SourceFile>
        /// The trees of the spec and of its includes, in the order of the sources.
        public var documents: [YAMLDocument]
        /// The spec as read, without the parts that can't be read.
        public var spec: Spec
        /// The spec laid out flat, with its sizes as far as they are known. Open numbers with a single solution are
        /// filled in.
        public var sized: SizedGraph
        /// Nil if any size is unknown or wrong.
        public var network: SizedNetwork?
        /// The network's input and output, if both are certain.
        public var ends: NetworkEnds?
        /// The solutions for the numbers that the spec leaves open; nil if there are none, or if it has other mistakes.
        public var solution: SizeSolution?
        /// All findings, in the order of the text.
        public var diagnostics: [Diagnostic]

        /// The text that was compiled.
        public var source: SourceFile { sources[0] }

        /// The tree of the spec's own text.
        public var document: YAMLDocument { documents[0] }

        /// The layers whose sizes are known, even if others have mistakes.
        public var layers: [SizedLayer] { sized.layers }

        /// The network, if the spec has no errors.
        public var accepted: SizedNetwork? { diagnostics.hasErrors ? nil : network }
    }

    /// Finds the text of an include by its path as written, below the root spec's folder.
    public typealias Loader = (String) -> Include

    /// The result of a loader.
    public enum Include {
        /// The text of the include.
        case file(SourceFile)
        /// Why it can't be read, after `the include`: "can't be found".
        case problem(String)
    }

    /// Compiles a spec, and tries every fix that it suggests for conflicting sizes.
    ///
    /// ```swift
    /// let compilation = SpecCompiler.compile(SourceFile(path: "net.strata.yaml", text: text))
    /// for finding in compilation.diagnostics { print(finding.message) }
    /// ```
    ///
    /// - Parameters:
    ///   - source: the spec's text.
    ///   - overrides: sizes to try instead of the spec's.
    ///   - project: the limits on the network's costs that the spec doesn't set.
    ///   - lines: the lines that have been read before. They only save time.
    ///   - included: the files that the spec includes, as far as they have been read before.
    ///   - load: finds the text of includes. Without it, an include is a finding.
    public static func compile(
        _ source: SourceFile, overriding overrides: SizeOverrides = .none, project: ProjectBudget? = nil,
        lines: ReadLines = ReadLines(), included: IncludedFiles = IncludedFiles(),
        load: Loader = { _ in .problem("can't be read here") }
    ) -> Compilation {
        let compilation = compile(
            untried: source, overriding: overrides, project: project, lines: lines, included: included, load: load)
        return tryingFixes(
            of: compilation, overriding: overrides, project: project, lines: lines, included: included, load: load)
    }

    /// Compiles without trying the proposed fixes of findings, for editors, which must answer while somebody types. The
    /// proposals stay in the findings, for `tryingFixes`.
    public static func compile(
        untried source: SourceFile, overriding overrides: SizeOverrides = .none, project: ProjectBudget? = nil,
        lines: ReadLines = ReadLines(), included: IncludedFiles = IncludedFiles(),
        load: Loader = { _ in .problem("can't be read here") }
    ) -> Compilation {
        analyze(source, overriding: overrides, project: project, lines: lines, included: included, load: load)
    }

    /// Tries the proposed fixes of each finding, and keeps those that work.
    public static func tryingFixes(
        of compilation: Compilation, overriding overrides: SizeOverrides = .none, project: ProjectBudget? = nil,
        lines: ReadLines = ReadLines(), included: IncludedFiles = IncludedFiles(),
        load: Loader = { _ in .problem("can't be read here") }
    ) -> Compilation {
        guard compilation.diagnostics.contains(where: { !$0.proposals.isEmpty }) else { return compilation }
        var compilation = compilation
        let trial = FixTrial(compilation.source, layers: compilation.spec.layerCount ?? .max)
        compilation.diagnostics = trial.tried(FixTrial.View(compilation)) { changed in
            FixTrial.View(
                analyze(
                    changed, explaining: false, overriding: overrides, project: project, lines: lines,
                    included: included, load: load))
        }
        return compilation
    }

    /// The stages, in order.
    private static func analyze(
        _ source: SourceFile, explaining: Bool = true, overriding overrides: SizeOverrides,
        project: ProjectBudget?, lines: ReadLines, included: IncludedFiles, load: Loader
    ) -> Compilation {
        var sources = [source]
        var findings: [Diagnostic] = []
        let (document, textFindings) = YAMLParser.parse(source)
        var documents = [document]
        var (spec, languageFindings) = SpecReader.read(document, lines: lines) { path in
            switch included.file(path.value, load) {
            case .file(let file):
                let (document, problems) = included.tree(of: file, path.value, file: sources.count)
                sources.append(file)
                documents.append(document)
                findings += problems
                return document
            case .problem(let problem):
                findings.append(
                    Diagnostic(
                        .include, "`\(path.value)` \(problem)", at: path.span,
                        help: "an include is a path below the spec's folder"))
                return nil
            }
        }
        let includes = sources.count
        overrides.apply(to: &spec, &sources, &findings)
        project?.apply(to: &spec, &sources)
        var sizes = SizeInference.infer(spec, explaining: explaining)
        if explaining { ShortcutFix(source: source).propose(for: &sizes.diagnostics, in: spec) }
        findings += textFindings + languageFindings + sizes.diagnostics
        // A warning may only follow from an error: a misspelled activation is missing, too.
        let isRead = !findings.hasErrors
        let network = sizes.network
        findings += (network.map(Linter.lint) ?? []).filter { isRead || $0.severity == .error }
        findings = Allowances(zip(sources, documents)).filter(findings, isComplete: isRead && network != nil)
        return Compilation(
            sources: sources, includes: sources[1..<includes], documents: documents, spec: spec, sized: sizes.sized,
            network: network,
            ends: sizes.ends,
            solution: sizes.solution,
            diagnostics: findings.inSourceOrder().unique())
    }
}
