/// The few Python names that a file of tensors needs; every other name is refused, and none is ever called.
enum TorchGlobal: String, CaseIterable {
  case orderedDictionary = "collections.OrderedDict"
  case rebuildTensor = "torch._utils._rebuild_tensor_v2"
  case rebuildParameter = "torch._utils._rebuild_parameter"
  case size = "torch.Size"
  case bfloat16Storage = "torch.BFloat16Storage"
  case halfStorage = "torch.HalfStorage"
  case floatStorage = "torch.FloatStorage"

  /// The element type of a storage class.
  var elementType: ElementType? {
    switch self {
    case .bfloat16Storage: .bfloat16
    case .halfStorage: .float16
    case .floatStorage: .float32
    default: nil
    }
  }
}
