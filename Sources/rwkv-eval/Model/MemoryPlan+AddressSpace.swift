import RWKVModel
import RWKVScoring

extension MemoryPlan {
  /// Refuses a limit of address space in which OpenBLAS would wait for memory for ever.
  func checkAddressSpace(threads: Int) throws {
    guard let limit = AddressSpace.limit else { return }
    let slack = 64 << 20
    let buffers = Array(repeating: AddressSpace.blasBufferBytes, count: threads)
    guard !AddressSpace.canMap(buffers + [bytes + slack]) else { return }
    let needed = buffers.reduce(bytes + slack, +)
    throw InputError(
      "the limit of address space (ulimit -v) is \(megabytes(limit)), which leaves too little: OpenBLAS maps "
        + "\(megabytes(AddressSpace.blasBufferBytes)) for each of \(threads) threads, and the pass takes about "
        + megabytes(bytes),
      remedy: "Allow \(megabytes(needed)) beyond what is mapped at the start, or use fewer --threads")
  }

  private func megabytes(_ bytes: Int) -> String { "\(bytes >> 20) MB" }
}
