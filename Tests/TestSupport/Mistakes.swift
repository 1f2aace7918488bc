/// Specs that each hold a mistake, with the findings drawn into them (`Tests/SpecCompilerTests/Mistakes`).
public enum Mistakes {
    public static var all: [TextFile] { Repository.files(in: "Tests/SpecCompilerTests/Mistakes", suffix: ".yaml") }
}
