internal import Console

/// Matrices of whole numbers of eight bits with a scale for each row in a tensor beside them, whose name ends in `_scale`.
///
/// Source: Albatross, `quantize_int8.py`: `X.weight` int8 [N, K] and `X.weight_scale` fp16 [N], W = int8 · scale. The product
/// of eight and eleven bits is exact in fp32.
enum QuantizedRows {
  private static let suffix = "_scale"

  /// Whether a tensor's name is that of a weight's scales.
  static func isScale(_ name: String, where isWeight: (String) -> Bool) -> Bool {
    name.hasSuffix(suffix) && isWeight(String(name.dropLast(suffix.count)))
  }

  /// Gives every matrix of the kind its scales, which are no tensors of the model any more; one that is no weight is left.
  ///
  /// - Throws: `UserError` for a weight without scales, and for scales that do not fit it.
  static func attachScales(
    to tensors: inout [String: CheckpointTensor], leaving left: inout [LeftTensor], path: String,
    where isWeight: (String) -> Bool
  ) throws(UserError) {
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) where tensor.elementType == .int8 {
      guard isWeight(name) else {
        tensors[name] = nil
        left.append(LeftTensor(name: tensor.storedName, reason: "no weight's name, and its numbers are of type int8"))
        continue
      }
      guard let scales = tensors.removeValue(forKey: name + suffix) else {
        throw UserError(
          "holds numbers of type int8, and \(tensor.storedName)\(suffix), a scale for each row, is missing", path: path,
          tensor: tensor.storedName,
          remedy: "Quantise the model again with Albatross's quantize_int8.py, or use its bf16 file.")
      }
      tensors[name] = tensor.adjusted(by: MatrixAdjustment(scales: try numbers(scales, of: tensor, path)))
    }
  }

  private static func numbers(
    _ scales: CheckpointTensor, of tensor: CheckpointTensor, _ path: String
  ) throws(UserError) -> [Float] {
    func fault(_ problem: String) -> UserError {
      UserError(
        problem, path: path, tensor: scales.storedName,
        remedy: "Quantise the model again: quantize_int8.py writes a positive scale for each row.")
    }
    guard tensor.shape.count == 2, scales.elementCount == tensor.shape[0] else {
      throw fault("has shape \(scales.shape), and \(tensor.storedName) has \(tensor.shape)")
    }
    guard scales.foreignType == nil, scales.elementType != .int8 else {
      throw fault("holds numbers of type \(scales.foreignType ?? scales.elementType.rawValue)")
    }
    let numbers = scales.widened()
    if let row = numbers.firstIndex(where: { !$0.isFinite }) { throw fault("holds NaN or infinity at [\(row)]") }
    return numbers
  }
}
