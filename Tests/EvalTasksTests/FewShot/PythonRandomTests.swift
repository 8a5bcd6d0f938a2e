import Archives
import EvalTasks
import Testing

/// Expected values are what CPython 3.11.7 prints for the same calls.
struct PythonRandomTests {
  /// What a fresh generator gives: `random()` three times, then `getrandbits` of 32, 5, 64 and 33.
  struct Start: Sendable {
    let seed: Int
    let doubles: [Double]
    let bits: [UInt64]
  }

  @Test(
    "A generator gives CPython's numbers for its seed",
    arguments: [
      Start(
        seed: 0, doubles: [0.8444218515250481, 0.7579544029403025, 0.420571580830845],
        bits: [1_112_038_970, 30, 8_963_783_824_838_420_066, 6_034_146_168]),
      Start(
        seed: 1234, doubles: [0.9664535356921388, 0.4407325991753527, 0.007491470058587191],
        bits: [3_912_611_952, 30, 14_886_566_920_684_039_889, 2_500_648_409]),
      Start(
        seed: 42, doubles: [0.6394267984578837, 0.025010755222666936, 0.27502931836911926],
        bits: [958_682_846, 4, 1_890_702_223_848_595_625, 7_201_369_453]),
      Start(
        seed: -7, doubles: [0.32383276483316237, 0.15084917392450192, 0.6509344730398537],
        bits: [311_111_475, 26, 1_736_392_818_365_009_963, 5_865_589_240]),
      Start(
        seed: 1 << 40 + 3, doubles: [0.21978710637116716, 0.5494687768352203, 0.09461190973523603],
        bits: [4_215_087_477, 9, 12_865_236_172_932_820_811, 3_324_587_538]),
      Start(
        seed: .max, doubles: [0.3166448820870279, 0.631259308253863, 0.8035542479972343],
        bits: [1_947_612_296, 3, 14_267_774_663_782_242_224, 7_365_695_634]),
    ])
  func start(expected: Start) {
    var generator = PythonRandom(seed: expected.seed)
    #expect((0..<3).map { _ in generator.random() } == expected.doubles)
    #expect([32, 5, 64, 33].map { generator.bits($0) } == expected.bits)
  }

  @Test("Samples, shuffles and choices of one generator follow each other as in CPython")
  func sequence() {
    var generator = PythonRandom(seed: 1234)
    func samples(_ population: Int, _ count: Int) -> [Int] { generator.sample(Array(0..<population), count) }
    #expect((0..<3).map { _ in samples(20, 5) } == [[14, 3, 0, 2, 1], [2, 3, 11, 7, 0], [0, 19, 11, 15, 14]])
    #expect(
      (0..<3).map { _ in samples(285, 5) }
        == [[76, 46, 93, 58, 7], [257, 249, 127, 33, 277], [238, 35, 45, 263, 23]])
    #expect(samples(100, 10) == [34, 71, 8, 82, 38, 61, 45, 31, 83, 25])
    #expect(samples(10000, 10) == [7428, 8686, 316, 8324, 1156, 94, 5464, 2355, 7746, 6182])
    #expect(samples(85, 6) == [21, 6, 9, 75, 63, 20])
    #expect(samples(86, 6) == [9, 71, 27, 18, 3, 44])
    #expect(samples(21, 5) == [3, 16, 4, 9, 14])
    #expect(samples(22, 5) == [1, 13, 8, 21, 5])
    var numbers = Array(0..<10)
    generator.shuffle(&numbers)
    #expect(numbers == [7, 5, 8, 0, 3, 1, 6, 9, 2, 4])
    #expect((0..<8).map { _ in generator.choice("abcdefg".map(\.self)) } == ["g", "c", "d", "c", "e", "g", "d", "d"])
  }

  @Test("Five thousand words, over many regenerations of the state, are CPython's")
  func manyWords() {
    var generator = PythonRandom(seed: 99)
    var sum: UInt64 = 0
    for _ in 0..<5000 { sum = (sum &* 31 &+ generator.bits(32)) % (1 << 61) }
    #expect(sum == 1_392_467_232_200_264_626)
  }

  @Test("The examples of all of HellaSwag's docs, six of 39905 each, are CPython's")
  func wholeTask() {
    var generator = PythonRandom(seed: 1234)
    let population = Array(0..<39905)
    var digest = ContentDigest()
    for _ in 0..<10042 {
      let line = generator.sample(population, 6).map(String.init).joined(separator: ",")
      digest.update((line + "\n").utf8)
    }
    #expect(digest.hex() == "88616454e0212110bc61deaa62969495689741edfc56008f79b25e95ebf4a72d")
  }
}
