/// The version of all of Strata, as `strata --version` prints it. A test compares it with the changelog.
package let strataVersion = "0.1.0"
