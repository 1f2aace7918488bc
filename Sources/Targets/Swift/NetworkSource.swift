import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

/// Writes the Swift type of a network: one line per layer with its size, one type per block, and one loop per repeat.
public struct NetworkSource {
    private let network: SizedNetwork
    private let specPath: String
    private let options: SourceOptions
    private let typeName: String

    /// - Parameter specPath: the spec's name in the first line of the source.
    public static func generate(
        _ network: SizedNetwork, specPath: String, options: SourceOptions = SourceOptions()
    ) -> String {
        NetworkSource(network, specPath: specPath, options: options).text
    }

    /// The name of a network's type.
    public static func typeName(of network: SizedNetwork, _ options: SourceOptions = SourceOptions()) -> String {
        options.typeName ?? SwiftText.typeName(network.spec.name)
    }

    private init(_ network: SizedNetwork, specPath: String, options: SourceOptions) {
        self.network = network
        self.specPath = specPath
        self.options = options
        typeName = Self.typeName(of: network, options)
    }

    private var text: String {
        let blocks = BlockTypes(network, networkType: typeName)
        let writer = LayerWriter(network: network, blocks: blocks, showsSizes: true)
        let outputs = network.outputs.enumerated().map { number, output in
            (name: StructureWord.head.key + (network.hasSeveralOutputs ? "\(number + 1)" : ""), output: output)
        }
        let parts = ([(StructureWord.body.key, network.body)] + outputs.map { ($0.name, $0.output.items) }).filter {
            !$0.1.isEmpty
        }
        let heads = network.auxiliaryHeads.enumerated().map {
            (name: "auxiliaryHead\($0.offset + 1)", head: $0.element)
        }
        let functions = (parts + heads.map { ($0.name, $0.head.items) }).flatMap { name, items in
            SwiftFunctions.cut(name, writer.statements(items))
        }
        let access = options.modifier
        let classified = options.parts.contains(.classes) ? ClassesSource.data(of: network) : nil
        let isClassifier = classified != nil && !network.hasSeveralOutputs
        var members = [
            "\(access)let name = \(SwiftText.literal(network.spec.name))",
            "\(access)init() {}",
            SampleTypes.text("Input", network.input, documentation: inputDocumentation, access: access),
            network.hasSeveralOutputs
                ? SampleTypes.text(network.outputs, access: access)
                : SampleTypes.text(
                    "Output", network.output, documentation: outputDocumentation(isClassifier: isClassifier),
                    access: access),
            """
            \(access)func layers(_ net: inout NetworkBuilder) {
            \(calls(of: outputs).indented(by: 4))
            }
            """,
        ]
        if !heads.isEmpty { members.append(auxiliaryHeads(heads, access: access)) }
        members += functions + blocks.texts
        if let (data, output) = classified {
            members.append(ClassesSource.text(data, output: output.name, access: access))
        }
        if options.parts.contains(.layers) { members.append(LayerIndex.text(of: network, access: access)) }
        return """
            \(SwiftText.header(specPath))

            import StrataRuntime

            /// \(SwiftText.comment(network.spec.name)): \(network.input) to \(SwiftText.comment(network.outputText)), \
            \(network.total.parameters.grouped) parameters, \(network.total.multiplyAccumulates.grouped) \
            multiply-accumulates per sample.
            ///
            \(SizeTable.lines(network).map { $0.isEmpty ? "///" : "/// \($0)" }.joined(separator: "\n"))
            \(access)struct \(typeName): \(isClassifier ? "Classifier" : "TypedNetwork") {
            \(members.map { $0.indented(by: 4) }.joined(separator: "\n\n"))
            }

            """
    }

    private var inputDocumentation: String {
        network.input.isFeatureMap
            ? "The input of one sample: a map of \(network.input), height x width x channels."
            : "The input of one sample: \(network.input) numbers."
    }

    private func outputDocumentation(isClassifier: Bool) -> String {
        let what =
            isClassifier
            ? "\(network.output) scores, one per class" : SampleTypes.description(of: network.output)
        return "The output for one sample: \(what)."
    }

    /// The calls of the functions that add the layers.
    private func calls(of outputs: [(name: String, output: SizedOutput)]) -> String {
        let body = network.body.isEmpty ? [] : ["\(StructureWord.body.key)(&net)"]
        let heads = outputs.compactMap { name, output -> String? in
            guard network.hasSeveralOutputs else { return output.items.isEmpty ? nil : "\(name)(&net)" }
            let from = output.head.from.map { ", from: \(SwiftText.literal($0.value))" } ?? ""
            let layers = output.items.isEmpty ? "" : ", \(name)"
            return "net.output(\(SwiftText.literal(output.name))\(from)\(layers))"
        }
        return (body + heads).joined(separator: "\n")
    }

    private func auxiliaryHeads(_ heads: [(name: String, head: SizedAuxiliaryHead)], access: String) -> String {
        let calls = heads.map { name, head in
            let (title, from) = (SwiftText.literal(head.head.name.value), SwiftText.literal(head.head.from.value))
            return
                "    net.auxiliaryHead(\(title), from: \(from), weight: \(SwiftText.literal(head.head.weight)), \(name))"
        }
        return """
            /// Used only in training.
            \(access)func auxiliaryHeads(_ net: inout NetworkBuilder) {
            \(calls.joined(separator: "\n"))
            }
            """
    }
}

/// Splits long lists of statements into functions: the compiler's time grows faster than the length of a function.
enum SwiftFunctions {
    /// The most lines of a function, unless one statement has more.
    static let longest = 20

    /// Returns a function with the name that runs all the statements, and the functions that it calls.
    static func cut(_ name: String, _ statements: [String]) -> [String] {
        var level = stretches(of: statements)
        guard level.count > 1 else { return [function(name, statements)] }
        var functions: [String] = []
        var depth = 0
        while level.count > 1 {
            depth += 1
            let stem = depth == 1 ? name : "\(name)Level\(depth)Part"
            functions = level.enumerated().map { stretch("\(stem)\($0.offset + 1)", $0.element) } + functions
            level = stretches(of: level.indices.map { "\(stem)\($0 + 1)(&net)" })
        }
        return [function(name, level[0])] + functions
    }

    private static func stretches(of statements: [String]) -> [[String]] {
        var result: [[String]] = []
        var lines = 0
        for statement in statements {
            let count = statement.utf8.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
            if result.isEmpty || lines + count > longest {
                result.append([])
                lines = 0
            }
            result[result.count - 1].append(statement)
            lines += count
        }
        return result
    }

    /// A piece of a long part. It isn't inlined, because the optimizer's time grows faster than the length of a
    /// function.
    private static func stretch(_ name: String, _ statements: [String]) -> String {
        "@inline(never)\n" + function(name, statements)
    }

    private static func function(_ name: String, _ statements: [String]) -> String {
        """
        private func \(name)(_ net: inout NetworkBuilder) {
        \(statements.joined(separator: "\n").indented(by: 4))
        }
        """
    }
}

extension String {
    /// Returns the text with every nonempty line indented.
    func indented(by count: Int) -> String {
        let blanks = String(repeating: " ", count: count)
        return split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : blanks + $0 }
            .joined(separator: "\n")
    }
}
