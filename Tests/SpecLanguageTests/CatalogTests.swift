import Foundation
import SpecCompiler
import TestSupport
import Testing

/// The catalog's laws. A layer is one file in `NetworkTerms/Layers`; these tests fail if one is forgotten somewhere.
@Suite struct CatalogTests {
    @Test func everyFileOfALayerIsInTheCatalog() {
        let files = Repository.files(in: "Sources/NetworkTerms/Layers", suffix: ".swift")
        let definitions = files.flatMap {
            $0.text.matches(of: /static let (\w+) = LayerDefinition\(/).map { String($0.1) }
        }
        let catalog = Repository.text(of: "Sources/NetworkTerms/Catalog.swift")
        #expect(!definitions.isEmpty)
        for definition in definitions {
            #expect(catalog.contains(".\(definition),"), "\(definition) is in no list of Catalog.swift")
        }
        #expect(definitions.count == Catalog.layers.count)
        #expect(files.count == Catalog.layers.count, "a layer is one file")
    }

    /// Optimizers, losses, schedules and data sources: a definition is one file that the catalog lists, and what the runtime does
    /// for it is another.
    @Test(arguments: [
        ("Optimizers", "OptimizerDefinition", "Training/Optimizers", Catalog.optimizers.count),
        ("Losses", "LossDefinition", "Training/Losses", Catalog.losses.count),
        ("DataSources", "DataSourceDefinition", "Data/Sources", Catalog.dataSources.count),
        ("Schedules", "ScheduleDefinition", "", Catalog.schedules.count),
    ])
    func everyFileOfATrainingTermIsInTheCatalog(
        _ folder: String, _ type: String, _ runtimeFolder: String, _ count: Int
    ) throws {
        let catalog = Repository.text(of: "Sources/NetworkTerms/Catalog.swift")
        let files = Repository.files(in: "Sources/NetworkTerms/Training/\(folder)", suffix: ".swift")
        #expect(files.count == count)
        let runtime =
            runtimeFolder.isEmpty
            ? [] : Repository.files(in: "Sources/StrataRuntime/\(runtimeFolder)", suffix: ".swift").map(\.text)
        for file in files {
            let name = try #require(
                file.text.firstMatch(of: try Regex("static let (\\w+) = \(type)\\(", as: (Substring, Substring).self))?
                    .1)
            #expect(catalog.contains(".\(name)"), "\(name) is in no list of Catalog.swift")
            guard !runtimeFolder.isEmpty else { continue }
            #expect(
                runtime.filter { $0.contains("static let definition = \(type).\(name)\n") }.count == 1,
                "\(name) needs one file in StrataRuntime/\(runtimeFolder)")
        }
    }

    @Test(arguments: Catalog.trainingTerms.map(\.syntax.key))
    func aTrainingTermIsDocumented(_ key: String) throws {
        let term = try #require(Catalog.trainingTerms.first { $0.syntax.key == key })
        #expect(!term.syntax.title.isEmpty)
        #expect(term.syntax.summary.hasSuffix("."))
        #expect(term.formula != nil || term is DataSourceDefinition)
        #expect(!term.syntax.forms.isEmpty)
    }

    /// Checkpoints name the tensors by the parameter, a point and this.
    @Test func aStateTensorHasNoPointInItsName() {
        for optimizer in Catalog.optimizers {
            let names = optimizer.stateTensors(Call(optimizer.syntax))
            #expect(names.allSatisfy { !$0.contains(".") && !$0.isEmpty })
            #expect(Set(names).count == names.count)
        }
    }

    /// The trainer multiplies the one by the other.
    @Test func everyOptimizerHasARateAndEveryScheduleAWarmup() {
        for optimizer in Catalog.optimizers { #expect(optimizer.syntax.parameter(named: "rate") != nil) }
        for schedule in Catalog.schedules { #expect(schedule.syntax.parameter(named: "warmup") != nil) }
    }

    @Test func theFunctionsOfTrainingTermsAreGenerated() {
        let text = Repository.text(of: "Sources/NetworkTerms/Training/TrainingMethods.swift")
        #expect(text == TrainingMethodsSource.text, "run strata reference")
    }

    @Test(arguments: Catalog.layers.map(\.syntax.key))
    func aLayerIsDocumented(_ key: String) throws {
        let layer = try #require(Catalog.layer(key: key))
        #expect(!layer.syntax.title.isEmpty)
        #expect(layer.syntax.summary.hasSuffix("."), "\(key): `summary` has to say what the layer does, in sentences")
        #expect(!layer.sizing.formula.isEmpty)
        #expect(!layer.page.source.isEmpty, "\(key): `source` has to name the paper, or who defined the layer")
        #expect(!layer.syntax.forms.isEmpty)
        #expect(!layer.methods.isEmpty || layer.expansion != nil)
    }

    /// The spec of a layer's page is a network with that layer, and the page has formulas for its costs.
    @Test(arguments: Catalog.layers.map(\.syntax.key))
    func aLayersPageShowsANetworkWithIt(_ key: String) throws {
        let layer = try #require(Catalog.layer(key: key))
        let compilation = SpecCompiler.compile(SourceFile(path: "test", text: LayerReference.spec(of: layer)))
        #expect(compilation.diagnostics.filter { $0.severity > .advice }.map(\.message) == [])
        let network = try #require(compilation.accepted)
        let shown = network.layers.filter { $0.layer.kind == (layer.expansion == nil ? key : "dense") }
        #expect(!shown.isEmpty)
        #expect(shown.contains { $0.cost.parameters > 0 } == (layer.costs.parameters != nil))
        #expect(shown.contains { $0.cost.multiplyAccumulates > 0 } == (layer.costs.multiplyAccumulates != nil))
    }

    /// For a name from PyTorch or Keras, the word of the notation is suggested.
    @Test(arguments: [
        ("2x2 ConvTranspose2d, 4", "transposed conv"), ("AdaptiveAvgPool2d 1", "adaptive avg pool"),
        ("GroupNorm 2", "group norm"), ("LayerNorm", "layer norm"), ("ZeroPad2d 1", "zero pad"),
        ("ReflectionPad2d 1", "reflect pad"),
        ("replication pad 1", "replicate pad"),
        ("PixelShuffle 2", "pixel shuffle"), ("PixelUnshuffle 2", "pixel unshuffle"),
        ("space to depth 2", "pixel unshuffle"), ("drop path 0.1", "stochastic depth"),
        ("2x2 max pool, ceil_mode", "ceil"),
        ("upsample: {scale_factor: 2}", "factor"), ("leaky relu: {negative_slope: 0.2}", "slope"),
    ])
    func theWordIsSuggestedForAForeignName(_ item: String, _ word: String) {
        let text = "model: A\ninput: 32x32x8\nbody:\n  - \(item)\n"
        let findings = SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics
        #expect(findings.contains { $0.help == "did you mean `\(word)`?" }, "\(findings.map(\.help))")
    }

    /// An option in other tools may be a layer here.
    @Test(arguments: [
        ("fc 10, softmax", "softmax"), ("fc 10, softmx", "softmax"), ("fc 128, dropout 0.5", "dropout 0.5"),
        ("3x3 conv, 8, batch norm", "batch norm"), ("2x2 max pool, flatten", "flatten"),
    ])
    func aSeparateLineIsSuggestedForALayerAfterAComma(_ item: String, _ layer: String) throws {
        let text = "model: A\ninput: 32x32x8\nbody:\n  - \(item)\n"
        let finding = try #require(SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics.first)
        #expect(finding.help?.hasSuffix("put `- \(layer)` on the line after this one") == true)
    }

    /// Words that aren't close to any known one: a few known words are listed, of many only those that are similar.
    @Test(arguments: [
        ("3x3 konvolut, 4", "docs/layers lists all layers"),
        ("3x3 conv, 4, padded same", "closest: same or pad; docs/layers lists all of them"),
        ("dropout 0.5, zzz 3", "known: as"), ("flatten, zzz", "known: as"),
    ])
    func theClosestOfManyKnownWordsAreListed(_ item: String, _ help: String) {
        let text = "model: A\ninput: 32x32x8\nbody:\n  - \(item)\n"
        #expect(SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics.first?.help == help)
    }

    /// For another framework's name of an initialization, the word of the notation is suggested.
    @Test(arguments: [
        ("3x3 conv, 4, init kaiming_uniform_", "he uniform"), ("fc 4, init glorot", "xavier"),
        ("fc 4, init he normal", "he"), ("fc 4, init Glorot uniform, tanh", "xavier uniform"),
        ("dense: {units: 4, init: glorot uniform}", "xavier uniform"), ("mlp 4, init lecun_normal", "lecun"),
        ("dense: {units: 4, init: kaiming_normal}", "he"),
        ("dense: {units: 4, kernel_initializer: he}", "init"), ("fc 4, initialization he", "init"),
    ])
    func theWordIsSuggestedForAForeignNameOfAnInitialization(_ item: String, _ word: String) {
        let text = "model: A\ninput: 32x32x8\nbody:\n  - \(item)\n"
        let findings = SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics
        #expect(findings.filter { $0.severity == .error }.count == 1)
        #expect(findings.flatMap(\.fixes).contains { $0.edits.map(\.replacement) == [word] }, "\(findings)")
    }

    /// A layer with an initialization has fans, and its page has formulas for them.
    @Test(arguments: Catalog.layers.map(\.syntax.key))
    func aLayerWithAnInitializationHasFans(_ key: String) throws {
        let layer = try #require(Catalog.layer(key: key))
        let isDrawn = layer.syntax.parameter(named: "init") != nil && layer.expansion == nil
        #expect((layer.costs.fans != nil) == isDrawn)
        #expect((layer.costs.fanIn != nil && layer.costs.fanOut != nil) == isDrawn)
    }

    /// The reader looks such words up, so it must know all of them.
    @Test func aValueWithoutAKeywordIsOneOfAFewWords() {
        let syntaxes = [
            Catalog.layers.map(\.syntax), Catalog.trainingTerms.map(\.syntax),
        ]
        for parameter in syntaxes.joined().flatMap(\.parameters) where parameter.places.contains(.itself) {
            switch parameter.type {
            case .word, .padding: break
            default: Issue.record("\(parameter.name) has no keyword, and its words aren't known")
            }
        }
    }

    @Test func everyParameterIsDocumentedInOneLine() {
        for syntax in Catalog.layers.map(\.syntax) + Catalog.trainingTerms.map(\.syntax) {
            for parameter in syntax.parameters {
                #expect(parameter.documentation.hasSuffix("."), "\(syntax.key), \(parameter.name)")
                #expect(!parameter.documentation.contains("\n"), "\(syntax.key), \(parameter.name)")
            }
        }
    }

    /// Both forms mean the same: the example of each choice, and values that a form can write in several ways.
    @Test(
        arguments: ["data": Catalog.dataSources.map(\.syntax), "loss": Catalog.losses.map(\.syntax)]
            .flatMap { key, choices in choices.map { (key, $0.example.notation, $0.example.longhand) } } + [
                (
                    "data", "csv a.csv, target y, missing mean, test 0.5, seed 7, no header, separator tab, classes 4",
                    """
                    csv: {file: a.csv, target: y, missing: mean, test: 0.5, seed: 7, header: false, separator: tab, classes: 4}
                    """
                ),
                ("data", "csv /a/2020.csv, target 3", "csv: {file: /a/2020.csv, target: 3}"),
                ("data", "csv a.csv", "csv: a.csv"),
            ])
    func trainingIsTheSameInBothForms(_ key: String, _ notation: String, _ longhand: String) throws {
        func settings(_ value: String) throws -> TrainingSettings {
            let text = "model: A\ninput: 784\nbody:\n  - fc 10\ntrain:\n  \(key): \(value)\n"
            let (document, problems) = YAMLParser.parse(SourceFile(path: "test", text: text))
            let (spec, findings) = SpecReader.read(document)
            #expect((problems + findings).map(\.message) == [])
            return TrainingSettings(spec)
        }
        #expect(try settings("\"\(notation)\"") == settings("{\(longhand) }"))
    }

    @Test func namesOfColumnsCanContainAnything() throws {
        let text = """
            model: A
            input: 2
            body:
              - fc 1
            train:
              data:
                csv: {file: a, target: "body mass, g", features: [bill length, "x:y"], ignore: year, categories: [1]}
              loss: mean squared error
            """
        let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
        #expect(compilation.diagnostics.filter { $0.severity > .advice }.map(\.message) == [])
        let table = TrainingSettings(compilation.spec).data.call
        #expect(table.word("target") == "body mass, g")
        #expect(table.names("features") == ["bill length", "x:y"])
        #expect(table.names("ignore") == ["year"])
        #expect(table.names("categories") == ["1"])
    }

    @Test func formsAndKeysAreUnique() {
        let layers = Catalog.layers.map(\.syntax)
        #expect(Set(layers.map(\.key)).count == layers.count)
        let forms = layers.flatMap(\.forms).map(\.words)
        #expect(Set(forms).count == forms.count)
    }

    /// Both forms of an example produce the same layers, sizes, and costs.
    @Test(arguments: Catalog.layers.map(\.syntax.key))
    func notationAndLonghandOfALayerAreTheSame(_ key: String) throws {
        let example = try #require(Catalog.layer(key: key)).syntax.example
        func compile(_ item: String) throws -> SizedNetwork {
            let text = "model: A\ninput: 32x32x8\nbody:\n  - \(item)\n"
            return try #require(SpecCompiler.compile(SourceFile(path: "test", text: text)).accepted, "\(item)")
        }
        let notation = try compile(example.notation)
        let longhand = try compile(example.longhand)
        #expect(notation.layers.map(Facts.init) == longhand.layers.map(Facts.init))
        #expect(!notation.layers.isEmpty)
    }

    @Test func notationAndLonghandOfOptimizersAndSchedulesAreTheSame() throws {
        for (key, syntaxes) in [
            ("optimizer", Catalog.optimizers.map(\.syntax)), ("schedule", Catalog.schedules.map(\.syntax)),
        ] {
            for example in syntaxes.map(\.example) {
                func settings(_ value: String) throws -> TrainingSettings {
                    let text = "model: A\ninput: 784\nbody:\n  - fc 10\ntrain:\n  \(key): \(value)\n"
                    let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
                    return TrainingSettings(try #require(compilation.accepted, "\(value)").spec)
                }
                #expect(try settings(example.notation) == settings("{\(example.longhand)}"))
            }
        }
    }

    /// Every parameter that has a place in the notation has an equivalent in longhand.
    @Test(arguments: [
        ("3x3 conv, 8, /2x1", "conv: {kernel: 3x3, filters: 8, stride: 2x1}"),
        ("3 conv, 8, same", "conv: {kernel: 3x3, filters: 8, padding: same}"),
        ("3x3 conv, 8, pad 1x2", "conv: {kernel: 3, filters: 8, padding: 1x2}"),
        (
            "3x3 conv, 8, dilation 2, groups 4, no bias",
            "conv: {kernel: 3, filters: 8, dilation: 2, groups: 4, bias: false}"
        ),
        ("3x3 depthwise conv", "conv: {kernel: 3x3, groups: channels}"),
        ("3x3 conv, 8, leaky relu", "conv: {kernel: 3x3, filters: 8, activation: leaky relu}"),
        ("3x3 conv, 8, leaky relu 0.1", "conv: {kernel: 3x3, filters: 8, activation: leaky relu 0.1}"),
        ("3x3 conv, 8, as stem", "conv: {kernel: 3x3, filters: 8, name: stem}"),
        ("3x3 avg pool, /2, pad 1 pixel", "pool: {kind: avg, kernel: 3x3, stride: 2, padding: 1}"),
        ("global max pool", "global pool: {kind: max}"),
        ("fc 10, no bias, relu", "dense: {units: 10, bias: false, activation: relu}"),
        ("mlp 120, tanh", "mlp: {widths: 120, activation: tanh}"), ("fc 10", "dense: 10"),
        ("3x3 conv, 8, init he, relu", "conv: {kernel: 3x3, filters: 8, activation: relu, init: he}"),
        ("3x3 depthwise conv, init he uniform", "conv: {kernel: 3x3, groups: channels, init: he uniform}"),
        ("2x2 transposed conv, 4, /2, init lecun", "transposed conv: {kernel: 2, filters: 4, stride: 2, init: lecun}"),
        ("fc 10, init lecun uniform", "dense: {units: 10, init: lecun uniform}"),
        ("mlp 9-8, init xavier uniform, tanh", "mlp: {widths: 9-8, activation: tanh, init: xavier uniform}"),
        ("fc 10, init default", "dense: {units: 10, init: default}"),
        ("dropout 0.5", "dropout: 0.5"),
        ("batch norm, epsilon 1e-3, momentum 0.2", "batch norm: {epsilon: 0.001, momentum: 0.2}"),
    ])
    func anOptionIsTheSameInBothForms(_ notation: String, _ longhand: String) throws {
        func compile(_ item: String) throws -> [Facts] {
            let text = "model: A\ninput: 32x32x8\nbody:\n  - \(item)\n"
            return try #require(SpecCompiler.compile(SourceFile(path: "test", text: text)).accepted, "\(item)").layers
                .map(Facts.init)
        }
        #expect(try compile(notation) == compile(longhand))
    }

    /// All facts about a layer.
    private struct Facts: Hashable {
        let name: String
        let kind: String
        let values: [String: ParameterValue]
        let input: TensorShape
        let output: TensorShape
        let cost: LayerDefinition.Cost
        let call: Call

        init(_ sized: SizedLayer) {
            name = sized.layer.name
            kind = sized.layer.kind
            values = Dictionary(
                uniqueKeysWithValues: sized.layer.definition.syntax.parameters.compactMap { parameter in
                    sized.layer.arguments[parameter.name].map { (parameter.name, $0) }
                })
            input = sized.input
            output = sized.output
            cost = sized.cost
            call = sized.layer.call
        }
    }
}
