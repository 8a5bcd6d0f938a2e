import Console
import FileWriters
import RWKVModel
import Testing

/// Files of Albatross's `quantize_int8.py`: whole numbers of eight bits, and a scale for each row beside them.
@Suite struct QuantizedRowsTests {
  private let folder = try? TemporaryFolder()

  private struct Part {
    let name: String
    let type: String
    let shape: [Int]
    let bytes: [UInt8]
  }

  private static let weight = Part(
    name: "blocks.0.att.key.weight", type: "CharStorage", shape: [2, 3], bytes: [1, 0xfe, 127, 0x80, 0, 5])
  /// 0.5 and −3 as halves.
  private static let scale = Part(
    name: "blocks.0.att.key.weight_scale", type: "HalfStorage", shape: [2], bytes: [0x00, 0x38, 0x00, 0xc2])

  private func open(_ parts: [Part]) throws -> Checkpoint {
    var zip = ZipWriter()
    zip.add(
      "m/data.pkl",
      PickleWriter.dictionary(
        parts.enumerated().map { index, part in
          let strides = part.shape.indices.map { part.shape[($0 + 1)...].reduce(1, *) }
          return (
            part.name,
            .init(
              storageClass: part.type, key: "\(index)", count: part.shape.reduce(1, *), shape: part.shape,
              strides: strides)
          )
        }))
    for (index, part) in parts.enumerated() { zip.add("m/data/\(index)", part.bytes) }
    return try .open(#require(folder).write(zip.finished(), to: "m.pth"))
  }

  @Test("A row's numbers are its scale times the whole numbers, whichever way round the matrix is seen")
  func widened() throws {
    let checkpoint = try open([Self.weight, Self.scale])
    let tensor = try #require(checkpoint.tensors[Self.weight.name])
    #expect(checkpoint.tensors.count == 1 && checkpoint.elementTypeSummary == "int8")
    #expect(tensor.widened() == [0.5, -1, 63.5, 384, 0, -15])
    #expect(tensor.transposed().widened() == [0.5, 384, -1, 0, 63.5, -15])
    var row = [Float](repeating: 0, count: 3)
    var span = row.mutableSpan
    tensor.widen(rows: 1..<2, into: &span)
    #expect(row == [384, 0, -15])
    var column = [Float](repeating: 0, count: 4)
    span = column.mutableSpan
    tensor.transposed().widen(rows: 1..<3, into: &span)
    #expect(column == [-1, 0, 63.5, -15])
  }

  @Test("Weights without scales, and scales of another size, type or without a number, are refused")
  func scales() throws {
    let missing = #expect(throws: UserError.self) { try open([Self.weight]) }
    #expect(
      missing?.problem
        == "holds numbers of type int8, and blocks.0.att.key.weight_scale, a scale for each row, is missing")
    #expect(missing?.remedy.contains("quantize_int8.py") == true)
    func problem(_ type: String, _ shape: [Int], _ bytes: [UInt8]) -> String? {
      let part = Part(name: Self.scale.name, type: type, shape: shape, bytes: bytes)
      return #expect(throws: UserError.self) { try open([Self.weight, part]) }?.problem
    }
    #expect(problem("HalfStorage", [1], [0, 0]) == "has shape [1], and blocks.0.att.key.weight has [2, 3]")
    #expect(problem("CharStorage", [2], [1, 1]) == "holds numbers of type int8")
    #expect(
      problem("LongStorage", [2], Array(repeating: 0, count: 16))
        == "holds numbers of type torch.LongStorage, and only bf16, fp16 and fp32 are read")
    #expect(problem("HalfStorage", [2], [0, 0, 0, 0x7c]) == "holds NaN or infinity at [1]")
  }

  @Test("Other tensors of eight bits beside the weights are left")
  func left() throws {
    let other = Part(name: "mask", type: "CharStorage", shape: [2], bytes: [1, 1])
    let checkpoint = try open([Self.weight, Self.scale, other])
    #expect(checkpoint.leftTensors.map(\.name) == ["mask"])
  }
}
