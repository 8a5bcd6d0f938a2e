import EvalCore
import Foundation
import RWKVModel

/// About how many bytes a run leaves in its folder.
struct RunRoom {
  let bytes: Int

  /// The bytes of the run of an evaluation that starts now.
  ///
  /// - Parameter writesSamples: Whether samples files are written too.
  init(_ evaluation: Evaluation, writesSamples: Bool) {
    let readouts = evaluation.loaded.languageModel.readouts.count
    let outcomes = evaluation.plan.items.reduce(0) { sum, item in
      let texts = item.doc.choices.reduce(0) { $0 + $1.utf8.count + 3 }
      return sum + Self.fixed + texts + readouts * (Self.answer + item.requests.count * Self.logprob)
    }
    let applications = evaluation.loaded.rwkv?.programs.last?.applications.count ?? 0
    // At the end the outcomes are written once more, in run order, before the old ones go.
    bytes =
      outcomes * 2 + (evaluation.plan.keepsDocs ? evaluation.plan.sampleBytes / Self.packing : 0)
      + (writesSamples ? evaluation.plan.sampleBytes * readouts : 0) + applications * Self.record
  }

  /// How much smaller docs are than samples: packed, and each context once (measured on MMLU, 0-shot: 19, 5-shot: 70).
  private static let packing = 8

  /// Keys and digests of a line of `outcomes.jsonl`; keys of an answer; a log-probability with its `is_greedy`; a line of
  /// `trace.jsonl`.
  private static let (fixed, answer, logprob, record) = (340, 110, 26, 350)
}

extension RunManifest {
  /// How `finishedAt` is written.
  static let timeStyle = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}
