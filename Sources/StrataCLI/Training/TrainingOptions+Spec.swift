import Basics
import SpecCompiler
import SpecRuns
import StrataRuntime

extension TrainingOptions {
    /// The options in a spec's training section, and the defaults for the others.
    ///
    /// - Parameter spec: the path of the spec; the paths of data are relative to its folder.
    init(_ section: TrainingSection?, of spec: String) {
        let folder = Path.folder(of: spec)
        var settings = TrainingSettings(section)
        settings.data = settings.data.mappingPaths { path in
            path.hasPrefix("/") ? path : Path.join(folder, path)
        }
        self.init(settings)
    }
}
