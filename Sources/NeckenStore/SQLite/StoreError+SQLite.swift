import Foundation
import GRDB

extension StoreError {
  /// What an error of SQLite or of the file system means to a person.
  init(_ error: any Error, store: String) {
    switch error {
    case let error as StoreError: self = error
    case let error as DatabaseError: self.init(error, store: store)
    case let error as RowDecodingError: self = .invalidRow(detail: "\(error)")
    case let error as CocoaError: self = .cannotOpen(store: store, detail: error.localizedDescription)
    default: self = .failed(store: store, detail: "\(error)")
    }
  }

  private init(_ error: DatabaseError, store: String) {
    let detail = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(store: store)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(store: store, detail: detail)
    case .SQLITE_FULL: self = .diskFull(store: store)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(store: store)
    case .SQLITE_CANTOPEN, .SQLITE_AUTH: self = .cannotOpen(store: store, detail: detail)
    case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG: self = .invalidRow(detail: detail)
    default: self = .failed(store: store, detail: detail)
    }
  }
}
