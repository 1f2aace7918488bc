import SpecLanguage

extension Window {
    /// The size behind the window, or nil where not even one window fits, or a number overflows.
    public func output(of input: Int) -> Int? {
        guard let reach else { return nil }
        switch padding {
        case .same:
            return input / stride + (input % stride == 0 ? 0 : 1)
        case .total:
            guard let padded = padded(input), padded >= reach else { return nil }
            return (padded - reach) / stride + 1
        }
    }

    /// The size of the input with its padding, or nil where the number overflows. What `same` adds depends on the size.
    func padded(_ input: Int) -> Int? {
        guard case .total(let total) = padding else { return input }
        let (padded, overflowed) = input.addingReportingOverflow(total)
        return overflowed ? nil : padded
    }
}
