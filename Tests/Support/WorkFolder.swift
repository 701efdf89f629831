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

  /// 16-bit PCM in a RIFF file.
  package static func wav(_ samples: [Float], sampleRate: Int) -> Data {
    func bytes<Value: FixedWidthInteger>(_ value: Value) -> Data {
      withUnsafeBytes(of: value.littleEndian) { Data($0) }
    }
    let size = UInt32(samples.count * 2)
    var data = Data("RIFF".utf8) + bytes(size + 36) + Data("WAVEfmt ".utf8) + bytes(UInt32(16))
    data += bytes(UInt16(1)) + bytes(UInt16(1)) + bytes(UInt32(sampleRate)) + bytes(UInt32(sampleRate * 2))
    data += bytes(UInt16(2)) + bytes(UInt16(16)) + Data("data".utf8) + bytes(size)
    for sample in samples { data += bytes(Int16(max(-1, min(1, sample)) * 32_767)) }
    return data
  }
}
