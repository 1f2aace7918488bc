import COneDNN
import Foundation
import Testing

/// Checks the library that the runtime computes with. A build with STRATA_ONEDNN doesn't use the system's.
@Suite("oneDNN")
struct OneDNNTests {
    @Test("the library's version is supported")
    func theVersionIsSupported() {
        let version = strata_onednn_version()
        #expect(version >= 2_06_00 && version < 4_00_00, "\(version)")
    }

    #if os(Linux)
        /// Two versions in one process would interpose each other's symbols.
        @Test("only one library is loaded, and it's the requested one")
        func theRequestedLibraryIsTheOnlyOne() throws {
            let file = try #require(FileHandle(forReadingAtPath: "/proc/self/maps"))
            let maps = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
            let libraries = Set(
                maps.split(separator: "\n").compactMap { $0.split(separator: " ").last }
                    .filter { $0.contains("/libdnnl") })
            try #require(libraries.count == 1, "\(libraries)")
            if let folder = ProcessInfo.processInfo.environment["STRATA_ONEDNN"] {
                #expect(libraries.allSatisfy { $0.hasPrefix("\(folder)/lib/") }, "\(libraries)")
            }
        }
    #endif
}
