internal import Console

/// A pickle machine for files of tensors: it builds dictionaries, tuples and descriptions of tensors, and calls nothing.
///
/// Objects whose names are known to be data (`PickleName`) become inert values. Any other name, and any instruction but
/// those that `torch.save` emits, ends the reading. Memory is bounded by a constant times the pickle's length, and by the
/// number of instructions.
struct PickleReader {
  /// More instructions than any trainer's file needs: about ten a tensor, and one a number that is kept beside them.
  static let mostInstructions = 4_000_000

  /// The value that the pickle is of.
  private(set) var root = PickleValue.none
  /// What the values refer to.
  private(set) var objects = PickledObjects()

  private var reader: ByteReader
  private var stack: [PickleValue] = []
  /// Stack heights at which marks lie.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private var nameIndices: [String: Int] = [:]
  /// Instructions so far, and values that instructions copied.
  private var spent = 0

  /// Reads a whole pickle.
  init(reading bytes: [UInt8]) throws(PickleError) {
    reader = ByteReader(bytes)
    while try step() { try spend(1) }
    guard stack.count == 1, marks.isEmpty, reader.remaining == 0 else { throw damaged("it ends in the middle") }
    root = stack[0]
  }

  private mutating func spend(_ work: Int) throws(PickleError) {
    spent += work
    guard spent <= Self.mostInstructions else {
      throw PickleError.tooLarge("more than \(Self.mostInstructions) instructions")
    }
  }

  /// Carries out one instruction; false after the last.
  private mutating func step() throws(PickleError) -> Bool {
    let code = try need(reader.byte())
    guard let opcode = PickleOpcode(rawValue: code) else {
      throw damaged("instruction 0x\(String(code, radix: 16)) is none that torch.save writes")
    }
    switch opcode {
    case .proto: try requireProtocol(need(reader.byte()))
    case .frame: _ = try need(reader.take(8))
    case .stop: return false
    case .mark: marks.append(stack.count)
    case .pop: try popOne()
    case .popMark: _ = try popToMark()
    case .duplicate: stack.append(try top())
    case .put8: memo[Int(try need(reader.byte()))] = try top()
    case .put32: memo[Int(try need(reader.number(UInt32.self)))] = try top()
    case .memoize: memo[memo.count] = try top()
    case .get8: try recall(Int(need(reader.byte())))
    case .get32: try recall(Int(need(reader.number(UInt32.self))))
    case .global: stack.append(.callable(try name(line(), line())))
    case .stackGlobal: try pushStackGlobal()
    case .instance:
      let name = try name(line(), line())
      try call(name, popToMark())
    case .reduce, .newObject: try reduce(pop(2))
    case .newObjectWithKeywords: try reduce(pop(3))
    case .build: try build()
    case .persistentID: try pushStorage()
    case .emptyTuple, .tuple, .tuple1, .tuple2, .tuple3, .emptyList, .append, .appends, .emptyDictionary, .setItem,
      .setItems, .emptySet, .addItems, .frozenSet:
      try stepContainer(opcode)
    default: try pushScalar(opcode)
    }
    return true
  }

  private mutating func stepContainer(_ opcode: PickleOpcode) throws(PickleError) {
    switch opcode {
    case .emptyTuple: pushTuple([])
    case .tuple: pushTuple(try popToMark())
    case .tuple1: pushTuple(try pop(1))
    case .tuple2: pushTuple(try pop(2))
    case .tuple3: pushTuple(try pop(3))
    case .emptyList:
      objects.lists.append([])
      stack.append(.list(objects.lists.count - 1))
    case .append: try extendList(pop(1))
    case .appends: try extendList(popToMark())
    case .emptyDictionary: pushDictionary([])
    case .setItem: try extendDictionary(pop(2))
    case .setItems: try extendDictionary(popToMark())
    case .emptySet: stack.append(.inert(.set))
    case .addItems:
      _ = try popToMark()
      guard case .inert = try top() else { throw damaged("items are added to \(try top().kind)") }
    default:
      _ = try popToMark()
      stack.append(.inert(.set))
    }
  }

  private mutating func pushScalar(_ opcode: PickleOpcode) throws(PickleError) {
    switch opcode {
    case .newTrue: stack.append(.boolean(true))
    case .newFalse: stack.append(.boolean(false))
    case .int32: stack.append(.integer(Int(Int32(bitPattern: try need(reader.number(UInt32.self))))))
    case .uint8: stack.append(.integer(Int(try need(reader.byte()))))
    case .uint16: stack.append(.integer(Int(try need(reader.number(UInt16.self)))))
    case .long: try pushLong(UInt64(need(reader.byte())))
    case .long32: try pushLong(UInt64(need(reader.number(UInt32.self))))
    case .double: stack.append(.real(Double(bitPattern: try need(reader.number(UInt64.self)).byteSwapped)))
    case .text32: try pushText(UInt64(need(reader.number(UInt32.self))))
    case .text8: try pushText(UInt64(need(reader.byte())))
    case .text64: try pushText(need(reader.number(UInt64.self)))
    case .oldText8: try pushText(UInt64(need(reader.byte())), orBytes: true)
    case .oldText32: try pushText(UInt64(need(reader.number(UInt32.self))), orBytes: true)
    case .bytes8: try pushBytes(UInt64(need(reader.byte())))
    case .bytes32: try pushBytes(UInt64(need(reader.number(UInt32.self))))
    case .bytes64, .byteArray: try pushBytes(need(reader.number(UInt64.self)))
    default: stack.append(.none)
    }
  }
}

// MARK: - Names and calls

extension PickleReader {
  private mutating func pushStackGlobal() throws(PickleError) {
    let names = try pop(2)
    guard case .text(let module) = names[0], case .text(let last) = names[1] else { throw damaged("a name is no str") }
    stack.append(.callable(try name(module, last)))
  }

  /// The index of a name that is known.
  private mutating func name(_ module: String, _ last: String) throws(PickleError) -> Int {
    let spelling = module + "." + last
    if let index = nameIndices[spelling] { return index }
    objects.names.append(PickledObjects.Name(meaning: try PickleName(spelling), spelling: spelling))
    nameIndices[spelling] = objects.names.count - 1
    return objects.names.count - 1
  }

  /// `REDUCE`, `NEWOBJ` and `NEWOBJ_EX`: something called with a tuple of arguments, and perhaps with named ones.
  private mutating func reduce(_ call: [PickleValue]) throws(PickleError) {
    guard case .callable(let name) = call[0], case .tuple(let arguments) = call[1] else {
      throw damaged("\(call[0].kind) is called")
    }
    try self.call(name, objects.tuples[arguments])
  }

  private mutating func call(_ name: Int, _ arguments: [PickleValue]) throws(PickleError) {
    let callee = objects.names[name]
    switch callee.meaning {
    case .dictionary: try pushDictionary(of: arguments)
    case .torch(let function) where try describe(function, arguments): break
    case .inert: stack.append(.inert(callee.spelling.hasSuffix("set") ? .set : .object))
    default: throw damaged("\(callee.spelling) is called with \(arguments.count) arguments")
    }
  }

  /// Pushes what a function of torch describes; false where the arguments are not its.
  private mutating func describe(
    _ function: PickleName.TorchFunction, _ arguments: [PickleValue]
  ) throws(PickleError) -> Bool {
    switch function {
    case .rebuildTensor, .rebuildTensor2:
      guard arguments.count >= 4 else { return false }
      try pushTensor(arguments, type: nil)
    case .rebuildTensor3:
      guard arguments.count >= 7, case .callable(let type) = arguments[6],
        let last = objects.names[type].spelling.split(separator: ".").last, let type = StoredType(dtype: String(last))
      else { return false }
      try pushTensor(arguments, type: type)
    case .rebuildParameter, .rebuildParameterWithState:
      guard arguments.count >= 3 else { return false }
      stack.append(arguments[0])
    case .size:
      guard arguments.count == 1 else { return false }
      stack.append(arguments[0])
    }
    return true
  }

  /// `BUILD` sets attributes: the `_metadata` of a state dict, the fields of a namespace, none of which says anything about
  /// tensors.
  private mutating func build() throws(PickleError) {
    _ = try pop(1)
    switch try top() {
    case .dictionary, .inert, .tensor: break
    default: throw damaged("attributes are set on \(try top().kind)")
    }
  }

  private mutating func pushTensor(_ arguments: [PickleValue], type: StoredType?) throws(PickleError) {
    guard case .storage(let storage) = arguments[0], case .integer(let offset) = arguments[1],
      let shape = objects.sizes(arguments[2]), let strides = objects.sizes(arguments[3])
    else { throw damaged("a tensor is not described by storage, offset, size and stride") }
    objects.tensors.append(
      PickledObjects.Tensor(
        storage: storage, type: type ?? objects.storages[storage].type, offset: offset, shape: shape, strides: strides))
    stack.append(.tensor(objects.tensors.count - 1))
  }

  /// A storage is named by `("storage", class, key, device, element count)`; the device does not matter.
  private mutating func pushStorage() throws(PickleError) {
    guard case .tuple(let index) = try pop(1)[0] else { throw damaged("a storage is not named by a tuple") }
    let parts = objects.tuples[index]
    guard parts.count == 5, case .text("storage") = parts[0], case .callable(let name) = parts[1],
      case .storage(let type) = objects.names[name].meaning, case .text(let key) = parts[2],
      case .integer(let count) = parts[4]
    else { throw damaged("a storage is not named by class, key, device and element count") }
    objects.storages.append(PickledObjects.Storage(key: key, type: type, elementCount: count))
    stack.append(.storage(objects.storages.count - 1))
  }
}

// MARK: - Containers and numbers

extension PickleReader {
  private mutating func pushTuple(_ items: [PickleValue]) {
    objects.tuples.append(items)
    stack.append(.tuple(objects.tuples.count - 1))
  }

  private mutating func pushDictionary(_ pairs: [PickledObjects.Pair]) {
    objects.dictionaries.append(pairs)
    stack.append(.dictionary(objects.dictionaries.count - 1))
  }

  /// A dictionary made of another one, or of a list of pairs; of anything else (a default's factory) an empty one.
  private mutating func pushDictionary(of arguments: [PickleValue]) throws(PickleError) {
    if arguments.count == 1, case .dictionary = arguments[0] { return stack.append(arguments[0]) }
    let items = arguments.count == 1 ? objects.items(arguments[0]) ?? [] : []
    try spend(items.count)
    var pairs: [PickledObjects.Pair] = []
    for item in items {
      guard let pair = objects.items(item), pair.count == 2 else { throw damaged("a dict is made of \(item.kind)") }
      pairs.append(PickledObjects.Pair(key: pair[0], value: pair[1]))
    }
    pushDictionary(pairs)
  }

  private mutating func extendList(_ items: [PickleValue]) throws(PickleError) {
    switch try top() {
    case .list(let index): objects.lists[index] += items
    case .inert: break
    default: throw damaged("items are appended to \(try top().kind)")
    }
  }

  private mutating func extendDictionary(_ items: [PickleValue]) throws(PickleError) {
    guard items.count.isMultiple(of: 2) else { throw damaged("a key has no value") }
    switch try top() {
    case .dictionary(let index):
      for item in stride(from: 0, to: items.count, by: 2) {
        objects.dictionaries[index].append(PickledObjects.Pair(key: items[item], value: items[item + 1]))
      }
    case .inert: break
    default: throw damaged("entries are set on \(try top().kind)")
    }
  }

  private mutating func pushText(_ length: UInt64, orBytes: Bool = false) throws(PickleError) {
    let bytes = try need(reader.take(Int(clamping: length)))
    if let text = String(validating: bytes, as: UTF8.self) { return stack.append(.text(text)) }
    guard orBytes else { throw damaged("a str is not UTF-8") }
    stack.append(.inert(.bytes))
  }

  private mutating func pushBytes(_ length: UInt64) throws(PickleError) {
    _ = try need(reader.take(Int(clamping: length)))
    stack.append(.inert(.bytes))
  }

  private mutating func pushLong(_ length: UInt64) throws(PickleError) {
    let bytes = try need(reader.take(Int(clamping: length)))
    guard bytes.count <= 8 else { return stack.append(.inert(.largeInteger)) }
    let negative = (bytes.last ?? 0) >= 0x80
    stack.append(.integer(bytes.reversed().reduce(negative ? -1 : 0) { $0 << 8 | Int($1) }))
  }

  private mutating func line() throws(PickleError) -> String {
    guard let text = String(validating: try need(reader.line()), as: UTF8.self) else {
      throw damaged("a name is not UTF-8")
    }
    return text
  }

  private mutating func recall(_ index: Int) throws(PickleError) {
    guard let value = memo[index] else { throw damaged("memo \(index) was never set") }
    stack.append(value)
  }
}

// MARK: - The stack

extension PickleReader {
  private func top() throws(PickleError) -> PickleValue {
    guard let value = stack.last, stack.count > marks.last ?? 0 else { throw damaged("the stack is empty") }
    return value
  }

  /// Takes the top away: a value, or a mark that nothing lies above.
  private mutating func popOne() throws(PickleError) {
    if stack.count > marks.last ?? 0 {
      stack.removeLast()
    } else if marks.popLast() == nil {
      throw damaged("the stack is empty")
    }
  }

  private mutating func pop(_ count: Int) throws(PickleError) -> [PickleValue] {
    guard stack.count - count >= marks.last ?? 0 else { throw damaged("the stack is empty") }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark() throws(PickleError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw damaged("a mark is missing") }
    defer { stack.removeLast(stack.count - mark) }
    return Array(stack[mark...])
  }

  private func requireProtocol(_ version: UInt8) throws(PickleError) {
    guard version >= 2, version <= 5 else { throw damaged("pickle protocol \(version) is unknown") }
  }

  private func need<Value>(_ value: Value?) throws(PickleError) -> Value {
    guard let value else { throw damaged("it is cut short") }
    return value
  }

  private func damaged(_ problem: String) -> PickleError { PickleError.damaged(problem, at: reader.offset) }
}

/// Why a pickle was refused or could not be read.
struct PickleError: Error {
  /// What is wrong, without a full stop.
  var problem: String
  /// What the user can do about it, a sentence.
  var remedy: String

  /// A pickle that is not as its writer wrote it.
  static func damaged(_ problem: String, at offset: Int) -> PickleError {
    PickleError(problem: "its pickle is damaged at byte \(offset): \(problem)", remedy: UserError.fetchAgain)
  }

  /// A name by which Python would run what the file says.
  static func refused(_ name: String) -> PickleError {
    PickleError(
      problem: "refuses to call \(name): a file of weights has no use for it, and this file would run code",
      remedy: "If it comes from a trainer that you trust, save its state_dict alone; else do not load it in Python.")
  }

  /// A name that is neither known to be harmless nor to do harm.
  static func unknown(_ name: String) -> PickleError {
    PickleError(
      problem: "holds an unknown object beside its weights, \(name), and what is not known is not skipped",
      remedy: """
        If it comes from a trainer that you trust, save its weights alone: torch.save(model.state_dict(), path). Python \
        would run \(name) to read this file.
        """)
  }

  /// A pickle that costs more than any file of weights does.
  static func tooLarge(_ what: String) -> PickleError {
    PickleError(
      problem: "its pickle has \(what), far more than a file of weights needs",
      remedy: "Save the weights alone: torch.save(model.state_dict(), path).")
  }

  /// A file that holds something else than weights by name.
  static func noWeights(_ problem: String) -> PickleError {
    PickleError(problem: problem, remedy: "Save the weights alone: torch.save(model.state_dict(), path).")
  }
}
