import Basics
import OperatingSystem

/// The outcome for a file, as printed.
package struct WrittenFile {
    package var word: String
    package var path: String

    package init(_ word: String, _ path: String) { (self.word, self.path) = (word, path) }

    /// Writes a file, and the folders that it needs. One that holds the text already stays untouched.
    package init(writing text: String, to path: String) throws(Failure) {
        let hasChanged = try Failure.writing(path) { () throws(FileProblem) in
            try Folder.make(above: path)
            return try File.write(text, to: path)
        }
        self.init(hasChanged ? "wrote" : "unchanged", path)
    }

    package var line: String { "\(word.padded(to: 9)) \(path.escaped)\n" }
}
