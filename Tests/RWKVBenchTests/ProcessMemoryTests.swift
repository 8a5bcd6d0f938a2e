import Foundation
import RWKVKernels
import Testing

@testable import rwkv_bench

@Suite struct ProcessMemoryTests {
  @Test func `Pages of files are told apart from the rest`() {
    let memory = ProcessMemory(
      status: "Name:\tx\nVmHWM:\t  900 kB\nRssAnon:\t 500 kB\nRssFile:\t 300 kB\nRssShmem:\t 4 kB\n")
    #expect(memory.highWater == 900 * 1024)
    #expect(memory.anonymous == 500 * 1024)
    #expect(memory.file == 300 * 1024)
  }

  @Test(arguments: [("900 500 300 1 0 7 0\n", 200), ("", 0), ("900", 0)])
  func `Pages without a file are resident less shared ones`(statm: String, pages: Int) {
    #expect(MemorySampler.anonymousBytes(statm: Data(statm.utf8)) == pages * Int(getpagesize()))
  }

  @Test func `The sampler sees memory that is taken and given back`() {
    let before = ProcessMemory.now.anonymous
    let sampler = MemorySampler()
    var matrix: Matrix? = Matrix(rows: 16384, columns: 1024)
    let start = ContinuousClock.now
    while (ContinuousClock.now - start).inSeconds < 0.1 {}
    #expect(matrix?.rows == 16384)
    matrix = nil
    #expect(sampler.stop() - before >= 60_000_000)
  }
}
