import Basics
import SpecCompiler
import SpecRuns
import StrataRuntime

extension TrainingOptions {
    /// What a spec's training section says, with the defaults for what it leaves open.
    ///
    /// - Parameter spec: the path of the spec; its folder is what the paths of data are seen from.
    init(_ section: TrainingSection?, of spec: String) {
        let folder = Path.folder(of: spec)
        var settings = TrainingSettings(section)
        settings.data = settings.data.mappingPath { path in
            path.hasPrefix("/") ? path : Path.join(folder, path)
        }
        self.init(settings)
    }
}
