/// What a Python name in a pickle stands for, judged by the name alone; nothing is ever imported or called.
enum PickleName: Equatable {
  /// Something that a description of tensors is made with.
  case torch(TorchFunction)
  /// A class of storages, with the element type that it has in the file.
  case storage(StoredType)
  /// A dictionary of some kind: what is set on it is kept.
  case dictionary
  /// A class or function whose results are data of no interest: a set, a number, a path, a namespace of options.
  case inert

  /// The functions that describe tensors.
  enum TorchFunction: String, CaseIterable {
    case rebuildTensor = "torch._utils._rebuild_tensor"
    case rebuildTensor2 = "torch._utils._rebuild_tensor_v2"
    case rebuildTensor3 = "torch._utils._rebuild_tensor_v3"
    case rebuildParameter = "torch._utils._rebuild_parameter"
    case rebuildParameterWithState = "torch._utils._rebuild_parameter_with_state"
    case size = "torch.Size"
  }

  /// - Throws: `PickleError` for a name that would run code, and for one that is not known.
  init(_ name: String) throws(PickleError) {
    if let function = TorchFunction(rawValue: name) {
      self = .torch(function)
    } else if let type = StoredType(storageClass: name) {
      self = .storage(type)
    } else if Self.dictionaryNames.contains(name) {
      self = .dictionary
    } else if Self.isInert(name) {
      self = .inert
    } else {
      throw Self.runsCode(name) ? PickleError.refused(name) : PickleError.unknown(name)
    }
  }

  private static let dictionaryNames: Set = [
    "collections.OrderedDict", "collections.defaultdict", "collections.Counter", "builtins.dict", "__builtin__.dict",
  ]

  private static func isInert(_ name: String) -> Bool {
    if inertNames.contains(name) { return true }
    guard let dot = name.lastIndex(of: ".") else { return false }
    let (module, last) = (String(name[..<dot]), String(name[name.index(after: dot)...]))
    switch module {
    case "builtins", "__builtin__": return builtinTypes.contains(last)
    case "numpy": return numPyTypes.contains(last)
    case "numpy.dtypes": return last.hasSuffix("DType")
    case "numpy.core.multiarray", "numpy._core.multiarray": return ["scalar", "_reconstruct"].contains(last)
    case "numpy.core.numeric", "numpy._core.numeric": return last == "_frombuffer"
    case "datetime": return ["date", "datetime", "time", "timedelta", "timezone"].contains(last)
    case "pathlib", "pathlib._local": return last.hasSuffix("Path")
    case "torch": return StoredType(dtype: last) != nil || torchValues.contains(last)
    default: return last == "AttributeDict" && lightning.contains(module)
    }
  }

  private static let inertNames: Set = [
    "_codecs.encode", "argparse.Namespace", "types.SimpleNamespace", "collections.deque", "copyreg._reconstructor",
    "copy_reg._reconstructor", "decimal.Decimal", "fractions.Fraction", "uuid.UUID", "typing.Any",
    "torch.nn.parameter.Parameter", "torch.nn.Parameter", "torch.torch_version.TorchVersion",
    "torch.serialization._get_layout", "torch._utils._rebuild_qtensor", "torch._utils._rebuild_sparse_tensor",
    "omegaconf.dictconfig.DictConfig", "omegaconf.listconfig.ListConfig", "omegaconf.nodes.AnyNode",
    "omegaconf.base.ContainerMetadata", "omegaconf.base.Metadata",
    "deepspeed.runtime.fp16.loss_scaler.LossScaler", "deepspeed.runtime.fp16.loss_scaler.DynamicLossScaler",
    "deepspeed.runtime.zero.config.ZeroStageEnum", "deepspeed.utils.tensor_fragment.fragment_address",
  ]

  private static let builtinTypes: Set = [
    "set", "frozenset", "list", "tuple", "int", "long", "float", "bool", "str", "unicode", "bytes", "bytearray",
    "complex", "slice", "range", "xrange", "object", "Ellipsis", "NotImplemented",
  ]

  private static let numPyTypes: Set = [
    "dtype", "ndarray", "bool", "bool_", "str_", "bytes_", "int8", "int16", "int32", "int64", "uint8", "uint16",
    "uint32", "uint64", "intc", "intp", "longlong", "ulonglong", "float16", "float32", "float64", "longdouble",
    "complex64", "complex128", "datetime64", "timedelta64",
  ]

  private static let torchValues: Set = [
    "device", "dtype", "layout", "strided", "sparse_coo", "Tensor", "preserve_format", "contiguous_format",
  ]

  private static let lightning: Set = [
    "pytorch_lightning.utilities.parsing", "lightning.pytorch.utilities.parsing", "lightning_fabric.utilities.data",
    "lightning.fabric.utilities.data",
  ]

  /// Whether Python would do something with the machine, or call whatever the file says, on meeting this name.
  private static func runsCode(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    guard let root = parts.first, parts.count > 1 else { return false }
    switch root {
    case "builtins", "__builtin__": return true
    case "torch": return ["load", "hub", "jit", "package", "ops", "compile"].contains(parts[1])
    default: return modulesThatRunCode.contains(String(root))
    }
  }

  private static let modulesThatRunCode: Set = [
    "_pickle", "_posixsubprocess", "_thread", "asyncio", "bdb", "cPickle", "cProfile", "cloudpickle", "code", "codeop",
    "commands", "ctypes", "dill", "distutils", "doctest", "ftplib", "functools", "http", "idlelib", "importlib",
    "inspect", "joblib", "marshal", "multiprocessing", "nt", "operator", "os", "pathos", "pdb", "pickle",
    "pip", "pkgutil", "platform", "popen2", "posix", "profile", "pty", "pydoc", "requests", "runpy",
    "setuptools", "shelve", "shutil", "signal", "site", "smtplib", "socket", "ssl", "subprocess", "sys", "tempfile",
    "test", "threading", "timeit", "trace", "types", "urllib", "urllib2", "venv", "webbrowser", "zipimport",
  ]
}
