extension StoreError {
  /// What a server's error code (SQLSTATE; PostgreSQL's manual, appendix A) means to a person.
  /// Failures without a code come from the connection itself.
  init(sqlState: String, detail: String, store: String) {
    switch sqlState {
    case _ where sqlState.hasPrefix("08") || sqlState.hasPrefix("57P"), "":
      self = .connectionLost(store: store, detail: detail)
    case "25006": self = .readOnly(store: store)
    case "28000", "28P01", "42501": self = .accessDenied(store: store, detail: detail)
    case "53100": self = .diskFull(store: store)
    case "40001", "40P01": self = .conflict(store: store)
    case "55P03": self = .locked(store: store)
    case "57014": self = .timedOut(store: store, detail: detail)
    case "XX001", "XX002": self = .corrupt(store: store, detail: detail)
    case "54000": self = .invalidRow(detail: detail)
    case _ where sqlState.hasPrefix("22") || sqlState.hasPrefix("23"): self = .invalidRow(detail: detail)
    default: self = .failed(store: store, detail: detail)
    }
  }
}
