#if BROAD
    import CFuzzMain
#endif
import StrataRuntime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whatever a file of weights holds: it is read or refused.
@_cdecl("LLVMFuzzerTestOneInput")
public func read(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let file = fopen(path, "wb") else { fatalError("\(path) can't be written") }
    fwrite(start, 1, count, file)
    fclose(file)
    _ = try? SafeTensors(path: path)
    return 0
}

private let path = "/dev/shm/strata-fuzz-\(getpid()).safetensors"

#if BROAD
    @_cdecl("FuzzWeights_main")
    public func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
        fuzz_main(count, arguments)
    }
#endif
