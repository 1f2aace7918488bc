import NetworkTerms
import SpecLanguage

/// The properties of a block's Swift type, one for each of its parameters whose value isn't written in the type's body.
struct BlockProperties {
    /// The types, by the parameters' names.
    let types: [String: BuilderMethod.SwiftType]
    /// The properties' names, by the parameters' names.
    private let names: [String: String]

    static let none = BlockProperties([], types: [:])

    init(_ parameters: [ParameterDefinition], types: [String: BuilderMethod.SwiftType]) {
        self.types = types
        // What the functions of a block use: a builder, the number of a pass, and each other.
        var scope = SwiftNames(taken: ["net", "index", "layers", "self", "init", "super"])
        var names: [String: String] = [:]
        for parameter in parameters where types[parameter.name] != nil {
            // Long lists of layers are cut into `layers1`, `layers2`, and so on.
            let name =
                parameter.name.wholeMatch(of: /[Ll]ayers(Level[0-9]+Part)?[0-9]+/) == nil
                ? parameter.name : parameter.name + "Value"
            names[parameter.name] = scope.property(name)
        }
        self.names = names
    }

    /// The property of a parameter that has one.
    func name(_ parameter: String) -> String { names[parameter] ?? parameter }
}
