import Console
import Foundation
import RWKVModel
import RWKVScoring

extension MemoryPlan {
  /// Ends the process where the limit of address space is one under which OpenBLAS would wait for memory for ever.
  ///
  /// A thread of OpenBLAS's own may wait already, from the start of the process, and an orderly exit would wait for it.
  func requireAddressSpace(threads: Int) {
    guard let limit = AddressSpace.limit else { return }
    let (slack, stack) = (64 << 20, 8 << 20)
    let sizes = Array(repeating: AddressSpace.blasBufferBytes + stack, count: threads) + [bytes + slack]
    guard !AddressSpace.canMap(sizes) else { return }
    let error = UserError(
      "the limit of address space (ulimit -v) is \(megabytes(limit)), which leaves too little: OpenBLAS maps "
        + "\(megabytes(AddressSpace.blasBufferBytes)) for each of \(threads) threads, and the pass takes about "
        + megabytes(bytes),
      remedy: "Allow \(megabytes(sizes.reduce(0, +))) beyond what is mapped at the start, or use fewer --threads")
    printDiagnostic("error: \(error)")
    _exit(2)
  }

  private func megabytes(_ bytes: Int) -> String { "\(bytes >> 20) MB" }
}
