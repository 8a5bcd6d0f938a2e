/// What a depth program is made from: the fields of `config.json` and the command-line flags that override them.
///
/// `plain` is an RWKV-7 checkpoint applied once, layer by layer. See `Sources/RWKVModel/DepthProgram/README.md`.
public struct DepthConfiguration: Sendable, Hashable {
  /// How layers are shared by the applications (terms of Takase and Kiyono, arXiv 2104.06022).
  public enum Sharing: String, Sendable, CaseIterable {
    /// Group after group, each looped: 0⁵⁰ 1⁵⁰ …
    case sequence
    /// All layers in order, again and again.
    case cycle
    /// As `cycle`, the last round in reverse order.
    case cycleReverse = "cycle-rev"
    /// A list.
    case explicit
  }

  /// What is injected into every loop of a group.
  public struct Injection: Sendable, Hashable {
    /// How the source is combined with the hidden state.
    public enum Kind: String, Sendable, CaseIterable { case none, add, concat }
    /// What is injected: the state that entered the group, the normed embedding, or the state that entered the loop.
    public enum Source: String, Sendable, CaseIterable {
      case groupInput = "group_input"
      case embedding, running
    }
    /// Before the loop's layers or after them.
    public enum Place: String, Sendable, CaseIterable { case before, after }
    /// Norm of both halves of a concatenation.
    public enum Norm: String, Sendable, CaseIterable {
      case none
      case layerNorm = "layer_norm"
    }

    /// How.
    public var kind: Kind = .none
    /// What.
    public var source: Source = .groupInput
    /// Where.
    public var place: Place = .before
    /// With which norm.
    public var norm: Norm = .none
  }

  /// Where ln0 is applied.
  public enum InputNorm: String, Sendable, CaseIterable {
    /// To the embedding, once: plain RWKV-7.
    case firstOnly = "first_only"
    /// To h at every application, by the applied layer's own ln0; the embedding enters raw.
    case everyApplication = "every_application"
    /// To h at the first application only; the embedding enters raw. A loader's mistake, kept to be recognised.
    case firstApplicationOnly = "first_application_only"
    /// To h where the applied layer is the first of its group, or its group is group 0.
    case groupZeroOrFirstInner = "group_zero_or_first_inner"
  }

  /// What v_first is.
  public enum FirstValue: String, Sendable, CaseIterable {
    /// The value vectors of the first application; layer 0 never mixes.
    case firstApplication = "first_application"
    /// The value vectors of the first application; every later application mixes, layer 0 too.
    case firstApplicationAllMix = "first_application_all_mix"
    /// No value residual: every application uses its own value vectors.
    case resetEachApplication = "reset_each_application"
    /// No value residual where the applied layer is the first of its group; others mix towards zeros.
    case resetAtFirstInner = "reset_at_first_inner"
    /// No value residual where the layer is the first of its group or its group is group 0; others mix towards a v_first
    /// that is combined after every application as h is.
    case groupZeroOrFirstInner = "group_zero_or_first_inner"
  }

  /// Sharing of layers.
  public var sharing: Sharing = .sequence
  /// Layers applied once before the core.
  public var prelude = 0
  /// Layers applied once after the core.
  public var coda = 0
  /// Number of equal contiguous groups of the core; nil: not looped, or as many as the tensor names tell.
  public var groups: Int?
  /// The core's groups as lists of layers, where they are not equal and contiguous.
  public var groupLayers: [[Int]]?
  /// Total loops over all groups; nil where the configuration does not say.
  public var loops: Int?
  /// Group of every loop in order, for `explicit` sharing.
  public var schedule: [Int]?
  /// Whether one loop applies only the last layer of its group.
  public var appliesLastInnerOnly = false
  /// Injection.
  public var injection = Injection()
  /// Whether h starts a group as zeros instead of the state that entered it.
  public var startsFromZeros = false
  /// Where ln0 is applied.
  public var inputNorm: InputNorm = .firstOnly
  /// What v_first is.
  public var firstValue: FirstValue = .firstApplication
  /// Whether every loop ends with the group's layer norm.
  public var hasLoopNorm = false
  /// Slots of sequence-wise states that applications take in turn, i mod slots; nil: every application starts from
  /// zeros.
  public var stateSlots: Int?
  /// Smallest and largest loop counts seen in training, if known.
  public var loopsTrained: ClosedRange<Int>?
  /// Whether a configuration file says that layers are looped, even where it leaves the numbers to the command line.
  public var isDeclaredLooped = false
  /// Where this configuration comes from, for messages.
  public var origin = "the plain RWKV-7 program"

  /// The plain RWKV-7 program.
  public init() {}

  /// Whether layers are applied more than once, or could be.
  public var isLooped: Bool {
    isDeclaredLooped || groups != nil || groupLayers != nil || schedule != nil || loops != nil
  }
}
