/// Python's `random.Random`, bit for bit: the Mersenne Twister MT19937, seeded from an integer as CPython does.
///
/// Holds for CPython 3.2 and later (integers), and 3.11 and later for `shuffle` and `sample`, which lost their other forms
/// there. Matsumoto and Nishimura, "Mersenne Twister: A 623-dimensionally equidistributed uniform pseudo-random number
/// generator", 1998.
public struct PythonRandom: Sendable {
  private static let size = 624
  private var state: [UInt32]
  private var index = PythonRandom.size

  /// A generator as `random.Random(seed)`; the sign of the seed does not matter, as there.
  public init(seed: Int) {
    let magnitude = UInt64(seed.magnitude)
    let low = UInt32(truncatingIfNeeded: magnitude)
    let high = UInt32(truncatingIfNeeded: magnitude >> 32)
    state = Self.initialState(key: high == 0 ? [low] : [low, high])
  }

  /// `random()`: a double in 0 ..< 1 with 53 random bits.
  public mutating func random() -> Double {
    let high = Double(nextWord() >> 5)
    let low = Double(nextWord() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /// `getrandbits(count)`: a whole number of that many random bits.
  ///
  /// - Precondition: the count is in 1 ... 64.
  public mutating func bits(_ count: Int) -> UInt64 {
    precondition((1...64).contains(count), "\(count) random bits")
    guard count > 32 else { return UInt64(nextWord() >> UInt32(32 - count)) }
    let low = UInt64(nextWord())
    return low | UInt64(nextWord() >> UInt32(64 - count)) << 32
  }

  /// A whole number in 0 ..< bound, as Python draws it: bits until they are below the bound.
  ///
  /// - Precondition: the bound is positive.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "no number is below \(bound)")
    let width = Int.bitWidth - bound.leadingZeroBitCount
    while true {
      let value = bits(width)
      if value < UInt64(bound) { return Int(value) }
    }
  }

  /// `sample(population, count)`: that many elements without repetition, in the order drawn.
  ///
  /// - Precondition: the count is in 0 ... the population's.
  public mutating func sample<Element>(_ population: [Element], _ count: Int) -> [Element] {
    precondition((0...population.count).contains(count), "\(count) of \(population.count) elements")
    return population.count <= Self.poolLimit(count) ? samplePool(population, count) : sampleSet(population, count)
  }

  /// `shuffle(elements)`.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in elements.indices.dropFirst().reversed() { elements.swapAt(last, below(last + 1)) }
  }

  /// `choice(elements)`.
  ///
  /// - Precondition: there is an element.
  public mutating func choice<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// The largest population that CPython samples from a list of what is left, and not by a set of what is drawn.
  private static func poolLimit(_ count: Int) -> Int {
    guard count > 5 else { return 21 }
    var power = 1
    while power < count * 3 { power *= 4 }
    return 21 + power
  }

  private mutating func samplePool<Element>(_ population: [Element], _ count: Int) -> [Element] {
    var pool = population
    return (0..<count).map { drawn in
      let index = below(population.count - drawn)
      let element = pool[index]
      pool[index] = pool[population.count - drawn - 1]
      return element
    }
  }

  private mutating func sampleSet<Element>(_ population: [Element], _ count: Int) -> [Element] {
    var drawn: Set<Int> = []
    return (0..<count).map { _ in
      var index = below(population.count)
      while !drawn.insert(index).inserted { index = below(population.count) }
      return population[index]
    }
  }

  // MARK: MT19937

  private mutating func nextWord() -> UInt32 {
    if index == Self.size { regenerate() }
    var word = state[index]
    index += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9d2c_5680
    word ^= word << 15 & 0xefc6_0000
    return word ^ word >> 18
  }

  private mutating func regenerate() {
    for position in 0..<Self.size {
      let next = state[(position + 1) % Self.size]
      let mixed = state[position] & 0x8000_0000 | next & 0x7fff_ffff
      state[position] = state[(position + 397) % Self.size] ^ mixed >> 1 ^ (mixed & 1 == 0 ? 0 : 0x9908_b0df)
    }
    index = 0
  }

  /// The reference implementation's `init_by_array`.
  private static func initialState(key: [UInt32]) -> [UInt32] {
    var state = linearState(seed: 19_650_218)
    var position = 1
    func mix(_ factor: UInt32, _ change: (UInt32) -> UInt32) {
      let before = state[position - 1]
      state[position] = change(state[position] ^ (before ^ before >> 30) &* factor)
      position += 1
      if position == size {
        state[0] = state[size - 1]
        position = 1
      }
    }
    for step in 0..<size {
      let index = step % key.count
      mix(1_664_525) { $0 &+ key[index] &+ UInt32(index) }
    }
    for _ in 1..<size {
      let offset = UInt32(position)
      mix(1_566_083_941) { $0 &- offset }
    }
    state[0] = 0x8000_0000
    return state
  }

  private static func linearState(seed: UInt32) -> [UInt32] {
    var state = [seed]
    state.reserveCapacity(size)
    for position in 1..<size {
      let before = state[position - 1]
      state.append(1_812_433_253 &* (before ^ before >> 30) &+ UInt32(position))
    }
    return state
  }
}
