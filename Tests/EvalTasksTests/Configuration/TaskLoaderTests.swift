import EvalCore
import EvalTasks
import FileWriters
import PythonValues
import Testing

@Suite struct TaskLoaderTests {
  /// Tasks `a`, `b` and `c` with the tag `t`, and a file of groups.
  private func tasks(_ group: String) throws -> SmallTasks {
    var files = ["g.yaml": group]
    for name in ["a", "b", "c"] {
      files["\(name).yaml"] = SmallTasks.task.replacing("small", with: name) + "tag: t\ntask_alias: alias \(name)\n"
    }
    return try SmallTasks(files)
  }

  @Test("Names, globs and tags stand for their tasks")
  func names() throws {
    let tasks = try tasks("group: g\ntask: [a]\n")
    #expect(try tasks.load("b", "a").map(\.name) == ["b", "a"])
    #expect(try tasks.load("a*", "a").map(\.name) == ["a"])
    #expect(try tasks.load("t").map(\.name) == ["a", "b", "c"])
    #expect(try tasks.load("a", "a").map(\.name) == ["a"])
  }

  @Test("A path stands for what its file defines")
  func path() throws {
    let tasks = try tasks("group: g\ntask: [a, b]\n")
    let other = try SmallTasks(["x/own.yaml": SmallTasks.task])
    let loader = TaskLoader(try tasks.index())
    let task = try loader.load([other.folder.path + "/x/../x/own.yaml"])[0].tasks[0]
    #expect(task.name == "small")
    #expect(task.folder == other.folder.path + "/x")
    #expect(try loader.load([tasks.folder.path + "/g.yaml"])[0].tasks.map(\.name) == ["a", "b"])
  }

  @Test("A group has tasks, tags, groups and definitions of its own, and hands its keys on")
  func group() throws {
    let tasks = try tasks(
      """
      group: g
      group_alias: All
      task:
        - a
        - task: b
          task_alias: other
          num_fewshot: 7
        - group: inner
          group_alias: Inner
          task: [c]
          target_delimiter: "|"
          aggregate_metric_list: {metric: acc, weight_by_size: false, filter_list: none}
        - task: inline
          dataset_path: json
          test_split: test
          output_type: loglikelihood
          doc_to_text: x
          doc_to_target: y
      aggregate_metric_list:
        - metric: acc
        - metric: acc_norm
          aggregation: mean
      metadata:
        version: 2
      fewshot_delimiter: "X"

      """)
    let node = try tasks.load("g")[0]
    #expect(node.tasks.map(\.name) == ["a", "b", "c", "g::inline"])
    #expect(node.tasks.map(\.alias) == ["alias a", "other", "alias c", nil])
    #expect(node.tasks.map(\.numFewshot) == [nil, 7, nil, nil])
    #expect(node.tasks.map(\.fewShotDelimiter) == ["X", "X", "X", "X"])
    #expect(node.tasks.map(\.targetDelimiter) == [" ", " ", "|", " "])
    #expect(node.tasks[3].path == tasks.folder.path + "/g.yaml")
    guard case .group(let group, let children) = node, case .group(let inner, _) = children[2] else {
      return #expect(Bool(false))
    }
    #expect(group.metrics == [AggregateMetric(metric: "acc"), AggregateMetric(metric: "acc_norm")])
    #expect(group.version == .int(2))
    #expect(inner.name == "g::inner")
    #expect(inner.metrics == [AggregateMetric(metric: "acc", weightBySize: false, filters: ["none"])])
    let tree = node.tree
    #expect(tree.alias == "All")
    #expect(tree.version == 2)
    #expect(tree.children.map(\.alias) == ["alias a", "other", "Inner", "g::inline"])
    #expect(tree.tasks == ["a", "b", "c", "g::inline"])
  }

  @Test("Keys beside a tag, or a group by its name, go to all its tasks, and the innermost win")
  func handedOn() throws {
    let files = [
      "h.yaml": "group: h\ntask:\n  - task: t\n    num_fewshot: 4\n",
      "k.yaml": "group: k\ntask:\n  - group: h\n    num_fewshot: 5\n    target_delimiter: X\n",
    ]
    let tasks = try tasks("group: g\ntask: [a]\n")
    for (name, text) in files { try tasks.folder.write(text, to: name) }
    #expect(try tasks.load("h")[0].tasks.map(\.numFewshot) == [4, 4, 4])
    #expect(try tasks.load("h")[0].tasks.map(\.name) == ["a", "b", "c"])
    #expect(try tasks.load("k")[0].tasks.map(\.targetDelimiter) == ["X", "X", "X"])
    #expect(try tasks.load("k")[0].tasks.map(\.numFewshot) == [4, 4, 4])
    #expect(try tasks.load("k")[0].tree.children.map(\.name) == ["h"])
  }

  @Test(
    "What a group asks for and is not there names its line",
    arguments: [
      ("task: [a, bb]", "…/g.yaml:2: there is no task, group or tag \"bb\". Did you mean"),
      ("task:\n  - a\n  - task: aa", "…/g.yaml:4: there is no task, group or tag \"aa\"."),
      ("task:\n  - group: g2\n    task: [zz]", "…/g.yaml:4: there is no task, group or tag \"zz\"."),
      ("task:\n  - x: y", "…/g.yaml:3: an item of the group's tasks names no task."),
      ("task: [1]", "…/g.yaml:2: an item of the group's tasks is a whole number."),
      ("task: a", "…/g.yaml:2: the group \"g\" has no list of tasks."),
      ("metadata: {}", "…/g.yaml:1: the group \"g\" has no list of tasks."),
      ("task: [a]\nnum_fewshots: 3", "…/g.yaml:3: unknown key \"num_fewshots\". Did you mean \"num_fewshot\"?"),
      ("task: [a]\naggregate_metric_list: [{metric: acc, weight: true}]", "…/g.yaml:3: unknown key \"weight\"."),
      (
        "task: [a]\naggregate_metric_list: [{weight_by_size: true}]",
        "…/g.yaml:3: an entry of aggregate_metric_list has no metric."
      ),
      (
        "task: [a]\naggregate_metric_list: [{metric: acc, aggregation: sum}]",
        "…/g.yaml:3: groups know no aggregation but mean."
      ),
      ("task: [a]\naggregate_metric_list: [acc]", "…/g.yaml:3: an entry of aggregate_metric_list is a text."),
      ("task:\n  - group: t", "…/g.yaml:3: \"t\" is a tag, and not a group. Write \"- task: t\"."),
      (
        "task:\n  - group: g\n    task: [a]",
        "…/g.yaml:4: \"g\" is defined in …/g.yaml, and \"task\" cannot be changed here."
      ),
    ])
  func errors(lines: String, expected: String) throws {
    let message = try tasks("group: g\n\(lines)\n").message("g")
    #expect(message?.hasPrefix(expected) == true, "\(message ?? "no error")")
  }

  @Test("A group that holds itself is an error with the chain of groups")
  func circle() throws {
    let tasks = try tasks("group: g\ntask: [a, h]\n")
    try tasks.folder.write("group: h\ntask: [g]\n", to: "h.yaml")
    #expect(
      try tasks.message("g")
        == "…/h.yaml:2: the group holds itself: g → h → g. Take it out of one of these lists.")
  }

  @Test("A task that is asked for twice is an error")
  func twice() throws {
    #expect(
      try tasks("group: g\ntask: [a]\n").message("g", "a")
        == "tasks: the task \"a\" is asked for twice, by \"g\" and by \"a\". Ask for one of them.")
  }

  @Test(
    "An unknown name is an error with those that it may have meant",
    arguments: [
      ("smal", "tasks: there is no task, group or tag \"smal\". Did you mean \"small\"?"),
      ("zzz*", "tasks: there is no task, group or tag \"zzz*\". `rwkv-eval tasks list` shows all names."),
      ("/no/file.yaml", "/no/file.yaml: the file cannot be read. Check the path and its permissions."),
    ])
  func unknown(name: String, expected: String) throws {
    #expect(try SmallTasks(["task.yaml": SmallTasks.task]).message(name) == expected)
  }

  @Test("A file that defines nothing is an error")
  func nothing() throws {
    let tasks = try SmallTasks(["t.yaml": "num_fewshot: 3\n"])
    #expect(
      try tasks.message(tasks.folder.path + "/t.yaml")
        == "…/t.yaml: the file defines neither a task nor a group. Add a line like \"task: my_task\".")
  }
}
