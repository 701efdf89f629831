/// The layout of the tables, counted from 1 and raised by every migration.
public enum StoreSchema {
  public static let currentVersion = 1
}
