public import NeckenAudio

/// A source that can say whether a recording is still the same without bringing it.
public protocol ValidatingAudioSource: AudioSource {
  /// Some text that changes when the recording does, such as an entity tag; `nil` when there is none.
  func validator(of trackID: String) async throws -> String?
}
