public import EvalCore
public import PythonValues

/// The functions of lm-eval's tasks that have a port, by the names that task YAML gives them.
public enum NativeFunctions {
  /// The port of a function, nil when there is none.
  ///
  /// - Parameters:
  ///   - family: the folder of the YAML that names it, relative to the folder of all tasks or absolute: only its last
  ///     components count (`super_glue/copa`, `hellaswag`).
  ///   - module: the Python file without its suffix (`utils`).
  ///   - function: the function (`process_docs`).
  public static func named(family: String, module: String, function: String) -> NativeFunction? {
    let folders = family.split(separator: "/")
    return families.first { entry in folders.suffix(entry.folder.count).elementsEqual(entry.folder) }?
      .functions["\(module).\(function)"]
  }

  /// The name of the family to which the YAML files of a folder belong.
  ///
  /// It is the folder's own name; where a family of ports has a longer one (`gpqa/n_shot`), that.
  static func family(ofFolder path: String) -> String {
    let folders = path.split(separator: "/")
    let family = families.first { $0.folder.count > 1 && folders.suffix($0.folder.count).elementsEqual($0.folder) }
    return (family?.folder ?? folders.suffix(1)).joined(separator: "/")
  }

  /// The names of all ports, `family: module.function`, sorted; for messages.
  public static var names: [String] {
    families.flatMap { entry in
      entry.functions.keys.map { "\(entry.folder.joined(separator: "/")): \($0)" }
    }.sorted()
  }

  private struct Family {
    let folder: [Substring]
    let functions: [String: NativeFunction]

    init(_ folder: String, _ functions: [String: NativeFunction]) {
      self.folder = folder.split(separator: "/")
      self.functions = functions
    }
  }

  private static let families = [
    Family("arithmetic", Arithmetic.functions),
    Family("cb", CommitmentBank.functions),
    Family("copa", Copa.functions),
    Family("gpqa/n_shot", GPQA.seededFunctions),
    Family("gpqa/zeroshot", GPQA.functions),
    Family("hellaswag", HellaSwag.functions),
    Family("logiqa", LogiQA.functions),
    Family("medmcqa", MedMCQA.functions),
    Family("medqa", MedQA.functions),
    Family("pubmedqa", PubMedQA.functions),
    Family("race", Race.functions),
    Family("truthfulqa", TruthfulQA.functions),
    Family("wikitext", Wikitext.functions),
    Family("winogrande", WinoGrande.functions),
    Family("wsc273", WSC273.functions),
    Family("xcopa", XCopa.functions),
  ]
}

/// A Python function that a task's YAML names after `!function`, in Swift.
public enum NativeFunction: Sendable {
  /// `process_docs`: the docs of a split, made from its rows.
  case processDocs(@Sendable ([Doc]) throws -> [Doc])
  /// `doc_to_text`, `doc_to_target` or `doc_to_choice`: a value made from a doc.
  case docValue(@Sendable (Doc) throws -> PythonValue)
  /// `process_results`: a doc's metrics, made from the doc and what the model said about it.
  case processResults(ProcessResults)
  /// The `aggregation` of a metric: one that is there for all tasks.
  case aggregation(Aggregation)
}

/// A task's own `process_results`: the doc, the log-likelihoods of its requests in nats, and whether each is what greedy
/// decoding gives, to the doc's metrics by name.
public typealias ProcessResults =
  @Sendable (
    _ doc: Doc, _ loglikelihoods: [Double], _ isGreedy: [Bool]
  ) throws -> [String: MetricValue]
