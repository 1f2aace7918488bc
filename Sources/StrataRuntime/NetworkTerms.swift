// The vocabulary of networks is part of what a generated program writes: `TensorShape`, `Extent`, `Activation`.
@_exported import NetworkTerms
