import COneDNN
import Foundation
import Testing

/// The library that the runtime computes with. A build with STRATA_ONEDNN uses another one than the system's.
@Suite("oneDNN")
struct OneDNNTests {
    @Test("The library is one that Strata supports")
    func theVersionIsSupported() {
        let version = strata_onednn_version()
        #expect(version >= 2_06_00 && version < 4_00_00, "\(version)")
    }

    #if os(Linux)
        /// Two versions in one process would overwrite each other's symbols.
        @Test("One library is loaded, and it's the one that was asked for")
        func oneLibraryIsLoaded() throws {
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
