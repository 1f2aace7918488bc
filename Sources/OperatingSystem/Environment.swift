/// The variables that the process was started with.
package enum Environment {
    /// The value of a variable that is set to something.
    package static subscript(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
