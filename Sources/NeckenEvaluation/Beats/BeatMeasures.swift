/// The field's measures of beat tracking, on plain lists of times.
///
/// Each gives the number that mir_eval 0.8 gives on the same lists (Raffel et al., "mir_eval: a transparent
/// implementation of common MIR metrics", ISMIR 2014), its edge cases included: with too few beats on
/// either side the score is 0. Times are in seconds and strictly increasing. Nothing is trimmed here;
/// ``BeatEvaluation`` does that first.
///
/// Overview: Davies, Degara, Plumbley, "Evaluation methods for musical audio beat tracking algorithms",
/// Queen Mary University technical report C4DM-TR-09-06, 2009.
public enum BeatMeasures {
  /// The beats not before a time, as the field leaves out the first seconds of a recording.
  public static func trimmed(_ beats: [Double], fromSeconds start: Double) -> [Double] {
    beats.filter { $0 >= start }
  }

  /// Share of beats that agree within the tolerance, each used once (Dixon 2007).
  /// - Complexity: O(n + m).
  public static func hitRate(
    reference: [Double], estimate: [Double], toleranceSeconds: Double = 0.07
  ) -> HitRate {
    HitRate(
      hits: EventMatching.matchCount(reference, estimate, toleranceSeconds: toleranceSeconds),
      referenceCount: reference.count, estimateCount: estimate.count)
  }

  /// The reference read at other metrical levels, in mir_eval's order: as it is, off the beat,
  /// twice as fast, every other beat from the first, every other from the second.
  static func metricalVariations(of reference: [Double]) -> [[Double]] {
    let offBeats = zip(reference, reference.dropFirst()).map { ($1 - $0) * 0.5 + $0 }
    var double: [Double] = []
    double.reserveCapacity(2 * reference.count)
    for (index, beat) in reference.enumerated() {
      double.append(beat)
      if index < offBeats.count { double.append(offBeats[index]) }
    }
    let odd = stride(from: 0, to: reference.count, by: 2).map { reference[$0] }
    let even = stride(from: 1, to: reference.count, by: 2).map { reference[$0] }
    return [reference, offBeats, double, odd, even]
  }
}
