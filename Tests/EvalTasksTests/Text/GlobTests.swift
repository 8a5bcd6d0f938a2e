import EvalTasks
import Testing

@Suite struct GlobTests {
  @Test(
    "A glob matches whole names",
    arguments: [
      ("anatomy", "anatomy", true), ("anatomy", "anatomy2", false), ("high_school_*", "high_school_physics", true),
      ("high_school_*", "college_physics", false), ("*physics", "college_physics", true), ("*_*_*", "a_b_c", true),
      ("*_*_*", "a_b", false), ("a?b", "a_b", true), ("a?b", "ab", false), ("*", "", true), ("", "", true),
      ("", "a", false),
      ("a*b*c", "aXbXbXc", true), ("a*b*c", "aXbXbX", false), ("**", "x", true), ("a[b]", "a[b]", true),
      ("a[b]", "ab", false),
    ])
  func matches(pattern: String, name: String, expected: Bool) { #expect(Glob(pattern).matches(name) == expected) }

  @Test("A glob knows whether it has a wildcard, and its text")
  func text() {
    #expect(Glob("a*").hasWildcard && Glob("a?").hasWildcard && !Glob("a").hasWildcard)
    #expect(Glob("a*b?").description == "a*b?")
  }
}
