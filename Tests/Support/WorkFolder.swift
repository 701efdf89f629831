package import Foundation
package import NeckenCore

/// A folder with rendered recordings to run the program on.
package struct WorkFolder {
  package let path: String

  package static func with<Value>(_ body: (WorkFolder) throws -> Value) throws -> Value {
    let url = FileManager.default.temporaryDirectory.appending(path: "neckenml-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(WorkFolder(path: url.path))
  }

  package static func with<Value>(_ body: (WorkFolder) async throws -> Value) async throws -> Value {
    let url = FileManager.default.temporaryDirectory.appending(path: "neckenml-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(WorkFolder(path: url.path))
  }

  package func run(
    _ arguments: String..., wrapper: [String] = [], program: String = "neckenml", environment: [String: String] = [:]
  ) throws -> Program.Result {
    try Program.run(arguments, in: path, wrapper: wrapper, name: program, environment: environment)
  }

  package func write(_ data: Data, to name: String) throws {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  /// Accented clicks with exactly known beats.
  @discardableResult
  package func writeClicks(
    _ name: String, meter: Meter = .three, bpm: Double = 112, bars: Int = 10, seed: UInt64 = 1
  ) throws -> SyntheticTune {
    var timing = TuneTiming(meter: meter, bpm: bpm)
    timing.seed = seed
    let tune = SyntheticTune.clicks(timing, bars: bars)
    try write(Self.wav(tune.samples, sampleRate: Int(tune.sampleRate)), to: name)
    return tune
  }

  /// 16-bit PCM in a RIFF file, or 32-bit floats, which can be anything.
  ///
  /// - Parameter samples: channels interleaved.
  package static func wav(
    _ samples: [Float], sampleRate: Int, channelCount: Int = 1, isFloat: Bool = false
  ) -> Data {
    func bytes<Value: FixedWidthInteger>(_ value: Value) -> Data {
      withUnsafeBytes(of: value.littleEndian) { Data($0) }
    }
    let width = isFloat ? 4 : 2
    let size = UInt32(samples.count * width)
    var data = Data("RIFF".utf8) + bytes(size + 36) + Data("WAVEfmt ".utf8) + bytes(UInt32(16))
    data += bytes(UInt16(isFloat ? 3 : 1)) + bytes(UInt16(channelCount)) + bytes(UInt32(sampleRate))
    data += bytes(UInt32(sampleRate * channelCount * width)) + bytes(UInt16(channelCount * width))
    data += bytes(UInt16(8 * width)) + Data("data".utf8) + bytes(size)
    for sample in samples {
      data += isFloat ? bytes(sample.bitPattern) : bytes(Int16(max(-1, min(1, sample)) * 32_767))
    }
    return data
  }
}
