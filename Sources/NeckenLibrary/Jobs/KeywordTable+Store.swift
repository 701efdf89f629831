import Foundation
public import NeckenStore
public import NeckenStyle

extension KeywordTable {
  /// Takes up the keywords that a store keeps, before the built-in ones; switched-off ones are taken out.
  ///
  /// A built-in keyword loses the forms that a stored one names, so that a person's word goes before
  /// ours. What we know about such a form stays with it: "polska" goes on matching in "bingsjöpolska" and
  /// not in "den polska flickan". Words that are not built in match whole words.
  public mutating func add(_ stored: [StoredKeyword]) {
    let added = stored.filter(\.isActive).map { word in
      let known = keywords.first { $0.forms.contains(word.keyword) }
      return StyleKeyword(
        word.danceStyle, subStyle: word.subStyle, forms: [word.keyword], match: known?.match ?? .word,
        notBefore: known?.notBefore ?? [], notAfter: known?.notAfter ?? [], note: known?.note)
    }
    let words = Set(stored.map(\.keyword))
    for index in keywords.indices { keywords[index].forms.removeAll(where: words.contains) }
    keywords.removeAll(where: \.forms.isEmpty)
    keywords = added + keywords
  }
}

extension KeywordTable {
  /// The keyword that a word is a form of, however it is capitalised and composed.
  public func keyword(of word: String) -> StyleKeyword? {
    let form = word.precomposedStringWithCanonicalMapping.lowercased()
    return keywords.first { $0.forms.contains(form) }
  }
}
