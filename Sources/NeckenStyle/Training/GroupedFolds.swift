/// Splits samples into folds so that a group stays whole and every label is spread as evenly as that allows.
///
/// Deterministic: groups are placed largest first (then by their first sample), each into the fold
/// where its labels are rarest so far.
struct GroupedFolds {
  /// Fold of each sample, 0..<count.
  let foldOfSample: [Int]
  let count: Int

  init(groups: [String], labels: [Int], labelCount: Int, wanted: Int) {
    var order: [String] = []
    var members: [String: [Int]] = [:]
    for (sample, group) in groups.enumerated() {
      if members[group] == nil { order.append(group) }
      members[group, default: []].append(sample)
    }
    let count = min(wanted, order.count)
    let placed = order.enumerated()
      .map { (first: $0.offset, samples: members[$0.element, default: []]) }
      .sorted { ($1.samples.count, $0.first) < ($0.samples.count, $1.first) }
    var labelsInFold = Array(repeating: Array(repeating: 0, count: labelCount), count: count)
    var sizes = Array(repeating: 0, count: count)
    var foldOfSample = Array(repeating: 0, count: groups.count)
    for group in placed {
      let fold = (0..<count).min { first, second in
        let loads = [first, second].map { fold in
          (group.samples.reduce(0) { $0 + labelsInFold[fold][labels[$1]] }, sizes[fold])
        }
        return loads[0] < loads[1]
      }
      guard let fold else { break }
      for sample in group.samples {
        foldOfSample[sample] = fold
        labelsInFold[fold][labels[sample]] += 1
      }
      sizes[fold] += group.samples.count
    }
    self.foldOfSample = foldOfSample
    self.count = count
  }

  func samples(in fold: Int) -> [Int] { foldOfSample.indices.filter { foldOfSample[$0] == fold } }
  func samples(outside fold: Int) -> [Int] { foldOfSample.indices.filter { foldOfSample[$0] != fold } }

  /// A value for each sample, by what was fitted on the other folds.
  func crossFitted<Fit, Value>(_ fit: (_ others: [Int]) -> Fit, value: (_ sample: Int, Fit) -> Value) -> [Value] {
    let fits = (0..<count).map { fit(samples(outside: $0)) }
    return foldOfSample.indices.map { value($0, fits[foldOfSample[$0]]) }
  }
}
