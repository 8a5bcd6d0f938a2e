import Testing

@testable import EvalReport

@Suite struct NumberTextTests {
  @Test func `shares, differences and p-values`() {
    #expect(NumberText.percent(3222.0 / 14042) == "22.945 %")
    #expect(NumberText.percent(.nan) == "–")
    #expect(NumberText.percent(nil) == "–")
    #expect(NumberText.points(0.0125) == "+1.250")
    #expect(NumberText.points(-0.0125) == "−1.250")
    #expect(NumberText.pValue(0.03515625) == "0.035")
    #expect(NumberText.pValue(2.3448435067617075e-296) == "2.3e-296")
  }
}
