/// How a network is run.
package struct InferenceOptions: Hashable, Sendable {
  /// Threads that one run may use. Recordings are analysed side by side, so one each is fastest,
  /// and the order of sums does not depend on the machine.
  package var threadCount = 1

  package init() {}

  /// OpenVINO's names and values. Single precision is asked for because processors with bfloat16
  /// would use that by default; threads are not pinned, lest two processes share one core.
  var properties: [(key: String, value: String)] {
    [
      ("INFERENCE_NUM_THREADS", String(threadCount)),
      ("NUM_STREAMS", "1"),
      ("INFERENCE_PRECISION_HINT", "f32"),
      ("ENABLE_CPU_PINNING", "NO"),
    ]
  }
}
