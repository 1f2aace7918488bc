import Basics
import SpecCompiler
import SpecRuns
import StrataRuntime

extension TrainingOptions {
    /// The options in a spec's training section, and the defaults for the others.
    ///
    /// - Parameter path: the path of the spec; the paths of data are relative to its folder.
    init(_ spec: Spec, at path: String) {
        let folder = Path.folder(of: path)
        var settings = TrainingSettings(spec)
        settings.data = settings.data.mappingPaths { path in
            path.hasPrefix("/") ? path : Path.join(folder, path)
        }
        self.init(settings)
    }
}
