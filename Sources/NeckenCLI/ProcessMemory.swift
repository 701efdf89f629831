import CAllocator

/// How this process keeps memory that it has let go.
enum ProcessMemory {
  private static let mebibyte: Int32 = 1 << 20

  /// An analysis takes and lets go of megabytes over and over, and what comes anew from the system is handed out page by page,
  /// which takes a thirtieth of its time.
  static func keepForReuse() {
    allocator_keep(32 * mebibyte, 256 * mebibyte, 16 * mebibyte)
  }
}
