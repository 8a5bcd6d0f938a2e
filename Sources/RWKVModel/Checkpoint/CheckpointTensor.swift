internal import RWKVKernels

/// A tensor of a checkpoint: a strided view of bytes that still lie in the mapped file, in the file's element type.
public struct CheckpointTensor: Sendable {
  /// The canonical name, which is the one that the official `.pth` files use.
  public let name: String
  /// The name in the file.
  public let storedName: String
  /// Sizes, outermost first.
  public let shape: [Int]
  /// How the file stores the numbers.
  public let elementType: ElementType
  /// Elements between neighbours along each dimension.
  let strides: [Int]
  /// Index in the storage of the first element.
  let offset: Int
  /// The bytes.
  let storage: TensorStorage
  /// The file's name of a type of numbers that is not read; such a tensor has a name and a shape, and no values.
  let foreignType: String?
  /// What the numbers are rounded to when they are read; nil for what they are.
  private(set) var rounding: Rounding?
  /// What is done to a matrix's numbers once they are widened, before they are rounded; nil for nothing.
  private(set) var adjustment: MatrixAdjustment?

  /// A view, of which every element lies in the storage.
  init(
    name: String, storedName: String? = nil, shape: [Int], strides: [Int]? = nil, offset: Int = 0,
    elementType: ElementType, storage: TensorStorage
  ) {
    self.name = name
    self.storedName = storedName ?? name
    self.shape = shape
    self.elementType = elementType
    self.strides = strides ?? Self.rowMajorStrides(shape)
    self.offset = offset
    self.storage = storage
    foreignType = nil
    let reach = zip(shape, self.strides).reduce(offset) { $0 + ($1.0 - 1) * $1.1 }
    precondition(
      elementCount == 0 || offset >= 0 && elementType.byteCount(of: reach + 1) <= storage.byteCount,
      "tensor \(name) reaches element \(reach) in \(storage.byteCount) bytes of \(elementType.rawValue)")
  }

  /// A tensor of numbers that are not read.
  init(name: String, storedName: String? = nil, shape: [Int], foreignType: String, storage: TensorStorage) {
    self.name = name
    self.storedName = storedName ?? name
    self.shape = shape
    self.foreignType = foreignType
    self.storage = storage
    elementType = .float32
    strides = []
    offset = 0
  }

  /// Number of elements, the product of the shape.
  public var elementCount: Int { shape.reduce(1, *) }

  /// The matrix with rows and columns exchanged, a view.
  ///
  /// - Precondition: the tensor has two dimensions.
  public func transposed() -> CheckpointTensor {
    precondition(shape.count == 2, "tensor \(name) of shape \(shape) is no matrix")
    var turned = view(shape: shape.reversed(), strides: strides.reversed())
    turned.adjustment = adjustment?.transposed()
    return turned
  }

  /// A tensor [1, 1, C] as [C]; any other as it is.
  public func squeezed() -> CheckpointTensor {
    guard shape.count == 3, shape[0] == 1, shape[1] == 1 else { return self }
    return view(shape: [shape[2]], strides: [strides[2]])
  }

  /// Row `index` of a tensor [R, …], as […].
  func row(_ index: Int) -> CheckpointTensor {
    precondition(shape.count >= 2 && index < shape[0], "row \(index) of tensor \(name) of shape \(shape)")
    precondition(adjustment == nil, "a row of tensor \(name), which is adjusted as a matrix")
    return view(shape: Array(shape[1...]), strides: Array(strides[1...]), offset: offset + index * strides[0])
  }

  /// The same numbers in another shape; nil where there are not as many, or where they do not lie one after another.
  func reshaped(_ shape: [Int]) -> CheckpointTensor? {
    guard isRowMajor, adjustment == nil, ShapeArithmetic.product(shape) == elementCount else { return nil }
    return view(shape: shape, strides: Self.rowMajorStrides(shape))
  }

  /// The same tensor under a canonical name.
  func named(_ name: String) -> CheckpointTensor {
    if let foreignType {
      return CheckpointTensor(
        name: name, storedName: storedName, shape: shape, foreignType: foreignType, storage: storage)
    }
    var tensor = CheckpointTensor(
      name: name, storedName: storedName, shape: shape, strides: strides, offset: offset, elementType: elementType,
      storage: storage)
    tensor.adjustment = adjustment
    return tensor
  }

  /// The same tensor, its numbers rounded to a format when they are read.
  func rounded(to precision: Precision) -> CheckpointTensor {
    var tensor = self
    tensor.rounding = precision.rounding
    return tensor
  }

  /// The same matrix, its numbers changed after they are widened.
  func adjusted(by adjustment: MatrixAdjustment) -> CheckpointTensor {
    precondition(shape.count == 2, "tensor \(name) of shape \(shape) is no matrix")
    var tensor = self
    tensor.adjustment = adjustment
    return tensor
  }

  /// Some rows of a matrix, a view.
  func rows(_ rows: Range<Int>) -> CheckpointTensor {
    var part = view(
      shape: [rows.count] + shape.dropFirst(), strides: strides, offset: offset + rows.lowerBound * strides[0])
    part.adjustment = adjustment?.rows(from: rows.lowerBound)
    return part
  }

  /// The slices along the first dimension of a tensor of three, each transposed.
  func transposedSlices() -> CheckpointTensor {
    precondition(shape.count == 3, "tensor \(name) of shape \(shape) has no slices that are matrices")
    return view(shape: [shape[0], shape[2], shape[1]], strides: [strides[0], strides[2], strides[1]])
  }

  /// Whether the elements lie one after another in row-major order.
  var isRowMajor: Bool {
    zip(shape, zip(strides, Self.rowMajorStrides(shape))).allSatisfy { $0 == 1 || $1.0 == $1.1 }
  }

  private static func rowMajorStrides(_ shape: [Int]) -> [Int] {
    var strides = shape
    var step = 1
    for index in shape.indices.reversed() {
      strides[index] = step
      step *= shape[index]
    }
    return strides
  }

  private func view(shape: [Int], strides: [Int], offset: Int? = nil) -> CheckpointTensor {
    var view = CheckpointTensor(
      name: name, storedName: storedName, shape: shape, strides: strides, offset: offset ?? self.offset,
      elementType: elementType, storage: storage)
    view.rounding = rounding
    return view
  }
}

/// How a checkpoint stores a number.
public enum ElementType: String, Sendable, Hashable, CaseIterable {
  /// The upper half of an fp32.
  case bfloat16 = "bf16"
  /// IEEE 754 half precision.
  case float16 = "fp16"
  /// IEEE 754 single precision.
  case float32 = "fp32"
  /// Whole numbers of eight bits, which stand for a row's share of a scale of its own.
  case int8
  /// ggml's types of quantised numbers, which stand in blocks.
  case q4_0 = "Q4_0"
  case q4_1 = "Q4_1"
  case q5_0 = "Q5_0"
  case q5_1 = "Q5_1"
  case q8_0 = "Q8_0"
  case q4_K = "Q4_K"
  case q5_K = "Q5_K"
  case q6_K = "Q6_K"
}

/// Arithmetic on sizes that come from a file and may be anything.
enum ShapeArithmetic {
  /// The product, or nil when a size is negative or the product overflows; one of sizes with a zero among them overflows
  /// where that of the others does, so that strides can be had of any shape that has a product.
  static func product(_ sizes: [Int]) -> Int? {
    var product = 1
    for size in sizes {
      let (value, overflow) = product.multipliedReportingOverflow(by: max(size, 1))
      guard size >= 0, !overflow else { return nil }
      product = value
    }
    return sizes.contains(0) ? 0 : product
  }

  /// The index of the last element that a strided view reaches, or nil when it is negative or overflows.
  ///
  /// - Precondition: as many strides as sizes, and no size is 0.
  static func lastIndex(shape: [Int], strides: [Int], offset: Int) -> Int? {
    guard offset >= 0 else { return nil }
    var last = offset
    for (size, stride) in zip(shape, strides) {
      guard let reach = product([size - 1, stride]) else { return nil }
      let (value, overflow) = last.addingReportingOverflow(reach)
      guard !overflow else { return nil }
      last = value
    }
    return last
  }
}
