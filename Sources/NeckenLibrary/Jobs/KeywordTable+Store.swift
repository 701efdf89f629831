public import NeckenStore
public import NeckenStyle

extension KeywordTable {
  /// Takes up the keywords that a store keeps, before the built-in ones; switched-off ones are taken out.
  ///
  /// Their words match whole words. A built-in keyword loses the forms that a stored one names, so that
  /// a person's word goes before ours.
  public mutating func add(_ stored: [StoredKeyword]) {
    let words = Set(stored.map(\.keyword))
    for index in keywords.indices { keywords[index].forms.removeAll(where: words.contains) }
    keywords.removeAll(where: \.forms.isEmpty)
    keywords =
      stored.filter(\.isActive).map {
        StyleKeyword($0.danceStyle, subStyle: $0.subStyle, forms: [$0.keyword])
      } + keywords
  }
}
