import Foundation
import TestSupport
import Testing

/// Every message is in a snapshot.
@Suite struct MessageCoverage {
    /// A text that no snapshot shows.
    private struct Exception {
        /// A part of the file's path.
        var file: String
        /// A part of the text; any text of the file where empty.
        var piece: String

        init(_ file: String, _ piece: String = "") { (self.file, self.piece) = (file, piece) }

        func covers(_ literal: SourceLiteral) -> Bool {
            literal.file.contains(file) && (piece.isEmpty || literal.description.contains(piece))
        }
    }

    /// By the reason for it.
    private static let exceptions: [String: [Exception]] = [
        "No message: names that other tools have for parameters, of random numbers, examples, and what a fix writes.": [
            Exception("Evaluator.swift", "test noise"),
            Exception("PaddedMean.swift", "count padding: false"),
            Exception("ForeignWords.swift", "sgd, momentum 0.9"),
            Exception("TextMistakes.swift", "as ab"),
            Exception("Catalog/Structure/Name.swift", "as classifier"),
        ],
        "Swift can express every network; `ExportTargetTests` has a target that can't.": [
            Exception("UnsupportedParts.swift", "can't express")
        ],
        "For Strata's own developers.": [Exception("Sources/StrataBenchmark/")],
        "The sources of networks with many layers: their goldens would be too long to read.": [
            Exception("SizeTable.swift", "shows them all"),
            Exception("LayerIndex.swift", "These are the first"),
            Exception("LayerIndex.swift", "the number of the pass"),
            Exception("BlockTypes.swift", "private func layers("),
        ],
        "Shown where a system runs out of memory, a disk fails, or a file changes while it is read.": [
            Exception("YAMLParser.swift", "not enough memory to read"),
            Exception("IDXFile.swift", "out of memory"),
            Exception("InputFile.swift", "was truncated while it was being read"),
            Exception("IDXFolder.swift", "no longer exists"),
            Exception("RuntimeError.swift", "a power cut could undo it"),
        ],
        "Shown where a client sends a message of more than a million values.": [
            Exception("JSONReader.swift", "the text has too many values")
        ],
        "Shown where oneDNN refuses what it has to be able to do.": [
            Exception("Execution.swift", "oneDNN returned no primitive"),
            Exception("Execution.swift", "oneDNN returned no memory"),
            Exception("Execution.swift", "a step failed"),
            Exception("Execution.swift", "a tensor has the wrong size"),
            Exception("OneDNN.swift", "an engine"),
            Exception("OneDNN.swift", "oneDNN can't create a stream"),
            Exception("OneDNN.swift", "oneDNN returned no"),
            Exception("OneDNN.swift", "oneDNN can't create"),
            Exception("OneDNN.swift", "is too large"),
        ],
        "Shown in a menu of an editor, or next to a mark: the language server's tests compare them.": [
            Exception("CodeActions.swift", "on this line"),
            Exception("DiagnosticMessages.swift", "the finding is here"),
        ],
        "Written by a person's program only: generated functions have a parameter for every required value.": [],
        "Shown where a spec has more than a thousand findings: `SpecTextTests` count them.": [
            Exception("MoreFindings.swift", "from here on")
        ],
        "For packagers.": [Exception("Manual.swift", "manual page")],
        "Shown in messages in lower case.": [Exception("BlockLibrary.swift", "A parameter of the block.")],
        "Shown where a signal comes at one moment, or where Fashion-MNIST isn't installed.": [
            Exception("TrainingSession.swift", "the evaluation was stopped"),
            Exception("Trainer.swift", "the test was stopped"),
            Exception("IDXFolder.swift", "Fashion-MNIST is not installed"),
            Exception("IDXFolder.swift", "Install Debian's package"),
        ],
        "Shown where a network takes longer to solve than a test may, or what is counted ends.": [
            Exception("FieldFunction.swift", "a receptive field over"),
            Exception("FieldFunction.swift", "a receptive field in over"),
            Exception("FieldFunction.swift", "a receptive field with a period"),
            Exception("SizeInference/", "a size over 2^40"),
            Exception("SizeInference/", "a set of sizes in over"),
            Exception("SizeInference/", "a size in over"),
            Exception("SizeInference/", "a shortcut's sizes in over"),
            Exception("AxisSearch.swift", "lines leave numbers open"),
            Exception("Solving/Channel", "a number of channels"),
            Exception("ChannelSystem.swift", "the search stopped after"),
            Exception("SearchBounds.swift", "the search stopped after"),
            Exception("SizeSolver.swift", "the number of multiplied tensors"),
            Exception("OpenFinding.swift", "answer fits"),
            Exception("Numbers.swift", "a long time"),
        ],
        "Shown where other programs are running, a signal comes, a file can't be moved, or a training diverges.":
            [
                Exception("ProcessorShare.swift"),
                Exception("ConsoleReporter.swift", "Nothing reads the output"),
                Exception("ConsoleReporter.swift", "still has the weights"),
                Exception("ConsoleReporter.swift", "an earlier training was stopped"),
                Exception("TrainingVerdict.swift", "the training loss ended at"),
                Exception("EarlierTraining.swift", "can't be kept as"),
            ],
        "For a problem that libyaml has no words for, or none that we know: no text is known that leads there.": [
            Exception("YAMLProblem.swift", "the text can't be read"),
            Exception("YAMLProblem.swift", "YAML can't be read here"),
            Exception("YAMLProblem.swift", "check quotes, brackets, and indentation"),
            Exception("YAMLProblem.swift", "the value starts here"),
            Exception("YAMLProblem.swift", "it starts here"),
            Exception("YAMLProblem.swift", "unexpected `:` inside text"),
        ],
        "Said by another message before it could be said by this one: no input is known that leads there.": [
            Exception("YAMLProblem.swift", "the key starts here"),
            Exception("YAMLProblem.swift", "quote text that starts with `?`"),
            Exception("YAMLProblem.swift", "expected a `:` after the preceding key"),
            Exception("YAMLProblem.swift", "write `key: value`"),
            Exception("LonghandReader.swift", "has no keys"),
            Exception("NotationMessages.swift", "doesn't accept options"),
            Exception("SpecCompiler.swift", "can't be read here"),
            Exception("Diagnostic.swift", "other errors"),
            Exception("ReceptiveFields.swift", "it depends on a size that is open"),
            Exception("ReceptiveFields.swift", "a line couldn't be read"),
            Exception("SizeFinding.swift", "the layers output"),
            Exception("SizeFinding.swift", "the shortcut's input, "),
            Exception("SizeFinding.swift", "the shortcut starts here"),
            Exception("SizeFinding.swift", "add `shortcut: project` next to `residual`"),
            Exception("SizeFinding.swift", "the residual of this shortcut"),
            Exception("SizeFinding.swift", "the cost of the projection"),
            Exception("SizeFinding.swift", "this branch outputs"),
            Exception("SizeFinding.swift", "comes from here"),
            Exception("SizeFinding.swift", "change the layers above, or change this"),
            Exception("DeadEndFinding.swift", "no number fits"),
            Exception("DeadEndFinding.swift", "the window needs a"),
            Exception("DeadEndFinding.swift", "no choice of this layer's numbers fits"),
            Exception("FindingText.swift", "more places"),
            Exception("SizeSolver.swift", "a name is unknown"),
            Exception("SizeSolver.swift", "the input can't be read"),
        ],
        "A guard against a mistake in Strata, or in the code that Strata generates.": [
            Exception("LayerPlanner.swift", "missing parameter"),
            Exception("LayerProblem.swift", "of another kind"),
            Exception("InputLayer.swift", "the planner itself must plan the input"),
            Exception("Concat.swift", "it has too many channels"),
            Exception("Multiply.swift", "it needs two inputs"),
            Exception("Predictor.swift", "the network produced no output"),
            Exception("Predictor.swift", "has no class"),
            Exception("SampleTensor.swift", "is outside"),
        ],
    ]

    /// The texts that reviewers see: snapshots, and what else tests hold to the product's output.
    private static let shown: ShownText = {
        let folders = [
            "Tests/MessageTests/Snapshots", "docs/layers", "docs/rules", "Grammar", "Plugins/GenerateNetworks",
            "Tests/TargetTests/Goldens", "Tests/TargetTests/Packages",
            "Tests/GeneratedNetworksTests/Goldens",
        ]
        let files = [
            "docs/language.md", "Sources/NetworkTerms/Training/TrainingMethods.swift",
            "Sources/StrataRuntime/Network/LayerMethods.swift",
        ]
        let pages = folders.flatMap { Repository.files(in: $0, suffix: "").map(\.text) } + files.map(Repository.text)
        // Help texts are wrapped.
        let unwrapped = pages.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        return ShownText(pages + unwrapped)
    }()

    private static let unseen = SourceLiterals.all(in: "Sources").filter {
        $0.isProse && !shown.shows($0) && !shown.shows($0.capitalized)
    }

    /// A sentence in the source that is in none of the snapshots is one that nobody reads before it is released. Where
    /// it is new, add an input that shows it: a small spec to `Inputs/specs.txt`, or a command to a page of
    /// `Snapshots`.
    @Test func everySentenceOfTheSourceIsShown() {
        let known = Self.exceptions.values.joined()
        let unseen = Self.unseen.filter { literal in !known.contains { $0.covers(literal) } }
        #expect(unseen.isEmpty, "no snapshot shows\n\(unseen.map(\.description).joined(separator: "\n"))")
    }

    @Test func everyExceptionIsNeeded() {
        let idle = Self.exceptions.values.joined().filter { exception in !Self.unseen.contains(where: exception.covers)
        }
        #expect(idle.map { "\($0.file): \($0.piece)" } == [])
    }
}
