/// Samples as rows of numbers, one after the other in memory.
struct DesignMatrix {
  let columnCount: Int
  private(set) var values: [Double]

  var rowCount: Int { values.count / columnCount }

  init(rows: [ArraySlice<Double>], columnCount: Int) {
    self.columnCount = columnCount
    values = []
    values.reserveCapacity(rows.count * columnCount)
    for row in rows { values.append(contentsOf: row) }
  }

  func row(_ index: Int) -> ArraySlice<Double> {
    values[index * columnCount..<(index + 1) * columnCount]
  }

  func rows(_ indices: [Int]) -> DesignMatrix {
    DesignMatrix(rows: indices.map(row), columnCount: columnCount)
  }

  func standardised(by standardisation: Standardisation) -> DesignMatrix {
    var result = self
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        let index = row * columnCount + column
        result.values[index] = standardisation.apply(values[index], at: column)
      }
    }
    return result
  }

  /// Mean and standard deviation of each column.
  func standardisation() -> Standardisation {
    let count = Double(max(1, rowCount))
    var means = [Double](repeating: 0, count: columnCount)
    var squares = means
    for row in 0..<rowCount {
      for (column, value) in self.row(row).enumerated() { means[column] += value }
    }
    for column in 0..<columnCount { means[column] /= count }
    for row in 0..<rowCount {
      for (column, value) in self.row(row).enumerated() {
        squares[column] += (value - means[column]) * (value - means[column])
      }
    }
    // A column that never varies (the embedding of a silent set, say) stays at zero instead of blowing up.
    let scales = zip(squares, means).map { square, mean in
      let deviation = (square / count).squareRoot()
      return deviation > 1e-12 * max(1, mean.magnitude) ? deviation : 1
    }
    return Standardisation(means: means, scales: scales)
  }
}
