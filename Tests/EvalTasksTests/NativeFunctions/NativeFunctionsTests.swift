import Testing

@testable import EvalTasks

struct NativeFunctionsTests {
  @Test(
    "A function is found by the last components of its folder", arguments: ["copa", "super_glue/copa", "/a/b/copa"])
  func found(family: String) {
    #expect(NativeFunctions.named(family: family, module: "utils", function: "doc_to_text") != nil)
  }

  @Test(
    "Another folder, module or function has no port",
    arguments: [("xcopa2", "utils", "doc_to_text"), ("copa", "util", "doc_to_text"), ("copa", "utils", "doc_to_txt")])
  func notFound(family: String, module: String, function: String) {
    #expect(NativeFunctions.named(family: family, module: module, function: function) == nil)
  }

  @Test(
    "A folder of task files has its own name, or the longer one of a family of ports",
    arguments: [
      ("/x/tasks/hellaswag", "hellaswag"), ("/x/super_glue/copa", "copa"), ("/x/gpqa/n_shot", "gpqa/n_shot"),
      ("/x/bbh/zeroshot", "zeroshot"),
    ])
  func folders(path: String, family: String) { #expect(NativeFunctions.family(ofFolder: path) == family) }

  @Test("Every port has a name that finds it")
  func names() throws {
    for name in NativeFunctions.names {
      let parts = name.split(separator: ": ").map(String.init)
      let function = parts[1].split(separator: ".").map(String.init)
      #expect(NativeFunctions.named(family: parts[0], module: function[0], function: function[1]) != nil, "\(name)")
    }
    #expect(NativeFunctions.names.count == 36)
  }
}
