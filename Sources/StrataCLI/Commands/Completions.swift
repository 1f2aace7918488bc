import ArgumentParser

extension CompletionKind {
    /// What shells offer for a spec: its file, and folders on the way to it.
    static var spec: CompletionKind { .file(extensions: ["yaml", "yml"]) }

    static var weights: CompletionKind { .file(extensions: ["safetensors"]) }
}
