internal import CKernels

/// The size of the state of a recurrence: of what the tokens before leave for the next one.
public struct WKVStateShape: Sendable, Hashable {
  /// Heads, which do not depend on each other.
  public let heads: Int
  /// Strips of 16 value indices in a head, which do not depend on each other either.
  public let strips: Int
  /// Floats of each value index.
  public let depth: Int
  /// What the last third of a strip's state is at a chain's start; all else is 0.
  let start: Float

  /// The matrices [N, N] of RWKV-5 to 7, a head.
  public init(heads: Int, headSize: Int) {
    self.heads = heads
    strips = Kernels.wkvStrips(headSize: headSize)
    depth = headSize
    start = 0
  }

  /// The numerators, denominators and exponents of RWKV-4, [C] each.
  public init(channels: Int) {
    heads = 1
    strips = Kernels.wkvStrips(headSize: channels)
    depth = 3
    start = -1e30
  }

  var floatsPerStrip: Int { depth * Kernels.wkvLanes }
}

/// WKV states at the ends of chains, kept from one pass to another.
public struct CarriedWKVStates: Sendable {
  /// [chains · heads · strips, depth · 16].
  public let matrix: Matrix
  fileprivate let stripsPerChain: Int

  /// The states that chains start with.
  public init(chains: Int, shape: WKVStateShape) {
    stripsPerChain = shape.heads * shape.strips
    matrix = Matrix(rows: chains * stripsPerChain, columns: shape.floatsPerStrip)
    guard shape.start != 0 else { return }
    for row in 0..<matrix.rows {
      for column in (matrix.columns / 3 * 2)..<matrix.columns { matrix[row, column] = shape.start }
    }
  }
}

extension CarriedWKVStates {
  /// The same state for every chain, of RWKV-5 to 7.
  ///
  /// - Parameter start: S [heads, headSize, headSize], value index before key index.
  public init(chains: Int, shape: WKVStateShape, start: [Float]) {
    self.init(chains: chains, shape: shape)
    let (size, lanes) = (shape.depth, Kernels.wkvLanes)
    precondition(start.count == shape.heads * size * size, "\(start.count) numbers for \(shape.heads) heads of \(size)")
    for row in 0..<matrix.rows {
      let (head, strip) = (row % stripsPerChain / shape.strips, row % shape.strips)
      matrix.withMutableSpan(rows: row..<(row + 1)) { numbers in
        for value in strip * lanes..<min((strip + 1) * lanes, size) {
          for key in 0..<size {
            numbers[key * lanes + value - strip * lanes] = start[(head * size + value) * size + key]
          }
        }
      }
    }
  }
}

/// The states of all heads on their way through a forest, and the copies of them at branch points.
public struct WKVStates: Sendable {
  /// [heads, strips · (1 + slots) · depth · 16].
  fileprivate let matrix: Matrix
  fileprivate let shape: WKVStateShape
  /// Floats of a strip's state with its copies.
  fileprivate let stripStride: Int

  /// Memory for the recurrence over a forest.
  public init(_ shape: WKVStateShape, plan: WKVPlan) {
    self.shape = shape
    stripStride = (plan.slots + 1) * shape.floatsPerStrip
    matrix = Matrix(rows: shape.heads, columns: shape.strips * stripStride)
  }
}

extension Kernels {
  /// Value indices of a head that are updated together.
  public static let wkvLanes = Int(CKERNELS_WKV_LANES)

  /// Number of strips of a head.
  public static func wkvStrips(headSize: Int) -> Int { (headSize + wkvLanes - 1) / wkvLanes }
}

/// Addresses of the states of some strips of one head, for one call.
@safe struct WKVMemory {
  let state, stack: UnsafeMutablePointer<Float>
  let carried: UnsafeMutablePointer<Float>?
  let carriedStride: Int
  /// Floats of the state of these strips.
  private let count: Int
  private let shape: WKVStateShape

  init(
    head: Int, strips: Range<Int>, rows: Range<Int>, plan: WKVPlan, _ states: WKVStates, _ carried: CarriedWKVStates?
  ) {
    shape = states.shape
    precondition(rows.lowerBound >= 0 && rows.upperBound <= plan.load.count, "rows \(rows) of \(plan.load.count)")
    precondition(head < shape.heads && strips.upperBound <= shape.strips, "head \(head), strips \(strips)")
    precondition(states.stripStride == (plan.slots + 1) * shape.floatsPerStrip, "states for another plan")
    count = strips.count * shape.floatsPerStrip
    let start = (head * shape.strips + strips.lowerBound) * shape.floatsPerStrip
    unsafe state = states.matrix.pointer(head..<(head + 1)) + strips.lowerBound * states.stripStride
    unsafe stack = unsafe state + count
    unsafe self.carried = carried.map { unsafe $0.matrix.base + start }
    carriedStride = (carried?.stripsPerChain ?? 0) * shape.floatsPerStrip
  }

  /// Calls `step` for each token with the state in place that it begins with, and keeps what the plan wants kept.
  func forEachToken(_ plan: WKVPlan, _ rows: Range<Int>, _ step: (_ token: Int) -> Void) {
    for token in 0..<rows.count {
      load(plan.load[rows.lowerBound + token])
      step(token)
      save(plan.save[rows.lowerBound + token])
    }
  }

  private func load(_ source: Int32) {
    if source == WKVPlan.zero {
      unsafe state.update(repeating: 0, count: count)
      guard shape.start != 0 else { return }
      let (size, third) = (shape.floatsPerStrip, shape.floatsPerStrip / 3)
      for end in stride(from: size, through: count, by: size) {
        unsafe (state + end - third).update(repeating: shape.start, count: third)
      }
    } else if source >= 0 {
      unsafe state.update(from: stack + Int(source) * count, count: count)
    } else if source <= -3, let carried = unsafe carried {
      unsafe state.update(from: carried + Int(-3 - source) * carriedStride, count: count)
    }
  }

  private func save(_ target: Int32) {
    if target >= 0 {
      unsafe (stack + Int(target) * count).update(from: state, count: count)
    } else if target <= -3, let carried = unsafe carried {
      unsafe (carried + Int(-3 - target) * carriedStride).update(from: state, count: count)
    }
  }
}

extension WKVPlan {
  /// Lends where states come from and go to, from a row on, to a kernel in C.
  func withPointers(from row: Int, _ body: (UnsafePointer<Int32>, UnsafePointer<Int32>) -> Void) {
    unsafe load.withUnsafeBufferPointer { load in
      unsafe save.withUnsafeBufferPointer { save in
        guard let load = load.baseAddress, let save = save.baseAddress else { return }
        unsafe body(load + row, save + row)
      }
    }
  }
}
