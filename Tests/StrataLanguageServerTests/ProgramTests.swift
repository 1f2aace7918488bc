import Basics
import Foundation
import TestSupport
import Testing

@testable import StrataLanguageServer

/// `strata lsp` as editors run it: a process and two pipes.
@Suite("The program")
struct ProgramTests {
    static let strata = Shell.buildFolder.appendingPathComponent("strata").path

    /// The server's output for some input bytes, and its exit code.
    static func serve(_ input: [UInt8]) throws -> (messages: [JSON], code: Int32) {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("input")
        try Data(input).write(to: path)
        let outcome = try Shell.run("/bin/sh", ["-c", "exec \"$0\" lsp < \"$1\"", strata, path.path])
        var framing = MessageFraming()
        framing.append(Array(outcome.output.utf8))
        var messages: [JSON] = []
        while case .message(let bytes) = framing.next() {
            if let message = try? JSON(reading: bytes) { messages.append(message) }
        }
        return (messages, outcome.code)
    }

    static func framed(_ messages: JSON...) -> [UInt8] { messages.flatMap { MessageFraming.framed($0.bytes) } }

    static let initialize: JSON = ["id": 1, "method": "initialize", "params": ["capabilities": [:]]]
    static let shutdown: JSON = ["id": 2, "method": "shutdown"]
    static let exit: JSON = ["method": "exit"]

    @Test("a session exits with 0, and writes only protocol messages")
    func session() throws {
        let (messages, code) = try Self.serve(Self.framed(Self.initialize, Self.shutdown, Self.exit))
        #expect(code == 0)
        #expect(messages.compactMap { $0["id"] } == [1, 2])
    }

    @Test("if the editor dies, the server exits with 1")
    func editorDies() throws {
        #expect(try Self.serve(Self.framed(Self.initialize)).code == 1)
        #expect(try Self.serve(Self.framed(Self.initialize, Self.exit)).code == 1)
        #expect(try Self.serve([]).code == 1)
    }

    @Test("the server survives noise between messages")
    func noise() throws {
        let noise = Array("Welcome!\n\0\u{1B}[0mContent-Length: 99999999999999\r\n\r\n{]\n".utf8)
        let (messages, code) = try Self.serve(
            noise + Self.framed(Self.initialize) + noise + Self.framed(Self.shutdown, Self.exit))
        #expect(code == 0)
        #expect(messages.compactMap { $0["result"] == nil ? nil : $0["id"] } == [1])
        #expect(messages.contains { $0["id"] == 2 })
    }
}
