import SpecCompiler
import SpecRuns

/// Where a written package finds Strata: a repository, or a checkout.
enum RuntimePlace {
    /// - Parameter place: the folder of a checkout, or a repository's URL; by default the sources of this program.
    static func find(_ place: String?) throws -> PackageSource.Runtime {
        guard let place else {
            guard let checkout = Checkout.ofThisProgram else {
                throw Failure.work(
                    "can't find Strata's sources near this program; specify a checkout or a repository with --runtime"
                )
            }
            return .checkout(path: checkout)
        }
        if place.contains("://") || place.hasPrefix("git@") {
            return .repository(url: place, from: strataVersion)
        }
        guard let checkout = Checkout(at: place) else {
            throw Failure.work("\(place): this folder isn't a checkout of Strata")
        }
        return .checkout(path: checkout.path)
    }
}
