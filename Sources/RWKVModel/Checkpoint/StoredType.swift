/// The type of a tensor's numbers as its file names it: one of those that are read, or any other, which matters only if a
/// weight has it.
enum StoredType: Equatable {
  /// A type that is read.
  case readable(ElementType)
  /// Another type, by the name that it has in the file, with the bytes of an element where they are known.
  case other(name: String, width: Int?)
  /// Bytes whose meaning is told elsewhere.
  case bytes

  /// The type of a PyTorch storage class such as `torch.BFloat16Storage`; nil for another name.
  init?(storageClass name: String) {
    guard name.hasSuffix("Storage") else { return nil }
    let type = name.dropLast("Storage".count)
    switch type {
    case "torch.BFloat16": self = .readable(.bfloat16)
    case "torch.Half", "torch.cuda.Half": self = .readable(.float16)
    case "torch.Float", "torch.cuda.Float": self = .readable(.float32)
    case "torch.Char", "torch.cuda.Char": self = .readable(.int8)
    case "torch.Untyped", "torch.storage.Untyped": self = .bytes
    case "torch.Double", "torch.Long", "torch.ComplexFloat", "torch.cuda.Double", "torch.cuda.Long":
      self = .other(name: name, width: 8)
    case "torch.Int", "torch.QInt32", "torch.cuda.Int": self = .other(name: name, width: 4)
    case "torch.Short", "torch.cuda.Short": self = .other(name: name, width: 2)
    case "torch.Byte", "torch.Bool", "torch.QInt8", "torch.QUInt8", "torch.cuda.Byte", "torch.cuda.Bool":
      self = .other(name: name, width: 1)
    case "torch.ComplexDouble": self = .other(name: name, width: 16)
    case "torch.QUInt4x2", "torch.QUInt2x4", "torch.storage.Typed", "torch.Typed": self = .other(name: name, width: nil)
    default: return nil
    }
  }

  /// The type that a name in the module `torch` stands for, such as `bfloat16`; nil for another name.
  init?(dtype name: String) {
    switch name {
    case "bfloat16": self = .readable(.bfloat16)
    case "float16", "half": self = .readable(.float16)
    case "float32", "float": self = .readable(.float32)
    case "int8": self = .readable(.int8)
    case "float64", "double", "int64", "long", "uint64", "complex64", "cfloat":
      self = .other(name: "torch.\(name)", width: 8)
    case "int32", "int", "uint32", "qint32", "complex32": self = .other(name: "torch.\(name)", width: 4)
    case "int16", "short", "uint16": self = .other(name: "torch.\(name)", width: 2)
    case "complex128", "cdouble": self = .other(name: "torch.\(name)", width: 16)
    case "uint8", "bool", "qint8", "quint8": self = .other(name: "torch.\(name)", width: 1)
    case _ where name.hasPrefix("float8_e") || name.hasPrefix("float4_e"):
      self = .other(name: "torch.\(name)", width: nil)
    default: return nil
    }
  }

  /// The name for messages.
  var name: String {
    switch self {
    case .readable(let type): type.rawValue
    case .other(let name, _): name
    case .bytes: "plain bytes"
    }
  }

  /// Bytes of one element, where they are known.
  var width: Int? {
    switch self {
    case .readable(let type): type.blockBytes
    case .other(_, let width): width
    case .bytes: 1
    }
  }
}
