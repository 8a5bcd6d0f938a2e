import Foundation

/// Small archives that were packed by Python 3's zipfile, gzip, lzma and bz2 and by zstd, and are kept as base64.
enum PackedSamples {
  /// Folder `data/`, `data/test/a.csv` ("alpha,beta\n" 20 times), `data/test/b.csv` ("gamma,delta\n" 20 times), deflated.
  static let zip = decode(
    """
    UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAAFAAAAZGF0YS9QSwMEFAAAAAgAAAAhAF+u8d8QAAAA3AAAAA8AAABkYXRhL3Rlc3QvYS5jc3ZLzCnI
    SNRJSi1J5EocbkwAUEsDBBQAAAAIAAAAIQA1jRDvEQAAAPAAAAAPAAAAZGF0YS90ZXN0L2IuY3N2S0/MzU3USUnNKUnkSh8BbABQSwECFAMUAAAA
    AAAAACEAAAAAAAAAAAAAAAAABQAAAAAAAAAAAAAAgAEAAAAAZGF0YS9QSwECFAMUAAAACAAAACEAX67x3xAAAADcAAAADwAAAAAAAAAAAAAAgAEj
    AAAAZGF0YS90ZXN0L2EuY3N2UEsBAhQDFAAAAAgAAAAhADWNEO8RAAAA8AAAAA8AAAAAAAAAAAAAAIABYAAAAGRhdGEvdGVzdC9iLmNzdlBLBQYA
    AAAAAwADAK0AAACeAAAAAAA=
    """)
  /// `data/test/a.csv`: "alpha,beta\n" 3 times.
  static let tarGzip = decode(
    """
    H4sIAAAAAAACA+3NMQrCQBQE0K09hQcQs4FN7vPVgIWFmNXzu9oIYmsQfK+ZYZo5RI2uTnPtYrufb+kbcjOW8szmPXMu/as/9j4P45DWOS3gOte4
    tPv0n+J0PsZmN9VYfa4JAAAAAAAAAACAX3QHi8gAyAAoAAA=
    """)
  /// The same as `tarGzip`, packed by xz.
  static let tarXz = decode(
    """
    /Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4Cf/AHFdADIYSu6W1WBERrC0jdBFs7BRzZj5gs9Y2UhTyaipbrCd45w24bAzTFJ5bKIzfn1fX/R24GOG
    A/GvYSAQZoxYZYl0m0CA6uwsvA8JjRJ+yacIVYaR/phaznc9n21kP5vrxHVpYhF8H5T40VF7l+oALvMAAAAAAP1ofqD5+Im8AAGNAYBQAADgYv7d
    scRn+wIAAAAABFla
    """)
  /// The line `{"a": 1}`, 5 times.
  static let gzip = decode("H4sIAAAAAAACA6tWSlSyUjCs5aomggEAmafeaC0AAAA=")
  /// The line `{"a": 1}`, 5 times.
  static let xz = decode(
    "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AAsABBdAD2IiCI3KEDTbYam+vo4AAAAfeHRkn84EBkAASwt8IJoXB+2830BAAAAAARZWg==")
  /// The line `{"a": 1}`, once.
  static let zstd = decode("KLUv/SQJSQAAeyJhIjogMX0KM4ffww==")
  /// 16 MiB of the letter a, packed by bzip2 in 45 bytes.
  static let letters = decode("QlpoOTFBWSZTWYmtEk8AgICBAKAAAAggADCAKRoBANIBAOLuSKcKEhE1okng")
  /// A tar of 8 files `data/test/N_test.csv` of 16 MiB of zeros each, packed by bzip2.
  static let tarOfZeros = decode(
    """
    QlpoOTFBWSZTWcycv7QFfjrfgMyAQAH/gAAEAADuAB8ABAgwALgKAAaAAAoABoAABNVKn6RPUaaNG1DTNTu1byqqVVWGIoUFmVBAl0zy7Phq9GHq
    4tVQQJYph3n45tGuBwYhs8pyYmWHThmaM3XRi2aOLbDzztl7Ts+229pOjvN3hvNGHh1bsuZIQJf5igrJMprLqVxkMAMxUvwGZAIAD/gAACAAB3AA
    +AAgQYAFwFGhoAAACjQ0AAAAmqlPSmnqaYjTQ09NTZq3lEiKsYiKqVYsyoIEunPp4ZavZhyatVQQJYphtPx0aStGId3CdmJlhicHK7Yr6d2dGOM+
    OPHL3nh9t2Z1bTd5bzRh5dW7LmSECX+YoKyTKaydptXIAGYpL8BnQCAA88AAAgAAdwAPgAIEGABcUFVTTQAAANCjQ0AAAAUpSamGphGgDPH+2aVU
    Qot+CihVpgZrVREhOnX8dnJsx6uLiqIkJizGP4+nVqWrCfDQ7sNzGGjZzdE8UKWyCnededuEkTJ6SfJFCD5iki5pESE8i7kinChIcbQmJ4A=
    """)

  private static func decode(_ text: String) -> [UInt8] {
    Array(Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data())
  }
}
