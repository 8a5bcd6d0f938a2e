import EvalTasks
import FileWriters
import SharedFixtures

/// Made-up rows in MMLU's layout.
enum SmallDataSet {
  /// A file of `count` rows; row i asks "<subject> <split> i?" and its answer is the letter i mod 4.
  static func rows(_ subject: String, _ split: String, count: Int) -> String {
    (0..<count).map { "\(subject) \(split) \($0)?,a\($0),b,c,d,\(["A", "B", "C", "D"][$0 % 4])\n" }.joined()
  }

  /// The tasks of data under a prompt.
  static func tasks(_ data: MMLUDataSet, _ prompt: Prompt) throws -> MMLUTasks {
    try MMLUTasks(data, in: SharedFixtures.packageRoot + "/tasks/mmlu", under: prompt)
  }

  /// Writes test (`count` rows), val (2) and dev (3) files of the subjects below `root`.
  static func write(_ subjects: [String], count: Int = 4, to folder: TemporaryFolder, root: String = "") throws {
    for subject in subjects {
      for (split, rows) in [("test", count), ("val", 2), ("dev", 3)] {
        try folder.write(Self.rows(subject, split, count: rows), to: "\(root)\(split)/\(subject)_\(split).csv")
      }
    }
  }
}
