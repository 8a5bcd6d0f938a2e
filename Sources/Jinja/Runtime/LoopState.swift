/// The variable `loop` inside a `for`.
final class LoopState {
  let items: [Value]
  /// Which item's turn it is, from 0.
  var index = 0
  /// What `changed()` saw last.
  var lastChecked: [Value]?

  init(_ items: [Value]) { self.items = items }

  static let attributes = [
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem",
    "cycle", "changed",
  ]

  /// An attribute by name; nil when there is none.
  func attribute(_ name: String) -> Value? {
    switch name {
    case "index": .int(index + 1)
    case "index0": .int(index)
    case "revindex": .int(items.count - index)
    case "revindex0": .int(items.count - index - 1)
    case "first": .bool(index == 0)
    case "last": .bool(index == items.count - 1)
    case "length": .int(items.count)
    // Only recursive loops go deeper.
    case "depth": .int(1)
    case "depth0": .int(0)
    case "previtem": index > 0 ? items[index - 1] : noNeighbour("previous")
    case "nextitem": index + 1 < items.count ? items[index + 1] : noNeighbour("next")
    case "cycle": .function(.cycle(self))
    case "changed": .function(.changed(self))
    default: nil
    }
  }

  /// `loop.changed(…)`: whether the values differ from those of the last call.
  func changed(_ values: [Value], _ budget: Budget) throws(PythonError) -> Bool {
    let values = try values.map { value throws(PythonError) in try value.asItem(budget) }
    if let lastChecked, try Value.tuple(lastChecked).equals(.tuple(values), budget) { return false }
    lastChecked = values
    return true
  }

  private func noNeighbour(_ which: String) -> Value {
    .undefined(.other("there is no \(which) item", remedy: "Ask loop.first or loop.last before."))
  }
}
