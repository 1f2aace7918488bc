import StrataRuntime
extension EverySetting { public static let training = TrainingOptions(data: .fashionMNIST) }
