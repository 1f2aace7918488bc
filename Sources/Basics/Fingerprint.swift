/// A short name for bytes that is the same in every process. It isn't cryptographic: it tells accidental differences
/// apart, not deliberate collisions.
package enum Fingerprint {
    /// The 64-bit FNV-1a hash (RFC 9923), in hexadecimal.
    package static func text(of bytes: some Sequence<UInt8>) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash.hexadecimal(digits: 16)
    }
}
