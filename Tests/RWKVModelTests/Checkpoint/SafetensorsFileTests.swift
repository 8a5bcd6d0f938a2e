import Console
import FileWriters
import Foundation
import RWKVModel
import Testing

@Suite struct SafetensorsFileTests {
  let folder = try? TemporaryFolder()

  private func open(_ bytes: [UInt8]) throws -> Checkpoint {
    try .open(#require(folder).write(bytes, to: "m.safetensors"))
  }

  private func failure(_ bytes: [UInt8]) -> UserError? {
    #expect(throws: UserError.self) { try open(bytes) }
  }

  private func failure(header: String, data: Int = 16) -> UserError? {
    failure(SampleFiles.safetensors(header, [UInt8](repeating: 0, count: data)))
  }

  @Test("Numbers of every element type are widened exactly")
  func elementTypes() throws {
    let header = """
      {"__metadata__":{"format":"pt","who":"\\u00e9\\ud83d\\ude00\\n"},
       "blocks.0.att.x_r":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
       "blocks.0.att.x_w":{"shape":[3],"data_offsets":[8,14],"dtype":"BF16"},
       "blocks.0.att.x_k":{"dtype":"F16","shape":[7],"data_offsets":[14,28]}}
      """
    let halves: [UInt16] = [0x3fc0, 0xff80, 0x8001] + [0x3c00, 0xc001, 0x0001, 0x83ff, 0x7bff, 0xfc00, 0x0400]
    let data = SampleFiles.bytes([1.5, -0.1]) + halves.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let tensors = try open(SampleFiles.safetensors(header, data)).tensors
    #expect(tensors["blocks.0.att.x_r"]?.widened() == [1.5, -0.1])
    #expect(
      tensors["blocks.0.att.x_w"]?.widened() == [1.5, -.infinity, -Float(bitPattern: 0x0001_0000)])
    let expected: [Float] = [1, -0x1.004p+1, 0x1p-24, -0x1.ff8p-15, 65504, -.infinity, 0x1p-14]
    #expect(tensors["blocks.0.att.x_k"]?.widened() == expected)
    #expect(tensors["blocks.0.att.x_k"]?.firstNonFinite() == [5])
    #expect(tensors["blocks.0.att.x_r"]?.firstNonFinite() == nil)
  }

  @Test("Every fp16 number is widened as the standard library does")
  func allHalves() throws {
    let header = #"{"blocks.0.att.r_k":{"dtype":"F16","shape":[256,256],"data_offsets":[0,131072]}}"#
    let data = (0..<65_536).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let widened = try #require(open(SampleFiles.safetensors(header, data)).tensors["blocks.0.att.r_k"]).widened()
    for bits in 0..<65_536 {
      let expected = Float(Float16(bitPattern: UInt16(bits)))
      guard !expected.isNaN else {
        #expect(widened[bits].isNaN)
        continue
      }
      #expect(widened[bits].bitPattern == expected.bitPattern, "half \(bits)")
    }
  }

  @Test("NaN is found at its place, and verify names the tensor")
  func nonFinite() throws {
    let header = #"{"blocks.0.att.r_k":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}"#
    let checkpoint = try open(SampleFiles.safetensors(header, SampleFiles.bytes([0, 1, .nan, 3])))
    #expect(checkpoint.tensors["blocks.0.att.r_k"]?.firstNonFinite() == [1, 0])
    let error = #expect(throws: UserError.self) { try checkpoint.verify() }
    #expect(
      error?.description.contains("tensor \"blocks.0.att.r_k\": holds NaN or infinity at [1, 0]. The file") == true)
  }

  @Test(
    "A header length that the file cannot hold is refused",
    arguments: [UInt64(1) << 63, .max, 1 << 40, 100_000_001, 1000])
  func headerLength(length: UInt64) {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array("{}".utf8)
    let error = failure(bytes)
    #expect(error?.problem == "claims a safetensors header of \(length) bytes in a file of 10")
    #expect(error?.remedy.contains("Fetch the file again") == true)
  }

  @Test("A file of fewer than eight bytes is refused")
  func tooShort() {
    #expect(failure([1, 0, 0])?.problem == "has 3 bytes, too few for a safetensors header")
  }

  @Test(
    "A faulty header is refused with the tensor and the reason",
    arguments: [
      ("not json", "", "the header is wrong at byte 0: \"{\" is expected"),
      (#"{"t":{"dtype":"F32""#, "t", "the header is wrong at byte 19: \",\" or \"}\" is expected"),
      (
        #"{"t":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}} x"#, "",
        "the header is wrong at byte 56: text after the value"
      ),
      (
        #"{"t":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}}"#, "t",
        "the header is wrong at byte 29: a whole number from 0 on is expected"
      ),
      (
        #"{"t":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,16]}}"#, "t",
        "the header is wrong at byte 29: the number 99999999999999999999 is too large"
      ),
      (
        #"{"t":{"dtype":"F32","shape":[4]}}"#, "t",
        "the header is wrong at byte 32: dtype, shape and two data_offsets are expected before it"
      ),
      (
        #"{"t":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"x":"y"}}"#, "t",
        "the header is wrong at byte 54: unknown or repeated key \"x\""
      ),
      (
        #"{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"t":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#,
        "t",
        "the header is wrong at byte 54: the name is there twice"
      ),
      (
        #"{"emb.weight":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"blocks.0.att.x_r":{"dtype":"F32","shape":[0],"data_offsets":[16,16]}}"#,
        "emb.weight", "holds numbers of type F64, and only bf16, fp16 and fp32 are read"
      ),
      (
        #"{"t":{"dtype":"F32","shape":[0,4611686018427387904,4611686018427387904],"data_offsets":[0,0]},"s":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#,
        "t",
        "shape [0, 4611686018427387904, 4611686018427387904] of F32 does not fill its data_offsets [0, 0]"
      ),
      (
        #"{"t":{"dtype":"F32","shape":[5],"data_offsets":[0,16]}}"#, "t",
        "shape [5] of F32 does not fill its data_offsets [0, 16]"
      ),
      (
        #"{"t":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,16]}}"#, "t",
        "shape [4611686018427387904, 4] of F32 does not fill its data_offsets [0, 16]"
      ),
      (#"{"t":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}"#, "t", "data_offsets [16, 0] run backwards"),
      (
        #"{"t":{"dtype":"F32","shape":[8],"data_offsets":[0,32]}}"#, "t",
        "data_offsets [0, 32] reach beyond the 16 bytes of data in the file"
      ),
      (
        #"{"t":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#, "t",
        "data_offsets [8, 16] leave a gap after the tensor before, which ends at 0"
      ),
      (
        #"{"s":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"t":{"dtype":"F32","shape":[3],"data_offsets":[4,16]}}"#,
        "t",
        "data_offsets [4, 16] overlap the tensor before, which ends at 8"
      ),
      (#"{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "", "has 8 bytes after its last tensor"),
    ])
  func faultyHeader(header: String, tensor: String, problem: String) {
    let error = failure(header: header)
    #expect(error?.problem == problem)
    #expect(error?.tensor ?? "" == tensor)
    #expect(error?.path?.hasSuffix("m.safetensors") == true)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test("A tensor of another type that is no weight is left, whatever its shape")
  func otherTypes() throws {
    let file = SampleFiles.safetensors(
      """
      {"blocks.0.att.x_r":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
      "step":{"dtype":"I64","shape":[4611686018427387904,4611686018427387904],"data_offsets":[8,16]}}
      """, SampleFiles.bytes([1, 2, 3, 4]))
    let checkpoint = try open(file)
    #expect(checkpoint.tensors["blocks.0.att.x_r"]?.widened() == [1, 2])
    #expect(checkpoint.leftTensors.map(\.name) == ["step"])
    #expect(checkpoint.leftTensors[0].reason == "no weight's name, and its numbers are of type I64")
  }

  @Test("A file cut anywhere is refused")
  func cut() throws {
    let whole = SampleFiles.safetensors([("blocks.0.att.x_r", [1, 1, 8]), ("emb.weight", [4, 8])])
    #expect(try open(whole).parameterCount == 40)
    for length in 1..<whole.count { #expect(failure(Array(whole[..<length])) != nil, "cut to \(length)") }
  }

  @Test("A flipped bit in the header is an error, changes a name, or changes nothing")
  func flippedBits() throws {
    let whole = SampleFiles.safetensors([("blocks.0.att.x_r", [1, 1, 8]), ("emb.weight", [4, 8])])
    let reference = try open(whole).tensors
    for bit in 0..<8 * (whole.count - 40 * 4) {
      var bytes = whole
      bytes[bit / 8] ^= 1 << (bit % 8)
      guard let tensors = try? open(bytes).tensors, Set(tensors.keys) == Set(reference.keys) else { continue }
      for (name, tensor) in tensors {
        #expect(tensor.shape == reference[name]?.shape, "bit \(bit)")
        #expect(tensor.widened() == reference[name]?.widened(), "bit \(bit)")
      }
    }
  }
}
