/// The layout of the tables, counted from 1 and raised by every migration.
public enum StoreSchema {
  /// 1: tracks, artifacts, styles, confirmations, keywords. 2: corrections, shared work, time of the audio. 3: an index
  /// for the newest artifacts; on PostgreSQL, artifacts spelled out.
  public static let currentVersion = 3
}
