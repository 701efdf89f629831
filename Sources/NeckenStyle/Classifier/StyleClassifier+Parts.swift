extension StyleClassifier {
  /// The head it asks; `nil` without one.
  package var head: ClassificationHead? {
    rules.lazy.compactMap { rule in (rule as? HeadRule)?.head }.first
  }

  /// The same classifier with more rules, asked after those it has.
  package func adding(_ more: [any StyleRule]) -> StyleClassifier {
    StyleClassifier(configuration: configuration, allRules: rules + more)
  }

  private init(configuration: Configuration, allRules: [any StyleRule]) {
    self.configuration = configuration
    rules = allRules
  }
}
