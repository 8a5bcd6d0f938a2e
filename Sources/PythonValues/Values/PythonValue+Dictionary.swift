internal import OrderedCollections

extension PythonValue {
  /// Fields by name, in the order of insertion.
  ///
  /// Names are told apart by their code points, as in Python: `é` in one code point and in two are two names.
  public struct Dictionary: Sendable {
    /// A name and its value.
    public typealias Element = (key: String, value: PythonValue)

    private var fields: OrderedDictionary<ExactText, PythonValue> = [:]

    /// A dictionary without fields.
    public init() {}

    /// A dictionary of fields; of two with the same name, the closure chooses.
    public init(
      _ fields: some Sequence<(String, PythonValue)>,
      uniquingKeysWith choose: (PythonValue, PythonValue) -> PythonValue
    ) {
      self.fields = OrderedDictionary(fields.lazy.map { (ExactText($0), $1) }, uniquingKeysWith: choose)
    }

    /// A dictionary of fields of which no two have the same name.
    public init(uniqueKeysWithValues fields: some Sequence<(String, PythonValue)>) {
      self.fields = OrderedDictionary(uniqueKeysWithValues: fields.lazy.map { (ExactText($0), $1) })
    }

    /// A field by its name; nil when there is none.
    public subscript(name: String) -> PythonValue? {
      get { fields[ExactText(name)] }
      set { fields[ExactText(name)] = newValue }
    }

    /// The names, in order.
    public var keys: [String] { fields.keys.map(\.text) }

    /// The values, in order.
    public var values: [PythonValue] { fields.values.elements }

    /// Whether another has the same names in the same order.
    public func hasSameKeys(as other: Dictionary) -> Bool { fields.keys == other.fields.keys }

    /// Gives a field a value, and tells which one it had before.
    @discardableResult
    public mutating func updateValue(_ value: PythonValue, forKey name: String) -> PythonValue? {
      fields.updateValue(value, forKey: ExactText(name))
    }

    /// Takes a field out, and tells what it was.
    @discardableResult
    public mutating func removeValue(forKey name: String) -> PythonValue? {
      fields.removeValue(forKey: ExactText(name))
    }

    /// Takes over the fields of another; where both have a name, the closure chooses between its values.
    public mutating func merge(
      _ other: some Sequence<Element>, uniquingKeysWith choose: (PythonValue, PythonValue) -> PythonValue
    ) {
      fields.merge(other.lazy.map { (ExactText($0.key), $0.value) }, uniquingKeysWith: choose)
    }

    /// These fields and those of another; where both have a name, the closure chooses between its values.
    public func merging(
      _ other: some Sequence<Element>, uniquingKeysWith choose: (PythonValue, PythonValue) -> PythonValue
    ) -> Dictionary {
      var merged = self
      merged.merge(other, uniquingKeysWith: choose)
      return merged
    }

    /// The fields for which the closure holds.
    public func filter(_ keeps: (Element) throws -> Bool) rethrows -> Dictionary {
      var kept = Dictionary()
      kept.fields = try fields.filter { try keeps(($0.key.text, $0.value)) }
      return kept
    }

    /// The same names with other values.
    public func mapValues(_ change: (PythonValue) throws -> PythonValue) rethrows -> Dictionary {
      var changed = Dictionary()
      changed.fields = try fields.mapValues(change)
      return changed
    }
  }
}

extension PythonValue.Dictionary: RandomAccessCollection {
  /// The place of the first field: 0.
  public var startIndex: Int { 0 }
  /// The number of fields.
  public var endIndex: Int { fields.count }

  /// A field by its place.
  public subscript(position: Int) -> Element {
    let element = fields.elements[position]
    return (element.key.text, element.value)
  }
}

extension PythonValue.Dictionary: ExpressibleByDictionaryLiteral {
  /// A dictionary of fields of which no two have the same name.
  public init(dictionaryLiteral fields: (String, PythonValue)...) { self.init(uniqueKeysWithValues: fields) }
}

extension PythonValue.Dictionary: Equatable {
  /// Whether both have the same fields in the same order.
  public static func == (left: Self, right: Self) -> Bool { left.fields == right.fields }
}
