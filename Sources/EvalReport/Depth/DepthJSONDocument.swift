import EvalCore

/// The object that `DepthReport` writes: the run, its verdict, and results under a key that says what they are.
struct DepthJSONDocument<Results: Encodable>: Encodable {
  let run: ComparedRun
  let key: String
  let results: Results

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(run.name, forKey: Key(stringValue: "run"))
    try container.encode(run.manifest.model.name, forKey: Key(stringValue: "model"))
    try container.encode(Nullable(run.manifest.model.program), forKey: Key(stringValue: "program"))
    try container.encode(JSONDocument.VerdictObject(run.verdict), forKey: Key(stringValue: "verdict"))
    try container.encode(results, forKey: Key(stringValue: key))
  }
}
