/// The version of all of Strata.
package let strataVersion = "0.1.0"
