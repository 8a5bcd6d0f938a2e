import Testing

@Suite struct FlagInputTests {
  private static func flags(
    _ arguments: String, _ place: String, _ problem: String, remedy: String = "See 'rwkv-eval mmlu --help'"
  ) -> BadInput {
    BadInput(arguments, place: place, problem: problem, remedy: remedy) { _ in
      arguments.split(separator: " ").map(String.init)
    }
  }

  static let depth = [
    flags("--loops 401 --groups 8", "--loops 401", "cannot be shared evenly by --groups 8", remedy: "400 or 408"),
    flags("--loops abc", "--loops", "\"abc\" is not a whole number from 1 to 20000"),
    flags("--loops 0", "--loops", "\"0\" is not a whole number from 1 to 20000"),
    flags("--loops 8000000000", "--loops", "\"8000000000\" is not a whole number from 1 to 20000"),
    flags("--loops 99999999999999999999", "--loops", "is not a whole number from 1 to 20000"),
    flags("--loops 16000 --groups 8 --loops-curve 1900", "1900 loop counts", "more than 1000000", remedy: "fewer"),
    flags("--loops 8,,16", "--loops", "\"\" is not a whole number"),
    flags("--loops 8,16,8", "--loops", "8 stands there twice"),
    flags("--groups 3", "--groups 3", "does not divide the 8 layers", remedy: "one of 1, 2, 4, 8"),
    flags("--groups 0", "--groups 0", "at least 1"),
    flags("--prelude 8", "a prelude of 8", "leave nothing to loop", remedy: "at most 7"),
    flags("--sharing shuffle", "--sharing", "'shuffle' is invalid", remedy: "'sequence', 'cycle' or 'cycle-rev'"),
    flags("--injection water", "--injection", "'water' is invalid", remedy: "'none', 'add' or 'concat'"),
    flags("--depth-program nonsense", "--depth-program", "\"nonsense\" is not known", remedy: "rwkv-dr-train"),
    flags("--depth-program 0,99", "--depth-program", "layer 99", remedy: "layers 0 to 7"),
  ]

  static let others = [
    flags("--nope", "--nope", "Unknown option"),
    flags("extra", "extra", "Unexpected argument"),
    flags("--threads 0", "--threads 0", "at least 1"),
    flags("--threads 513", "--threads 513", "at most 512"),
    flags("--threads 9223372036854775807", "--threads 9223372036854775807", "at most 512"),
    flags("--max-length 0", "--max-length 0", "at least 1"),
    flags("--model uniform --max-length 8", "--model uniform", "--max-length means nothing", remedy: "Leave it out"),
    flags("--lora-alpha 8", "--lora-alpha 8", "give one with --lora"),
    flags("--lora a.pth --lora-alpha 0", "--lora-alpha 0", "above 0"),
    flags("--lora a.pth --lora-alpha much", "--lora-alpha", "'much' is invalid"),
    flags(
      "--model uniform --state s.pth", "--model uniform", "--state and --lora mean nothing", remedy: "Leave them out"),
    flags("--model demo --loops 8 --state none", "--state none", "nothing to leave out", remedy: "Leave it out"),
    flags("--model demo --loops 8 --state no.pth", "no.pth", "no such file", remedy: "Check the path"),
    flags("--memory 0", "--memory", "'0' is invalid", remedy: "500M, 2G or 1T"),
    flags("--memory 9E", "--memory", "'9E' is invalid", remedy: "500M, 2G or 1T"),
    flags("--memory much", "--memory", "'much' is invalid", remedy: "500M, 2G or 1T"),
    flags("--format xml", "--format", "'xml' is invalid", remedy: "- markdown"),
    flags("--model constant:Z1", "--model constant:Z1", "not a constant baseline", remedy: "Use constant:A"),
    flags("--model uniform --loops 8", "--model uniform", "has no layers", remedy: "Leave them out"),
    flags("--model no/model.pth", "no/model.pth", "no such file", remedy: "Check the path"),
  ]

  static let negative = [
    flags("--threads -1", "--threads -1", "at least 1"), flags("--groups -2", "--groups -2", "at least 1"),
    flags("--prelude -1", "--prelude -1", "0 or more"),
    flags("--limit -3", "--limit", "-3 docs", remedy: "Give 1 or more"),
    flags("--num-fewshot -1", "--num-fewshot", "-1 is negative", remedy: "Give 0 or more"),
    flags("--loops-curve -4", "--loops-curve -4", "at least 2"),
    flags("--exit-after -1 --exit kl=1", "--exit-after -1", "0 or more"),
    flags("--memory -5", "--memory", "'-5' is invalid", remedy: "500M, 2G or 1T"),
    flags("--loops -8", "--loops", "\"-8\" is not a whole number from 1 to 20000"),
  ]

  @Test("Negative numbers are refused with what is allowed", arguments: negative)
  func refusesNegative(_ input: BadInput) throws { try checked(input).check() }

  @Test(
    "Seeds, docs and tokens that are negative are refused with what is allowed",
    arguments: [
      (["depth", "paths", "--seed", "-5"], "a seed is a whole number from 0"),
      (["prompts", "diff", "lm_eval", "recommended", "--seed", "-5"], "a seed is a whole number from 0"),
      (["depth", "paths", "--docs", "-5"], "--docs -5: at least 2"),
      (["model", "check", "demo", "--tokens", "-5"], "--tokens -5: from 3 to 512"),
      (["run", "--tasks", "piqa", "--num-fewshot", "-5"], "--num-fewshot -5: 0 or more"),
      (["run", "--tasks", "piqa", "--limit", "-.5"], "'-.5' is invalid for '--limit <limit>'"),
      (["depth", "exits", "run", "--patience", "-1"], "--patience -1: at least 1"),
    ])
  func negativeNumbers(_ arguments: [String], _ problem: String) throws {
    let result = try Tool.run(arguments)
    #expect(result.status == 2 && result.diagnostics.contains(problem), "\(result)")
  }

  @Test("Bad depth flags are refused", arguments: depth)
  func refusesDepth(_ input: BadInput) throws { try checked(input).check() }

  @Test("Other bad flags are refused", arguments: others)
  func refusesOthers(_ input: BadInput) throws { try checked(input).check() }

  private func checked(_ input: BadInput) -> BadInput {
    BadInput(input.name, place: input.place, problem: input.problem, remedy: input.remedy) {
      try ["mmlu", "--limit", "1"] + input.arguments($0)
    }
  }

  @Test(
    "A command that lacks something, or does not exist, is refused",
    arguments: [
      ["nonsense"], ["report"], ["compare", "one"], ["loglikelihood"], ["model", "inspect"], ["model", "chekc"],
    ])
  func incomplete(_ arguments: [String]) throws {
    let result = try Tool.run(arguments)
    #expect(!result.isKilled && result.status == 2 && result.output.isEmpty, "\(result)")
    #expect(!result.diagnostics.isEmpty)
  }
}
