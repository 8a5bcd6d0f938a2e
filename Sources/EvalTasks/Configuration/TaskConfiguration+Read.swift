public import Console
public import EvalCore
internal import OrderedCollections
internal import PythonValues

extension TaskConfiguration {
  /// Reads the merged keys of a task.
  ///
  /// - Parameters:
  ///   - name: Its name, where that is not what `task` says.
  ///   - path: The file to blame where no line is.
  ///   - prompt: The prompt whose keys are among them.
  /// - Throws: `UserError`.
  init(
    _ mapping: ConfigurationValue.Mapping, name: String? = nil, path: String, prompt: Prompt? = nil
  ) throws(UserError) {
    try Self.refuseUnsupported(mapping)
    let fields = try ConfigurationFields<TaskKey>(mapping)
    func required<Value>(_ key: TaskKey, _ value: Value?) throws(UserError) -> Value {
      if let value { return value }
      throw UserError("the key \"\(key.rawValue)\" is missing", path: path, remedy: "Add it.")
    }
    func field(_ key: TaskKey, _ allowed: DocField.Allowed) throws(UserError) -> DocField? {
      guard let value = fields[key] else { return nil }
      return try DocField(value, key: prompt?.place(of: key.rawValue) ?? key.rawValue, allowed: allowed)
    }
    outputType = try Self.outputType(fields, path: path)
    let ownName = try fields.text(.task)
    self.name = try required(.task, name ?? ownName)
    alias = try fields.text(.taskAlias)
    tags = try fields.texts(.tag) ?? []
    self.path = path
    dataset = DatasetConfiguration(
      path: try required(.datasetPath, try fields.text(.datasetPath)), name: try fields.text(.datasetName),
      keywords: try fields.dictionary(.datasetKeywords) ?? [:], file: fields[.datasetPath]?.file ?? path,
      line: fields[.datasetPath]?.line ?? 1)
    splits = try Self.splits(fields, path: path)
    processDocs = try fields.function(.processDocs)
    docToText = try required(.docToText, try field(.docToText, .text))
    docToTarget = try required(.docToTarget, try field(.docToTarget, .target))
    docToChoice = try field(.docToChoice, .choice)
    if outputType == .multipleChoice { _ = try required(.docToChoice, docToChoice) }
    processResults = try fields.function(.processResults)
    description = try fields.text(.description) ?? ""
    targetDelimiter = try fields.text(.targetDelimiter) ?? " "
    fewShotDelimiter = try fields.text(.fewShotDelimiter) ?? "\n\n"
    genPrefix = try fields.text(.genPrefix)
    numFewshot = try fields.whole(.numFewshot, minimum: 0)
    fewShot = try FewShotConfiguration(
      fields[.fewShotConfiguration],
      inherited: FewShotConfiguration.Inherited(
        splits: splits, fewShotSplit: try fields.text(.fewShotSplit), processDocs: processDocs, docToText: docToText,
        docToTarget: docToTarget, docToChoice: docToChoice, genPrefix: genPrefix, fewShotDelimiter: fewShotDelimiter,
        targetDelimiter: targetDelimiter))
    metrics = try fields[.metricList].map { (value) throws(UserError) in try MetricEntry.entries(value) }
    filter = try fields[.filterList].map { (value) throws(UserError) in try Self.filter(value) } ?? "none"
    metadata = Self.metadata(fields[.metadata])
    newlines = try fields.option(.newlines, Newlines.keep)
    strip = try fields.option(.strip, Strip.none)
    source = ConfigurationValue.fields(mapping)
    keys = mapping
    self.prompt = prompt
  }

  private static func refuseUnsupported(_ mapping: ConfigurationValue.Mapping) throws(UserError) {
    for (name, value) in mapping where !value.isNull {
      guard let remedy = TaskKey(rawValue: name)?.remedyWhereUnsupported else { continue }
      if case .scalar(.bool(false)) = value.content { continue }
      throw value.error("\"\(name)\" is not supported", remedy: remedy)
    }
  }

  private static func outputType(
    _ fields: ConfigurationFields<TaskKey>, path: String
  ) throws(UserError) -> OutputType {
    let known = OutputType.allCases.map(\.rawValue)
    let remedy = "Log-likelihoods can do \(known.joined(separator: ", ")); run tasks that generate text with lm-eval."
    guard let value = fields[.outputType] else {
      throw UserError(
        "there is no output_type, which means generate_until, and that is not supported", path: path, remedy: remedy)
    }
    let name = value.text ?? value.kind
    if let type = OutputType(rawValue: name) { return type }
    if name == "generate_until" { throw value.error("output_type generate_until is not supported", remedy: remedy) }
    throw value.error("\"\(name)\" is no output_type", remedy: DidYouMean.sentence(name, in: known))
  }

  private static func splits(
    _ fields: ConfigurationFields<TaskKey>, path: String
  ) throws(UserError) -> TaskSplits {
    let splits = TaskSplits(
      training: try fields.text(.trainingSplit), validation: try fields.text(.validationSplit),
      test: try fields.text(.testSplit))
    guard let splits else {
      throw UserError(
        "there is neither test_split nor validation_split", path: path, remedy: "Name the split to evaluate.")
    }
    return splits
  }

  /// The name of the only filter, which must leave the answers as they are.
  private static func filter(_ value: ConfigurationValue) throws(UserError) -> String {
    guard let items = value.list, items.count == 1, let entry = items[0].mapping, let name = entry["name"]?.text,
      let functions = entry["filter"]?.list,
      functions.allSatisfy({ $0.mapping?["function"]?.text == "take_first" })
    else {
      throw value.error(
        "this filter_list is not supported",
        remedy: "Answers are log-likelihoods, which no filter but one with take_first alone leaves whole; take it out.")
    }
    return name
  }

  private static func metadata(_ value: ConfigurationValue?) -> PythonValue.Dictionary {
    guard let value else { return [:] }
    if case .dictionary(let dictionary) = value.pythonValue { return dictionary }
    return ["_metadata": value.pythonValue]
  }
}

extension TaskConfiguration {
  /// The metrics of `metric_list`, or the defaults of the output type.
  ///
  /// - Throws: `UserError` for a metric or aggregation that there is not, with those that it may have meant.
  public func metricConfigurations() throws(UserError) -> [MetricConfiguration] {
    guard let metrics else { return MetricConfiguration.defaults(for: outputType) }
    return try metrics.map { (entry) throws(UserError) in
      try MetricConfiguration(entry, isComputedByTask: processResults != nil)
    }
  }

  /// The Swift form of `process_results`; nil for a task without one.
  ///
  /// - Throws: `UserError` when the function that is named computes no metrics.
  public func nativeProcessResults() throws(UserError) -> ProcessResults? {
    guard let processResults else { return nil }
    guard case .processResults(let body) = processResults.native else {
      throw UserError(
        "process_results names \(processResults), which has no Swift form that computes metrics", path: path,
        remedy: "Leave it out, and list metrics of lm-eval's own in metric_list.")
    }
    return body
  }
}

extension MetricConfiguration {
  /// An entry of a task's list.
  ///
  /// - Parameter isComputedByTask: Whether the task computes its own values, of whatever name.
  fileprivate init(_ entry: MetricEntry, isComputedByTask: Bool) throws(UserError) {
    let metrics = MetricName.allCases.map(\.rawValue)
    guard case .builtIn(let name) = entry.metric else {
      throw entry.unknown("metric", entry.metric.text, in: metrics)
    }
    let known = MetricName(rawValue: name)
    guard known != nil || isComputedByTask else { throw entry.unknown("metric", name, in: metrics) }
    let aggregation = try entry.aggregation.map { (name) throws(UserError) in
      guard let aggregation = name.aggregation else {
        throw entry.unknown("aggregation", name.text, in: Aggregation.allCases.map(\.rawValue))
      }
      return aggregation
    }
    self.init(
      name: name, aggregation: aggregation ?? known?.aggregation ?? .mean,
      higherIsBetter: entry.higherIsBetter ?? known?.higherIsBetter ?? true)
  }
}

extension MetricEntry {
  fileprivate func unknown(_ kind: String, _ name: String, in known: [String]) -> UserError {
    UserError(
      "there is no \(kind) \"\(name)\"", path: path, line: line, remedy: DidYouMean.sentence(name, in: known))
  }
}

extension MetricEntry.Name {
  /// The aggregation of that name, or the Swift form of a function; nil where there is none.
  fileprivate var aggregation: Aggregation? {
    switch self {
    case .builtIn(let name): return Aggregation(rawValue: name)
    case .function(let reference):
      guard case .aggregation(let aggregation) = reference.native else { return nil }
      return aggregation
    }
  }

  /// The name; of a function that without its module.
  fileprivate var text: String {
    switch self {
    case .builtIn(let name): name
    case .function(let reference): reference.function
    }
  }
}
