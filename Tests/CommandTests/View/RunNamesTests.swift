import Testing

@testable import rwkv_eval

@Suite struct RunNamesTests {
  @Test(arguments: [
    (["runs/a", "runs/b"], ["a", "b"]), (["x/run", "y/run"], ["x/run", "y/run"]),
    (["a/b", "a/b/"], ["a/b", "a/b (2)"]), (["/elsewhere/run"], ["run"]), (["x/run", "run"], ["x/run", "run"]),
  ])
  func `runs have the least of their paths that tells them apart`(paths: [String], names: [String]) {
    #expect(RunNames(paths).names == names)
  }

  @Test(arguments: [
    ("plots", nil, "plots"), ("reports/plots/demo", "reports/demo.md", "plots/demo"), ("reports", "reports/a.md", ""),
    ("/elsewhere/plots", "/reports/a.md", "/elsewhere/plots"),
  ])
  func `a page links its plots from where it lies`(folder: String, page: String?, link: String) {
    #expect(PlotFolder.link(to: folder, from: page) == link)
  }
}
