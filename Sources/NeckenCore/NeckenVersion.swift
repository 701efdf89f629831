/// The version of this library and program.
public enum NeckenVersion {
  public static let current = "0.1.0"
}
