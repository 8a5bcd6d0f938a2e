/// A pickle machine for files of tensors: it builds dictionaries, tuples and descriptions of tensors, and calls nothing.
///
/// Any name but those of `TorchGlobal`, and any instruction but those that `torch.save` emits, ends the reading. Memory
/// is bounded by a constant times the pickle's length.
struct PickleReader {
  /// The value that the pickle is of.
  private(set) var root = PickleValue.none
  /// What the values refer to.
  private(set) var objects = PickledObjects()

  private var reader: ByteReader
  private var stack: [PickleValue] = []
  /// Stack heights at which marks lie.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]

  /// Reads a whole pickle.
  init(reading bytes: [UInt8]) throws(PickleError) {
    reader = ByteReader(bytes)
    while try step() {}
    guard stack.count == 1, marks.isEmpty, reader.remaining == 0 else { throw damaged("it ends in the middle") }
    root = stack[0]
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
    case .none: stack.append(.none)
    case .newTrue: stack.append(.boolean(true))
    case .newFalse: stack.append(.boolean(false))
    case .int32: stack.append(.integer(Int(Int32(bitPattern: try need(reader.number(UInt32.self))))))
    case .uint8: stack.append(.integer(Int(try need(reader.byte()))))
    case .uint16: stack.append(.integer(Int(try need(reader.number(UInt16.self)))))
    case .long: stack.append(.integer(try long()))
    case .double: stack.append(.real(Double(bitPattern: try need(reader.number(UInt64.self)).byteSwapped)))
    case .text32: try pushText(UInt64(need(reader.number(UInt32.self))))
    case .text8: try pushText(UInt64(need(reader.byte())))
    case .text64: try pushText(need(reader.number(UInt64.self)))
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
    case .emptyDictionary: pushDictionary()
    case .setItem: try extendDictionary(pop(2))
    case .setItems: try extendDictionary(popToMark())
    case .put8: memo[Int(try need(reader.byte()))] = try top()
    case .put32: memo[Int(try need(reader.number(UInt32.self)))] = try top()
    case .memoize: memo[memo.count] = try top()
    case .get8: try recall(Int(need(reader.byte())))
    case .get32: try recall(Int(need(reader.number(UInt32.self))))
    case .global, .instance: try pushGlobal(module: line(), name: line())
    case .stackGlobal: try pushStackGlobal()
    case .reduce: try reduce()
    case .build: try build()
    case .persistentID: try pushStorage()
    }
    return true
  }
}

// MARK: - Names and calls

extension PickleReader {
  private mutating func pushStackGlobal() throws(PickleError) {
    let names = try pop(2)
    guard case .text(let module) = names[0], case .text(let name) = names[1] else { throw damaged("a name is no str") }
    try pushGlobal(module: module, name: name)
  }

  private mutating func pushGlobal(module: String, name: String) throws(PickleError) {
    guard let global = TorchGlobal(rawValue: module + "." + name) else {
      throw PickleError.refused(module + "." + name)
    }
    stack.append(.callable(global))
  }

  private mutating func reduce() throws(PickleError) {
    let call = try pop(2)
    guard case .callable(let global) = call[0], case .tuple(let index) = call[1] else {
      throw damaged("\(call[0].kind) is called")
    }
    let arguments = objects.tuples[index]
    switch global {
    case .orderedDictionary where arguments.isEmpty: pushDictionary()
    case .rebuildTensor where arguments.count >= 4: try pushTensor(arguments)
    case .rebuildParameter where arguments.count == 3: stack.append(arguments[0])
    case .size where arguments.count == 1: stack.append(arguments[0])
    default: throw damaged("\(global.rawValue) is called with \(arguments.count) arguments")
    }
  }

  /// `BUILD` sets attributes; torch uses it for the `_metadata` of a state dict, which says nothing about tensors.
  private mutating func build() throws(PickleError) {
    _ = try pop(1)
    guard case .dictionary = try top() else { throw damaged("attributes are set on \(try top().kind)") }
  }

  private mutating func pushTensor(_ arguments: [PickleValue]) throws(PickleError) {
    guard case .storage(let storage) = arguments[0], case .integer(let offset) = arguments[1],
      let shape = objects.integers(arguments[2]), let strides = objects.integers(arguments[3])
    else { throw damaged("a tensor is not described by storage, offset, size and stride") }
    objects.tensors.append(PickledObjects.Tensor(storage: storage, offset: offset, shape: shape, strides: strides))
    stack.append(.tensor(objects.tensors.count - 1))
  }

  /// A storage is named by `("storage", class, key, device, element count)`; the device does not matter.
  private mutating func pushStorage() throws(PickleError) {
    guard case .tuple(let index) = try pop(1)[0] else { throw damaged("a storage is not named by a tuple") }
    let parts = objects.tuples[index]
    guard parts.count == 5, case .text("storage") = parts[0], case .callable(let storageClass) = parts[1],
      let type = storageClass.elementType, case .text(let key) = parts[2], case .integer(let count) = parts[4]
    else { throw damaged("a storage is not named by class, key, device and element count") }
    objects.storages.append(PickledObjects.Storage(key: key, elementType: type, elementCount: count))
    stack.append(.storage(objects.storages.count - 1))
  }
}

// MARK: - Containers and numbers

extension PickleReader {
  private mutating func pushTuple(_ items: [PickleValue]) {
    objects.tuples.append(items)
    stack.append(.tuple(objects.tuples.count - 1))
  }

  private mutating func pushDictionary() {
    objects.dictionaries.append([])
    stack.append(.dictionary(objects.dictionaries.count - 1))
  }

  private mutating func extendList(_ items: [PickleValue]) throws(PickleError) {
    guard case .list(let index) = try top() else { throw damaged("items are appended to \(try top().kind)") }
    objects.lists[index] += items
  }

  private mutating func extendDictionary(_ items: [PickleValue]) throws(PickleError) {
    guard case .dictionary(let index) = try top(), items.count.isMultiple(of: 2) else {
      throw damaged("entries are set on \(try top().kind)")
    }
    for item in stride(from: 0, to: items.count, by: 2) {
      objects.dictionaries[index].append(PickledObjects.Pair(key: items[item], value: items[item + 1]))
    }
  }

  private mutating func pushText(_ length: UInt64) throws(PickleError) {
    let bytes = try need(reader.take(Int(clamping: length)))
    guard let text = String(validating: bytes, as: UTF8.self) else { throw damaged("a str is not UTF-8") }
    stack.append(.text(text))
  }

  private mutating func long() throws(PickleError) -> Int {
    let bytes = try need(reader.take(Int(need(reader.byte()))))
    guard bytes.count <= 8 else { throw damaged("an int of \(bytes.count) bytes") }
    let negative = (bytes.last ?? 0) >= 0x80
    return bytes.reversed().reduce(negative ? -1 : 0) { $0 << 8 | Int($1) }
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
