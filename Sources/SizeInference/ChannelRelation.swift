import SpecLanguage

extension ChannelRelation {
    /// The channels behind a layer, where they are certain.
    func output(of input: Int?) -> Int? {
        switch self {
        case .same: input
        case .constant(let channels): channels
        case .divided(let divisor): input.flatMap { $0 % divisor == 0 ? $0 / divisor : nil }
        }
    }
}
