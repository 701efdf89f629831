/// A dance, by its usual Swedish name. Open: a user's own head may name dances we do not know.
public struct DanceStyle: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  public var rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ name: String) { self.rawValue = name }

  public var description: String { rawValue }
  public static func < (left: DanceStyle, right: DanceStyle) -> Bool { left.rawValue < right.rawValue }

  public static let polska = DanceStyle("Polska")
  public static let slangpolska = DanceStyle("Slängpolska")
  public static let hambo = DanceStyle("Hambo")
  public static let vals = DanceStyle("Vals")
  public static let mazurka = DanceStyle("Mazurka")
  public static let menuett = DanceStyle("Menuett")
  public static let springlek = DanceStyle("Springlek")
  public static let springar = DanceStyle("Springar")
  public static let schottis = DanceStyle("Schottis")
  public static let snoa = DanceStyle("Snoa")
  public static let polka = DanceStyle("Polka")
  public static let engelska = DanceStyle("Engelska")
  public static let ganglat = DanceStyle("Gånglåt")
  public static let halling = DanceStyle("Halling")
  public static let gangar = DanceStyle("Gangar")
  public static let kadrilj = DanceStyle("Kadrilj")
  public static let langdans = DanceStyle("Långdans")
  public static let polonas = DanceStyle("Polonäs")
  public static let galopp = DanceStyle("Galopp")
  public static let reel = DanceStyle("Reel")
  public static let jig = DanceStyle("Jig")
  public static let slipJig = DanceStyle("Slip jig")
  public static let hornpipe = DanceStyle("Hornpipe")
  public static let strathspey = DanceStyle("Strathspey")

  /// Said when nothing is likely enough; never a guess in disguise.
  public static let unknown = DanceStyle("Unknown")
}
