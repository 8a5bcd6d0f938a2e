/// The keys of a task's `fewshot_config`, as lm-evaluation-harness 0.4.13 has them.
enum FewShotKey: String, CaseIterable {
  case sampler
  case split
  case processDocs = "process_docs"
  case indices = "fewshot_indices"
  case samples
  case docToText = "doc_to_text"
  case docToChoice = "doc_to_choice"
  case docToTarget = "doc_to_target"
  case genPrefix = "gen_prefix"
  case fewShotDelimiter = "fewshot_delimiter"
  case targetDelimiter = "target_delimiter"
}
