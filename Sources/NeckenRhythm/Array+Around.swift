extension Array {
  /// An element with those up to `reach` places before and after it, as far as there are any.
  func around(_ index: Int, reach: Int) -> ArraySlice<Element> {
    self[Swift.max(0, index - reach)...Swift.min(count - 1, index + reach)]
  }
}
