/// Why a pickle was refused or could not be read.
struct PickleError: Error {
  /// What is wrong, without a full stop.
  var problem: String
  /// What the user can do about it, a sentence.
  var remedy: String

  /// A pickle that is not as its writer wrote it.
  static func damaged(_ problem: String, at offset: Int) -> PickleError {
    PickleError(problem: "its pickle is damaged at byte \(offset): \(problem)", remedy: CheckpointError.fetchAgain)
  }

  /// A name by which Python would run what the file says.
  static func refused(_ name: String) -> PickleError {
    PickleError(
      problem: "refuses to call \(name): a file of weights has no use for it, and this file would run code",
      remedy: "If it comes from a trainer that you trust, save its state_dict alone; else do not load it in Python.")
  }

  /// A name that is neither known to be harmless nor to do harm.
  static func unknown(_ name: String) -> PickleError {
    PickleError(
      problem: "holds an unknown object beside its weights, \(name), and what is not known is not skipped",
      remedy: """
        If it comes from a trainer that you trust, save its weights alone: torch.save(model.state_dict(), path). Python \
        would run \(name) to read this file.
        """)
  }

  /// A pickle that costs more than any file of weights does.
  static func tooLarge(_ what: String) -> PickleError {
    PickleError(
      problem: "its pickle has \(what), far more than a file of weights needs",
      remedy: "Save the weights alone: torch.save(model.state_dict(), path).")
  }

  /// A file that holds something else than weights by name.
  static func noWeights(_ problem: String) -> PickleError {
    PickleError(problem: problem, remedy: "Save the weights alone: torch.save(model.state_dict(), path).")
  }
}
