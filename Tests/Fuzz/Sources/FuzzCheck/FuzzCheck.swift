#if BROAD
    import CFuzzMain
#endif
import SpecCompiler

/// Whatever the bytes: each finding lies in the file, on the borders of characters, and a spec is either accepted or refused.
@_cdecl("LLVMFuzzerTestOneInput")
public func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let compilation = SpecCompiler.compile(SourceFile(path: "fuzz", bytes: bytes))
    let isText = String(validating: bytes, as: UTF8.self) != nil
    func isBorder(_ index: Int) -> Bool { index == bytes.count || bytes[index] & 0xC0 != 0x80 }
    for finding in compilation.diagnostics {
        let edits = finding.fixes.flatMap(\.edits).map(\.span)
        for span in [finding.span] + finding.notes.map(\.span) + edits {
            precondition(span.start >= 0 && span.start <= span.end && span.end <= bytes.count, "outside of the file")
            // In a file that is no UTF-8 any byte may be the offender.
            precondition(!isText || isBorder(span.start) && isBorder(span.end), "within a character")
        }
    }
    // A spec that only defines blocks is no network, and no mistake.
    let isRefused = compilation.diagnostics.hasErrors || compilation.spec.items.isEmpty
    precondition(isRefused || compilation.accepted != nil, "neither accepted nor refused")
    return 0
}

#if BROAD
    @_cdecl("FuzzCheck_main")
    public func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
        fuzz_main(count, arguments)
    }
#endif
