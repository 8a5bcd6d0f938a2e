import Console
import EvalTasks
import FileWriters
import SharedFixtures
import Testing

@Suite struct PromptLibraryTests {
  private let minimal = "{doc_to_text: question, doc_to_choice: [A, B, C, D], doc_to_target: answer}\n"

  @Test("The project's own prompts are found by name and are in order")
  func bundled() throws {
    let library = PromptLibrary(folders: [SharedFixtures.packageRoot + "/prompts"])
    #expect(library.entries.map(\.name) == ["lm_eval", "recommended"])
    for entry in library.entries { #expect(try library.prompt(entry.name).label == entry.name) }
  }

  @Test("Of two prompts with one name the earlier folder's counts, and other files are passed over")
  func folders() throws {
    let folder = try TemporaryFolder()
    for name in ["one/a.yaml", "two/a.yaml", "two/b.yaml", "two/.c.yaml", "two/README.md"] {
      try folder.write(minimal, to: name)
    }
    let library = PromptLibrary(folders: ["one", "missing", "two"].map { folder.path + "/" + $0 })
    #expect(library.entries.map(\.path) == ["one/a.yaml", "two/b.yaml"].map { folder.path + "/" + $0 })
  }

  @Test("A path is read as a path, with .yaml or .yml")
  func path() throws {
    let folder = try TemporaryFolder()
    let library = PromptLibrary(folders: [])
    #expect(try library.prompt(folder.write(minimal, to: "mine.yaml")).name == "mine")
    #expect(try library.prompt(folder.write(minimal, to: "other.yml")).name == "other")
  }

  @Test("An unknown name gets the nearest one and the list")
  func unknown() throws {
    let folder = try TemporaryFolder()
    for name in ["lm_eval", "recommended"] { try folder.write(minimal, to: "\(name).yaml") }
    let error = #expect(throws: UserError.self) {
      try PromptLibrary(folders: [folder.path]).prompt("lmeval")
    }
    #expect(
      error?.description
        == "\(folder.path): no prompt is named \"lmeval\". Did you mean \"lm_eval\"? Known: lm_eval, recommended. A file of "
        + "your own is named by its path: --prompt ./lmeval.yaml.")
  }
}
