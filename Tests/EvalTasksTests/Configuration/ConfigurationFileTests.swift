import Console
import EvalTasks
import FileWriters
import Testing

@Suite struct ConfigurationFileTests {
  @Test("A file's own keys win over included ones, and later includes over earlier")
  func include() throws {
    let tasks = try SmallTasks([
      "a/task.yaml": "include: [_one_yaml, ../_two_yaml]\ntask: t\ndescription: own\n",
      "a/_one_yaml": SmallTasks.task + "description: one\ntarget_delimiter: one\nfewshot_delimiter: one\n",
      "_two_yaml": "include: a/_three_yaml\ntarget_delimiter: two\n",
      "a/_three_yaml": "num_fewshot: 3\ntarget_delimiter: three\n",
    ])
    let task = try tasks.load("t")[0].tasks[0]
    #expect(task.description == "own")
    #expect(task.targetDelimiter == "two")
    #expect(task.fewShotDelimiter == "one")
    #expect(task.numFewshot == 3)
  }

  @Test("A file that two others include is no circle")
  func diamond() throws {
    let tasks = try SmallTasks([
      "t.yaml": "include: [_a_yaml, _b_yaml]\n", "_a_yaml": "include: _c_yaml\n", "_b_yaml": "include: _c_yaml\n",
      "_c_yaml": SmallTasks.task,
    ])
    #expect(try tasks.load("small")[0].name == "small")
  }

  @Test("Includes that double at every level are read once each")
  func doubling() throws {
    var files = ["t.yaml": "include: [_0_yaml, _0_yaml]\n", "_60_yaml": SmallTasks.task]
    for level in 0..<60 { files["_\(level)_yaml"] = "include: [_\(level + 1)_yaml, _\(level + 1)_yaml]\n" }
    #expect(try SmallTasks(files).load("small")[0].name == "small")
  }

  @Test("A hundred files may include each other in a row, and no more")
  func deep() throws {
    var files = ["t.yaml": "include: _0_yaml\n", "s.yaml": "include: _101_yaml\n", "_200_yaml": SmallTasks.task]
    for level in 0..<200 { files["_\(level)_yaml"] = "include: _\(level + 1)_yaml\n" }
    let tasks = try SmallTasks(files)
    let path = tasks.folder.path
    #expect(try tasks.message(path + "/t.yaml")?.contains("more than 100 files include each other in a row") == true)
    #expect(try tasks.load(path + "/s.yaml")[0].name == "small")
    #expect(try tasks.index().problems.count == 1)
  }

  @Test("A file that is larger than any task's is not read")
  func large() throws {
    let tasks = try SmallTasks(["t.yaml": SmallTasks.task + String(repeating: " ", count: 17 << 20)])
    #expect(try tasks.message(tasks.folder.path + "/t.yaml")?.contains("and a task file at most 4194304") == true)
  }

  @Test("A byte order mark before a file is passed over")
  func byteOrderMark() throws {
    let tasks = try SmallTasks(["t.yaml": "\u{feff}" + SmallTasks.task])
    #expect(try tasks.load("small")[0].name == "small")
    #expect(try tasks.index().problems.isEmpty)
  }

  @Test("Groups that list groups twice at every level end in an error")
  func doublingGroups() throws {
    var files = ["t.yaml": SmallTasks.task, "g40.yaml": "group: g40\ntask: [small]\n"]
    for level in 0..<40 { files["g\(level).yaml"] = "group: g\(level)\ntask: [g\(level + 1), g\(level + 1)]\n" }
    #expect(try SmallTasks(files).message("g0")?.contains("the groups have more than 20000 members") == true)
  }

  @Test("A circle of includes is an error with the chain of files")
  func circle() throws {
    let tasks = try SmallTasks([
      "t.yaml": "task: t\ninclude: _a_yaml\n", "_a_yaml": "\ninclude: _b_yaml\n", "_b_yaml": "include: _a_yaml\n",
    ])
    let path = tasks.folder.path
    let expected =
      "…/_b_yaml:1: the file includes itself: …/_a_yaml → …/_b_yaml → …/_a_yaml. Take one of these includes out."
    #expect(try tasks.message(path + "/t.yaml") == expected)
    #expect(try tasks.index().problems.map(\.problem).first?.hasPrefix("the file includes itself: ") == true)
  }

  @Test("An included file that is not there names the line of the include")
  func missing() throws {
    let tasks = try SmallTasks(["t.yaml": "task: t\ninclude: nowhere_yaml\n"])
    #expect(
      try tasks.message(tasks.folder.path + "/t.yaml")
        == "…/t.yaml:2: the included file …/nowhere_yaml cannot be read. Check the path and its permissions.")
  }

  @Test("task_list is not inherited, and is an error where it stands")
  func taskList() throws {
    let tasks = try SmallTasks([
      "t.yaml": "include: u.yaml\ntask: t\n", "u.yaml": SmallTasks.task + "task_list:\n  - task: x\n",
    ])
    #expect(try tasks.load("t")[0].name == "t")
    #expect(try tasks.message("small")?.hasPrefix("…/u.yaml:8: \"task_list\" is not supported. ") == true)
  }
}
