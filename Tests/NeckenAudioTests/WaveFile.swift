import Foundation

/// Writes WAV files for the tests.
enum WaveFile {
  enum Encoding: CaseIterable {
    case integer16, integer24, float32

    var bytesPerSample: Int {
      switch self {
      case .integer16: 2
      case .integer24: 3
      case .float32: 4
      }
    }
  }

  /// The bytes of a file with these channels.
  static func data(_ channels: [[Float]], sampleRateHz: Int, encoding: Encoding = .integer16) -> Data {
    let frameCount = channels.first?.count ?? 0
    var body = Data()
    for frame in 0..<frameCount {
      for channel in channels { append(channel[frame], encoding, to: &body) }
    }
    let frameBytes = channels.count * encoding.bytesPerSample
    var data = Data("RIFF".utf8)
    append(UInt32(36 + body.count), to: &data)
    data.append(Data("WAVEfmt ".utf8))
    append(UInt32(16), to: &data)
    append(UInt16(encoding == .float32 ? 3 : 1), to: &data)
    append(UInt16(channels.count), to: &data)
    append(UInt32(sampleRateHz), to: &data)
    append(UInt32(sampleRateHz * frameBytes), to: &data)
    append(UInt16(frameBytes), to: &data)
    append(UInt16(8 * encoding.bytesPerSample), to: &data)
    data.append(Data("data".utf8))
    append(UInt32(body.count), to: &data)
    return data + body
  }

  private static func append(_ sample: Float, _ encoding: Encoding, to data: inout Data) {
    switch encoding {
    case .integer16: append(UInt16(bitPattern: Int16(sample * 32_767)), to: &data)
    case .integer24:
      withUnsafeBytes(of: Int32(sample * 8_388_607).littleEndian) { data.append(contentsOf: $0.prefix(3)) }
    case .float32: append(sample.bitPattern, to: &data)
    }
  }

  private static func append(_ value: some FixedWidthInteger, to data: inout Data) {
    withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
  }
}

/// A sine.
func sine(hertz: Double, amplitude: Float = 0.5, seconds: Double, sampleRateHz: Double = 44_100) -> [Float] {
  (0..<Int((seconds * sampleRateHz).rounded())).map {
    amplitude * Float(sin(2 * Double.pi * hertz * Double($0) / sampleRateHz))
  }
}

/// A folder that is removed when the body has run.
func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(component: "necken-audio-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

/// A file with this content, in a folder that is removed when the body has run.
func withTemporaryFile(_ name: String, _ content: Data, _ body: (URL) throws -> Void) throws {
  try withTemporaryFolder { folder in
    let file = folder.appending(component: name)
    try content.write(to: file)
    try body(file)
  }
}
