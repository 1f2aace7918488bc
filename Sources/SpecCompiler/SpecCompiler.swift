@_exported import NetworkTerms
@_exported import SizeInference
@_exported import Targets
@_exported import SpecFormat
@_exported import SpecLanguage
@_exported import SpecLint
@_exported import SpecText

/// Compiles specs: text, located tree, network, sized network, findings. Bytes in, values out: nothing here opens a file, prints
/// or traps.
public enum SpecCompiler {
    /// What the compiler found out about a spec.
    public struct Compilation: Sendable {
        /// The spec, its includes and whatever else findings point at, as spans number them.
        public var sources: [SourceFile]
        /// The included specs: they stand behind the spec among its sources.
        public var includes: ArraySlice<SourceFile>
        /// The trees of the spec and of its includes, in the order of the sources.
        public var documents: [YAMLDocument]
        /// The spec as it was read; what could not be read is left out.
        public var spec: Spec
        /// The spec laid out flat, with its sizes as far as they are known. Where it leaves open what only one number fits,
        /// that is filled in.
        public var sized: SizedGraph
        /// Nil where any size is unknown or wrong.
        public var network: SizedNetwork?
        /// What goes into the network and what comes out of it, where that is certain.
        public var ends: NetworkEnds?
        /// How the numbers that the spec leaves open can be filled in; nil where it leaves none, or has other mistakes.
        public var solution: SizeSolution?
        /// Everything that was found, in the order of the text.
        public var diagnostics: [Diagnostic]

        /// The text that was compiled.
        public var source: SourceFile { sources[0] }

        /// The tree of the spec's own text.
        public var document: YAMLDocument { documents[0] }

        /// The layers whose sizes are known, also where others have mistakes.
        public var layers: [SizedLayer] { sized.layers }

        /// The network, if there is nothing wrong with the spec at all.
        public var accepted: SizedNetwork? { diagnostics.hasErrors ? nil : network }
    }

    /// Finds the text of an include: its path as written, below the root spec's folder. Nil where there is none.
    public typealias Loader = (String) -> Include

    /// What a loader found.
    public enum Include {
        /// Its text.
        case file(SourceFile)
        /// Why it can't be read, after `the include`: "can't be found".
        case problem(String)
    }

    /// Compiles a spec, and tries every fix that it suggests for clashing sizes.
    ///
    /// ```swift
    /// let compilation = SpecCompiler.compile(SourceFile(path: "net.strata.yaml", text: text))
    /// for finding in compilation.diagnostics { print(finding.message) }
    /// ```
    ///
    /// - Parameters:
    ///   - source: the spec's text.
    ///   - overrides: sizes to try in place of the spec's own.
    ///   - project: what the network may cost where the spec does not say so itself.
    ///   - lines: the lines that were read before. They change how long it takes, and nothing else.
    ///   - included: the files that the spec includes, as far as they were read before.
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

    /// Compiles without trying what is proposed to mend a finding: for editors, which have to answer while somebody types.
    /// The proposals stay in the findings, for `tryingFixes`.
    public static func compile(
        untried source: SourceFile, overriding overrides: SizeOverrides = .none, project: ProjectBudget? = nil,
        lines: ReadLines = ReadLines(), included: IncludedFiles = IncludedFiles(),
        load: Loader = { _ in .problem("can't be read here") }
    ) -> Compilation {
        analyze(source, overriding: overrides, project: project, lines: lines, included: included, load: load)
    }

    /// Tries what is proposed to mend each finding, and keeps what does.
    public static func tryingFixes(
        of compilation: Compilation, overriding overrides: SizeOverrides = .none, project: ProjectBudget? = nil,
        lines: ReadLines = ReadLines(), included: IncludedFiles = IncludedFiles(),
        load: Loader = { _ in .problem("can't be read here") }
    ) -> Compilation {
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

    /// The stages, one after the other.
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
        if explaining { ShortcutMend(source: source).propose(for: &sizes.diagnostics, in: spec) }
        findings += textFindings + languageFindings + sizes.diagnostics
        // What is only likely to be wrong may follow from what certainly is: a misspelt activation is missing, too.
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
