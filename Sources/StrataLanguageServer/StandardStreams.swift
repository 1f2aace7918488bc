import Basics
import OperatingSystem

/// Runs a language server on two streams until its client leaves.
///
/// It reads all available input before it answers the next message, so a request that was canceled in the meantime
/// isn't processed.
public struct StandardStreams {
    private let input: Int32
    private let output: Int32

    public init(input: Int32 = 0, output: Int32 = 1) { (self.input, self.output) = (input, output) }

    /// The maximum number of bytes to read before answering a message.
    private static let mostAtOnce = 1 << 20

    /// The time without input before longer work starts, in milliseconds: more than between two keystrokes.
    private static let pause: Int32 = 250

    /// - Returns: the code to exit with: 0 after `shutdown` and `exit`, otherwise 1.
    public func serve(_ server: LanguageServer) -> Int32 {
        // A disconnected client is detected by the error, not by a signal.
        signal(SIGPIPE, SIG_IGN)
        var framing = MessageFraming()
        var isOpen = true
        while true {
            var taken = 0
            while isOpen, taken < Self.mostAtOnce, isReadable(within: 0) {
                guard let bytes = read() else {
                    isOpen = false
                    break
                }
                taken += bytes.count
                framing.append(bytes)
            }
            while let item = framing.next() {
                guard send(server.receive(item)) else { return 1 }
            }
            if let answers = server.work() {
                guard send(answers) else { return 1 }
            } else if let code = server.exitCode {
                return code
            } else if !isOpen {
                return 1
            } else {
                if isReadable(within: Self.pause) { continue }
                if let more = server.workWhenQuiet() {
                    guard send(more) else { return 1 }
                } else {
                    _ = isReadable(within: -1)
                }
            }
        }
    }

    /// - Parameter milliseconds: the time to wait; forever if negative.
    private func isReadable(within milliseconds: Int32) -> Bool {
        var descriptor = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, milliseconds) > 0
    }

    /// Nil at the end of the input, or if it can't be read.
    private func read() -> [UInt8]? {
        while true {
            do throws(SystemError) {
                let bytes = try Descriptor.read(input, atMost: 1 << 16)
                return bytes.isEmpty ? nil : bytes
            } catch {
                if error.code != EAGAIN { return nil }
            }
        }
    }

    private func send(_ messages: [JSON]) -> Bool {
        for message in messages {
            do throws(SystemError) {
                try Descriptor.write(MessageFraming.framed(message.bytes), to: output)
            } catch {
                return false
            }
        }
        return true
    }
}
