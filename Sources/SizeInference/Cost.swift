import SpecLanguage

extension LayerDefinition.Cost {
    /// The sum, or nil where it overflows.
    func adding(_ other: Self) -> Self? {
        let (parameters, overflowed) = parameters.addingReportingOverflow(other.parameters)
        let (operations, overflowedAgain) = multiplyAccumulates.addingReportingOverflow(other.multiplyAccumulates)
        return overflowed || overflowedAgain
            ? nil : Self(parameters: parameters, multiplyAccumulates: operations)
    }
}
