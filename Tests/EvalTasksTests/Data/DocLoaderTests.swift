import EvalTasks
import FileWriters
import Foundation
import PythonValues
import Testing

struct DocLoaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func docs(
    _ split: String, path: String, name: String? = nil, options: PythonValue.Dictionary = [:], splits: [String]? = nil,
    task: String = "toy", data: [String] = []
  ) throws -> [Doc] {
    let reference = DatasetReference(task: task, path: path, name: name, options: options, splits: splits ?? [split])
    let overrides = try DataOverrides(data)
    return try DocLoader(reference: reference, folder: URL(filePath: folder.path), overrides: overrides).docs(
      split: split)
  }

  private func files(_ splits: PythonValue.Dictionary) -> PythonValue.Dictionary { ["data_files": .dictionary(splits)] }

  private func message(_ body: () throws -> [Doc]) -> String {
    do {
      _ = try body()
      return "no error"
    } catch { return String(describing: error) }
  }

  @Test("A data file whose name is not UTF-8 is named; other such files do not matter")
  func nonUTF8Name() throws {
    try folder.write("{\"a\": 1}\n", to: "d/test.jsonl")
    try folder.writeNonUTF8Name(in: "d", "note", ".txt")
    #expect(try docs("test", path: "./d").count == 1)
    try folder.writeNonUTF8Name(in: "d", "dev", ".jsonl")
    #expect(
      message { try docs("test", path: "./d") }.contains(
        "/d: holds a file whose name is not UTF-8, \"dev\u{FFFD}.jsonl\""))
  }

  @Test("A folder of parquet files gets the command that converts them all, and what it makes is read beside them")
  func parquetFolder() throws {
    try folder.write("PAR1", to: "d/test-00000-of-00002.parquet")
    try folder.write("PAR1", to: "d/test-00001-of-00002.parquet")
    let message = message { try docs("test", path: "./d") }
    #expect(message.contains("holds no file for split \"test\" of toy"))
    #expect(message.contains("Convert them to JSON lines (needs pip install pyarrow): python3 -c 'import glob"))
    #expect(message.contains("/d/**/*.parquet"))
    try folder.write("PAR1", to: "d/test.parquet")
    try folder.write("{\"a\": 1}\n", to: "d/test.jsonl")
    #expect(try docs("test", path: "./d") == [["a": .int(1)]])
  }

  // MARK: The loaders json and csv

  @Test("data_files lie beside the task, for each split a path or a list of paths and globs")
  func dataFiles() throws {
    try folder.write("{\"a\": 1}\n", to: "data/x1.jsonl")
    try folder.write("[{\"a\": 2}, {\"a\": 3}]", to: "data/x2.json")
    try folder.write("{\"a\": 4}\n", to: "dev.jsonl")
    let options = files([
      "test": .list([.string("data/x1.jsonl"), .string("data/*2.json")]), "dev": .string("dev.jsonl"),
    ])
    #expect(try docs("test", path: "json", options: options).map { $0["a"] } == [.int(1), .int(2), .int(3)])
    #expect(try docs("dev", path: "json", options: options) == [["a": .int(4)]])
    let sorted = files(["test": .string("data/*.js*")])
    #expect(try docs("test", path: "json", options: sorted).map { $0["a"] } == [.int(1), .int(2), .int(3)])
  }

  @Test("Files without splits are the split train, data_dir goes before paths, and field names the docs' place")
  func otherForms() throws {
    try folder.write("{\"rows\": [{\"a\": 1}]}", to: "d/x.json")
    let options: PythonValue.Dictionary = [
      "data_files": .string("x.json"), "data_dir": .string("d"), "field": .string("rows"),
    ]
    #expect(try docs("train", path: "json", options: options) == [["a": .int(1)]])
    #expect(message { try docs("test", path: "json", options: options) }.contains("data_files has no split \"test\""))
  }

  @Test("csv types its columns as pandas does, and takes its options")
  func csv() throws {
    try folder.write("1;NA;x\n2;3;y\n", to: "x.csv")
    var options = files(["test": .string("x.csv")])
    options["sep"] = .string(";")
    options["names"] = .texts("p", "q", "r")
    let typed: [Doc] = [
      ["p": .int(1), "q": PythonValue.none, "r": .string("x")], ["p": .int(2), "q": .double(3), "r": .string("y")],
    ]
    #expect(try docs("test", path: "csv", options: options) == typed)
    options["keep_default_na"] = .bool(false)
    #expect(try docs("test", path: "csv", options: options).map { $0["q"] } == [.string("NA"), .string("3")])
  }

  @Test("A file may be inside an archive, and tab separated")
  func member() throws {
    try folder.write(SmallTar.bytes([("d/x.tsv", "a\tb\n1\tz\n"), ("d/.x.tsv", ""), ("README", "?")]), to: "all.tar")
    let inside = files(["test": .string("all.tar/d/x.tsv")])
    #expect(try docs("test", path: "csv", options: inside) == [["a": .int(1), "b": .string("z")]])
    let absent = message { try docs("test", path: "csv", options: files(["test": .string("all.tar/d/y.tsv")])) }
    #expect(absent.contains("all.tar: holds no data file \"d/y.tsv\". Did you mean \"d/x.tsv\"?"))
  }

  @Test(
    "What is wrong with dataset_kwargs is named",
    arguments: [
      (
        ["data_file": .string("x")],
        "toy: unknown or unsupported key \"data_file\" in dataset_kwargs. Did you mean \"data_files\""
      ),
      ([:], "toy: dataset_path: csv needs data_files"),
      (["data_files": .int(1)], "\"data_files\" in dataset_kwargs names no files"),
      (
        ["data_files": .string("x.csv"), "sep": .string("||")],
        "the separator \"||\" in dataset_kwargs is not one ASCII character"
      ),
      (
        ["data_files": .string("x.csv"), "header": .int(3)],
        "\"header\" in dataset_kwargs is neither 0, null nor \"infer\""
      ),
      (
        ["data_files": .string("x.csv"), "names": .string("a")],
        "\"names\" in dataset_kwargs is not a list of column names"
      ),
      (["data_files": .string("x.csv"), "field": .int(1)], "\"field\" in dataset_kwargs is not a text"),
      (["data_files": .string("x.csv"), "na_filter": .int(1)], "\"na_filter\" in dataset_kwargs is not true or false"),
      (["data_files": .string("**/x.csv")], "\"**\" is not supported in data_files"),
      (["data_files": .string("*.csv")], "nothing matches"),
      (["data_files": .string("x.csv")], "x.csv: no such file"),
    ] as [(PythonValue.Dictionary, String)])
  func wrongOptions(options: PythonValue.Dictionary, expected: String) {
    let text = message { try docs("train", path: "csv", options: options) }
    #expect(text.contains(expected), "\(text)")
  }

  // MARK: What is not there

  @Test("A Hub data set that is not local: what to get, how, and the flag to give")
  func hub() {
    let text = message { try docs("validation", path: "Rowan/hellaswag", task: "hellaswag") }
    #expect(text.contains("hellaswag: split \"validation\" of Rowan/hellaswag is not on this machine"))
    #expect(text.contains("https://huggingface.co/datasets/Rowan/hellaswag"))
    #expect(text.contains("> hellaswag_validation.jsonl"))
    #expect(text.contains("--data hellaswag=PATH"))
    let named = message { try docs("test", path: "cais/mmlu", name: "anatomy", task: "mmlu_anatomy") }
    #expect(named.contains("load_dataset(\"cais/mmlu\", \"anatomy\", split=\"test\")"))
    #expect(named.contains("> anatomy_test.jsonl"))
  }

  @Test("A Hub file in data_files: its address and the flag to give")
  func hubFile() {
    let options = files(["test": .string("hf://datasets/corypaik/prost/data/default.jsonl")])
    let text = message { try docs("test", path: "json", options: options, task: "prost") }
    #expect(text.contains("https://huggingface.co/datasets/corypaik/prost/resolve/main/data/default.jsonl"))
    #expect(text.contains("--data prost=PATH"))
  }

  @Test("Parquet is not read; the error has a command that converts it")
  func parquet() throws {
    let path = try folder.write("PAR1", to: "test.parquet")
    let text = message { try docs("test", path: "a/b", data: ["toy=\(path)"]) }
    #expect(text.contains("is a file of the form parquet"))
    #expect(text.contains("python3 -c 'import json, pyarrow.parquet"))
    #expect(text.contains("> test.jsonl"))
    #expect(message { try docs("test", path: "parquet") }.contains("dataset_path: parquet is not read here"))
    let arrow = try folder.write("ARROW1", to: "x.arrow")
    #expect(message { try docs("test", path: "a/b", data: ["toy=\(arrow)"]) }.contains("p.ipc.open_stream"))
  }

  @Test("Missing, unknown, empty and damaged files are errors that name them")
  func unreadable() throws {
    #expect(
      message { try docs("test", path: "a/b", data: ["toy=/nowhere/x.jsonl"]) }.contains(
        "/nowhere/x.jsonl: no such file"))
    let text = try folder.write("hello", to: "x.txt")
    #expect(
      message { try docs("test", path: "a/b", data: ["toy=\(text)"]) }.contains("is neither a data file nor an archive")
    )
    let blank = try folder.write("\n\n", to: "x.jsonl")
    #expect(message { try docs("test", path: "a/b", data: ["toy=\(blank)"]) }.contains("x.jsonl: has no docs"))
    let empty = try folder.write("", to: "y.jsonl")
    #expect(message { try docs("test", path: "a/b", data: ["toy=\(empty)"]) }.contains("is an empty file (0 bytes)"))
    let damaged = try folder.write("not gzip", to: "z.jsonl.gz")
    #expect(
      message { try docs("test", path: "a/b", data: ["toy=\(damaged)"]) }.contains("z.jsonl.gz: is not an archive"))
    let header = try folder.write("a,b\n", to: "h.csv")
    #expect(message { try docs("test", path: "a/b", data: ["toy=\(header)"]) }.contains("h.csv: has no docs"))
  }

  // MARK: --data

  @Test("A file stands for a task that needs one split, and for no other")
  func oneFile() throws {
    let path = try folder.write("{\"a\": 1}\n", to: "x.jsonl")
    #expect(try docs("test", path: "a/b", data: ["toy=\(path)"]) == [["a": .int(1)]])
    let text = message { try docs("test", path: "a/b", splits: ["test", "dev"], data: ["toy=\(path)"]) }
    #expect(text.contains("is one file, and toy needs the splits \"test\", \"dev\""))
  }

  @Test("Columns of a Hub data set's files are typed losslessly")
  func lossless() throws {
    let path = try folder.write("A,B,label\n007,None,1\n", to: "x.csv")
    #expect(
      try docs("test", path: "a/b", data: ["toy=\(path)"])
        == [["A": .string("007"), "B": .string("None"), "label": .int(1)]])
  }

  @Test(
    "The file of a split is found by name, in folders and archives",
    arguments: [
      "test.jsonl", "data/test.jsonl", "toy_test.jsonl", "b_test.jsonl", "anything_test.jsonl", "b/test.jsonl",
      "test/toy.jsonl",
    ])
  func found(file: String) throws {
    try folder.write("{\"a\": 1}\n", to: "data/\(file)")
    try folder.write("{\"a\": 2}\n", to: "data/other/dev.jsonl")
    #expect(try docs("test", path: "a/b", data: ["toy=\(folder.path)/data"]) == [["a": .int(1)]])
    let tar = try folder.write(SmallTar.bytes([(file, "{\"a\": 3}\n"), ("dev.jsonl", "{\"a\": 4}\n")]), to: "d.tar")
    #expect(try docs("test", path: "a/b", data: ["toy=\(tar)"]) == [["a": .int(3)]])
  }

  @Test("With configurations, files for a whole family are found by the configuration's or the task's name only")
  func family() throws {
    for file in ["x/anatomy_test.jsonl", "law/test.jsonl", "test/art.jsonl"] {
      try folder.write("{\"a\": \"\(file)\"}\n", to: "d/" + file)
    }
    for (name, file) in [("anatomy", "x/anatomy_test.jsonl"), ("law", "law/test.jsonl"), ("art", "test/art.jsonl")] {
      let docs = try docs("test", path: "a/b", name: name, data: ["a/b=\(folder.path)/d"])
      #expect(docs == [["a": .string(file)]])
    }
    let text = message { try docs("test", path: "a/b", name: "music", data: ["a/b=\(folder.path)/d"]) }
    #expect(
      text.contains("holds no file for split \"test\" of toy. Looked for music_test, music/test, test/music, toy_test"))
    #expect(text.contains("found \"law/test.jsonl\", \"test/art.jsonl\", \"x/anatomy_test.jsonl\""))
  }

  @Test("Splits are never guessed: dev is not validation, and two candidates are an error")
  func neverGuessed() throws {
    try folder.write("{\"a\": 1}\n", to: "d/dev.jsonl")
    #expect(
      message { try docs("validation", path: "a/b", data: ["toy=\(folder.path)/d"]) }.contains(
        "holds no file for split"))
    try folder.write("{\"a\": 1}\n", to: "d/dev.json")
    let text = message { try docs("dev", path: "a/b", data: ["toy=\(folder.path)/d"]) }
    #expect(text.contains("more than one file for split \"dev\" of toy: \"dev.json\", \"dev.jsonl\""))
  }

  @Test("dataset_path may be a folder beside the task")
  func localFolder() throws {
    try folder.write("a\n1\n", to: "mydata/test.csv")
    #expect(try docs("test", path: "mydata") == [["a": .int(1)]])
    #expect(message { try docs("test", path: "./nothing") }.contains("no such folder"))
  }

  @Test("MMLU's published files have the Hub's fields")
  func mmlu() throws {
    try folder.write("\"What, now?\",1,None,3.0,d,B\n", to: "data/test/anatomy_test.csv")
    let expected: Doc = [
      "question": .string("What, now?"), "subject": .string("anatomy"), "choices": .texts("1", "None", "3.0", "d"),
      "answer": .int(1),
    ]
    let docs = try docs("test", path: "cais/mmlu", name: "anatomy", data: ["cais/mmlu=\(folder.path)"])
    #expect(docs == [expected])
    #expect(Array(docs[0].keys) == ["question", "subject", "choices", "answer"])
  }
}
