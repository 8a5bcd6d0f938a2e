import Console
import EvalTasks
import FileWriters
import Foundation
import Testing

@Suite struct TaskIndexTests {
  @Test("Names are tasks, Python tasks, groups or tags")
  func kinds() throws {
    let tasks = try SmallTasks([
      "a/a.yaml": "task: a\ntag: [t, u]\n", "a/deep/b.yaml": "include: ../_base_yaml\ntask: b\n",
      "a/_base_yaml": "tag: t\n",
      "c.yaml": "class: !function c.C\ntask: c\n", "g.yaml": "group: g\ntask: [a]\ntag: u\n",
      "template.yaml": "num_fewshot: 3\n",
      "__pycache__/x.yaml": "task: x\n", "other.txt": "task: y\n",
    ])
    let index = try tasks.index()
    #expect(index.names == ["a", "b", "c", "g", "t", "u"])
    #expect(index.names.map { index[$0]?.kind } == [.task, .task, .pythonTask, .group, .tag, .tag])
    #expect(index["t"]?.members == ["a", "b"])
    #expect(index["u"]?.members == ["a"])
    #expect(index["a"]?.tags == ["t", "u"])
    #expect(index["b"]?.path == tasks.folder.path + "/a/deep/b.yaml")
    #expect(index["t"]?.path == nil)
    #expect(index.problems.isEmpty)
    #expect(index.names(matching: Glob("?")) == index.names)
    #expect(index["x"] == nil)
  }

  @Test("A link is followed once, and not where it leads to a folder that is looked into anyway")
  func links() throws {
    let tasks = try SmallTasks(["a/a.yaml": "task: a\n"])
    let other = try SmallTasks(["b.yaml": "task: b\n"])
    for (link, target) in [
      ("a/0-loop", ".."), ("0-self", "."), ("a/two", tasks.folder.path), ("x", other.folder.path),
      ("y", other.folder.path), ("z", "nowhere"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: tasks.folder.path + "/" + link, withDestinationPath: target)
    }
    let index = try tasks.index()
    #expect(index.names == ["a", "b"])
    #expect(index["a"]?.path == tasks.folder.path + "/a/a.yaml")
    #expect(index["a"]?.duplicates == [] && index["b"]?.duplicates == [])
    #expect(index["b"]?.path == tasks.folder.path + "/x/b.yaml")
  }

  @Test("A name of a later folder replaces that of an earlier one, tags with all that they hold")
  func override() throws {
    let first = try SmallTasks(["a.yaml": "task: a\ntag: t\n", "b.yaml": "task: b\ntag: t\n"])
    let second = try SmallTasks(["x/a.yaml": "task: a\ntag: t\n"])
    let index = try TaskIndex(folders: [first.folder.path, second.folder.path])
    #expect(index["a"]?.path == second.folder.path + "/x/a.yaml")
    #expect(index["b"]?.path == first.folder.path + "/b.yaml")
    #expect(index["t"]?.members == ["a"])
  }

  @Test("Two files of one folder with the same name are an error when it is asked for, naming both")
  func duplicates() throws {
    let tasks = try SmallTasks([
      "a.yaml": SmallTasks.task, "b.yaml": SmallTasks.task, "c.yaml": SmallTasks.task.replacing("small", with: "c"),
    ])
    #expect(try tasks.load("c").count == 1)
    #expect(
      try tasks.message("small")
        == "small: …/a.yaml and …/b.yaml all define \"small\". Rename all but one; lm-eval takes the first.")
  }

  @Test("A tag hides a group of the same name that comes after its first task")
  func tagBeforeGroup() throws {
    let tasks = try SmallTasks(["a.yaml": "task: a\ntag: x\n", "g.yaml": "group: x\ntask: [a]\n"])
    #expect(try tasks.index()["x"]?.kind == .tag)
    #expect(try tasks.index()["x"]?.duplicates == [])
  }

  @Test("A file that cannot be read is a problem of its own")
  func problems() throws {
    let tasks = try SmallTasks(["a.yaml": "task: a\n", "b.yaml": "task: \"b\n", "c.yaml": "- c\n"])
    let index = try tasks.index()
    #expect(index.names == ["a"])
    for (problem, name) in zip(index.problems, ["b.yaml", "c.yaml"]) {
      #expect(problem.description.hasPrefix("\(tasks.folder.path)/\(name):"), "\(problem)")
    }
    #expect(index.problems.count == 2)
  }

  @Test("A folder that is not there is an error")
  func missing() {
    #expect(throws: UserError.self) { _ = try TaskIndex(folders: ["/no/such/folder"]) }
  }
}
