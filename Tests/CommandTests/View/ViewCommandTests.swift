import FileWriters
import Foundation
import Testing

/// `rwkv-eval view`: runs as an HTML page.
@Suite struct ViewCommandTests {
  private let folder: TemporaryFolder

  /// A run of a task in `runs/looped`, with token ids.
  init() throws {
    folder = try TemporaryFolder()
    let task = try SampleTask.write(to: folder)
    let made = try run("$TOOL run --tasks \(task) --model demo --loops 8,16 --output runs/looped --tokens --quiet")
    #expect(made.status == 0 || made.status == 3, "\(made)")
  }

  private func run(_ script: String, environment: [String: String] = [:]) throws -> ToolResult {
    try Tool.run(
      script: "cd \(folder.path); " + script,
      environment: ["RWKV_EVAL_RUNS": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""].merging(environment) { $1 })
  }

  private func page(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path + "/runs/looped/" + name, encoding: .utf8)
  }

  @Test func `A page is written beside the run, with its docs and token ids, and goes with it`() throws {
    let result = try run("$TOOL view last")
    #expect(result.output == "runs/looped/report.html\n", "\(result)")
    let first = try page("report.html")
    #expect(first.hasPrefix("<!doctype html>") && first.contains("id=\"tokens-0\"") && first.contains("id=\"texts-0\""))
    // The same run, the same bytes, wherever and whenever.
    let again = try run(
      "mkdir other; cp -r runs/looped other; $TOOL view other/looped; cmp other/looped/report.html runs/looped/report.html && echo same"
    )
    #expect(again.output.hasSuffix("same\n"), "\(again)")
    let removed = try run("$TOOL runs rm looped --yes")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs/looped"), "\(removed)")
  }

  @Test func `Several runs are compared, and named apart`() throws {
    let result = try run("cp -r runs/looped runs/second; $TOOL view runs/looped runs/second")
    #expect(result.output == "runs/looped/comparison.html\n", "\(result)")
    let text = try page("comparison.html")
    #expect(text.contains("\"name\": \"looped\"") && text.contains("\"name\": \"second\""))
    #expect(text.contains("id=\"comparison\""))
  }

  @Test func `The desktop's browser is asked where there is a desktop`() throws {
    try folder.write("#!/bin/sh\necho \"$1\" >opened\n", to: "bin/xdg-open")
    let script = "chmod +x bin/xdg-open; PATH=$PWD/bin:$PATH $TOOL view last"
    _ = try run(script + " --no-open", environment: ["DISPLAY": ":0"])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/opened"))
    _ = try run(script, environment: ["DISPLAY": ":0"])
    let opened = try String(contentsOfFile: folder.path + "/opened", encoding: .utf8)
    #expect(opened.hasSuffix("/runs/looped/report.html\n"))
  }

  @Test func `A browser that fails is said, and the page is there`() throws {
    try folder.write("#!/bin/sh\nexit 4\n", to: "bin/xdg-open")
    let result = try run(
      "chmod +x bin/xdg-open; PATH=$PWD/bin:$PATH $TOOL view last", environment: ["DISPLAY": ":0"])
    #expect(result.diagnostics.contains("no browser could be opened"), "\(result)")
    #expect(result.output == "runs/looped/report.html\n")
  }

  @Test func `Token ids of a model without a vocabulary are refused before anything is written`() throws {
    let result = try run("$TOOL run --tasks *.yaml --model uniform --tokens --output runs/other")
    #expect(result.status == 2 && result.diagnostics.contains("has no vocabulary"), "\(result)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs/other"))
  }

  @Test func `A run under way is reported again until it ends`() throws {
    let result = try run(
      """
      $TOOL mmlu --loops 400 --groups 8 --limit 6 --memory 200K --output runs/way --quiet >/dev/null &
      while [ ! -s runs/way/outcomes.jsonl ]; do sleep 0.1; done
      $TOOL report runs/way --watch --format html --output page.html
      wait
      $TOOL report runs/way --format html --output again.html
      cmp page.html again.html && echo same
      """)
    #expect(result.output.hasSuffix("same\n"), "\(result)")
    #expect(result.diagnostics.contains("runs/way: under way, "), "\(result)")
  }
}
