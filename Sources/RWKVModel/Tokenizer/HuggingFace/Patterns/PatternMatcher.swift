/// A pattern at work on a text.
struct PatternMatcher {
  /// Where to go on when an attempt fails: at an instruction, from the last of some positions on.
  private struct Resumption {
    var instruction: Int
    var low: Int
    var high: Int
  }

  /// Steps of an attempt after which places are remembered, and how many places are.
  private static let (plainSteps, mostPlaces) = (5_000, 3_000_000)

  private let instructions: [PatternProgram.Instruction]
  private let sets: [MatchedSet]
  private let text: ArraySlice<UInt32>
  private var stack: [Resumption] = []
  private var stepsLeft: Int
  private var attemptSteps = 0
  private var failed: Set<UInt64> = []

  init(_ program: PatternProgram, _ text: ArraySlice<UInt32>) {
    instructions = program.instructions
    sets = program.sets
    self.text = text
    stepsLeft = 100_000 + 1_000 * text.count
  }

  /// Where the match ends that begins at a place; nil where none does.
  mutating func end(from start: Int) throws(Pattern.TooSlow) -> Int? {
    attemptSteps = 0
    if !failed.isEmpty { failed.removeAll() }
    return try run(0, start, isOutermost: true)
  }

  private mutating func run(_ first: Int, _ start: Int, isOutermost: Bool) throws(Pattern.TooSlow) -> Int? {
    let base = stack.count
    defer { stack.removeLast(stack.count - base) }
    var (instruction, position) = (first, start)
    while true {
      try countStep()
      var goesOn = true
      if isOutermost, attemptSteps > Self.plainSteps { goesOn = try isFirstTime(instruction, position) }
      if goesOn {
        switch instructions[instruction] {
        case .match: return position
        case .set(let set):
          goesOn = position < text.endIndex && sets[set].contains(text[position])
          position += 1
          instruction += 1
        case .run(let set, let least, let most, let isPossessive):
          let end = try runEnd(set, position, most)
          goesOn = end - position >= least
          instruction += 1
          if goesOn, !isPossessive, end - position > least {
            stack.append(Resumption(instruction: instruction, low: position + least, high: end - 1))
          }
          position = end
        case .split(let first, let second):
          stack.append(Resumption(instruction: second, low: position, high: position))
          instruction = first
        case .jump(let next): instruction = next
        case .ahead(let isWanted, let next):
          goesOn = (try run(instruction + 1, position, isOutermost: false) != nil) == isWanted
          instruction = next
        case .atomic(let next):
          let end = try run(instruction + 1, position, isOutermost: false)
          goesOn = end != nil
          position = end ?? position
          instruction = next
        case .behind(let set, let isWanted):
          goesOn = (position > text.startIndex && sets[set].contains(text[position - 1])) == isWanted
          instruction += 1
        case .place(let place):
          goesOn = isAt(place, position)
          instruction += 1
        }
      }
      if goesOn { continue }
      guard stack.count > base, let last = stack.last else { return nil }
      (instruction, position) = (last.instruction, last.high)
      if last.high == last.low { stack.removeLast() } else { stack[stack.count - 1].high -= 1 }
    }
  }

  private mutating func countStep(_ steps: Int = 1) throws(Pattern.TooSlow) {
    stepsLeft -= steps
    attemptSteps += steps
    guard stepsLeft > 0 else { throw Pattern.TooSlow() }
  }

  private mutating func isFirstTime(_ instruction: Int, _ position: Int) throws(Pattern.TooSlow) -> Bool {
    guard failed.count < Self.mostPlaces else { throw Pattern.TooSlow() }
    return failed.insert(UInt64(instruction) << 40 | UInt64(position)).inserted
  }

  /// Where a run of a set's code points ends that begins at a place.
  private mutating func runEnd(_ set: Int, _ start: Int, _ most: Int) throws(Pattern.TooSlow) -> Int {
    let limit = most < text.endIndex - start ? start + most : text.endIndex
    var end = start
    while end < limit, sets[set].contains(text[end]) { end += 1 }
    try countStep((end - start) / 8)
    return end
  }

  private func isAt(_ place: PatternPlace, _ position: Int) -> Bool {
    switch place {
    case .start: position == text.startIndex
    case .end: position == text.endIndex
    case .lineStart: position == text.startIndex || text[position - 1] == 0x0A
    case .lineEnd: position == text.endIndex || text[position] == 0x0A
    }
  }
}
