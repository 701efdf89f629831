import CModels
import Foundation

extension Data {
  /// A file that is compiled into the program; not copied.
  init(_ file: embedded_file) {
    guard let bytes = UnsafeMutableRawPointer(mutating: file.bytes) else {
      self.init()
      return
    }
    self.init(bytesNoCopy: bytes, count: file.size, deallocator: .none)
  }
}
