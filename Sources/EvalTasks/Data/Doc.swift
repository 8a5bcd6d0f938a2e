public import PythonValues

/// One example of a data set: its fields by name, in the order in which the data has them.
///
/// What lm-eval calls a doc: a row of a split, before or after the task's `process_docs`.
public typealias Doc = PythonValue.Dictionary
