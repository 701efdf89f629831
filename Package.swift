// swift-tools-version: 6.1
import PackageDescription

// The house, from the ground up. Every arrow points down; Docs/Architecture.md draws it.
// NeckenCore … NeckenEvaluation are pure Swift and build without any C library.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A Swift target of the library, built with the house's language settings.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The Swift Testing suite of one target, with the shared helpers of Tests/Support.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    swiftSettings: strict)
}

/// A program under Examples.
func example(_ name: String) -> Target {
  .executableTarget(name: name, dependencies: ["NeckenML"], path: "Examples/\(name)", swiftSettings: strict)
}

/// A C library of the system, found through pkg-config; `scripts/setup.sh` installs it.
func system(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

let package = Package(
  name: "neckenml",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "NeckenML", targets: ["NeckenML"]),
    .executable(name: "neckenml", targets: ["NeckenCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // Pure Swift: what the field talks about, and what follows from numbers alone.
    module("NeckenCore"),
    module("NeckenRhythm", ["NeckenCore"]),
    module("NeckenStructure", ["NeckenCore"]),
    module("NeckenReanalysis", ["NeckenCore"]),
    module("NeckenStyle", ["NeckenCore", "NeckenReanalysis", "NeckenEvaluation"]),
    module("NeckenEvaluation", ["NeckenCore"]),

    // Sound: C libraries behind thin Swift.
    system("CFFTW", pkgConfig: "fftw3f", apt: "libfftw3-dev", brew: "fftw"),
    system("CSndFile", pkgConfig: "sndfile", apt: "libsndfile1-dev", brew: "libsndfile"),
    system("CSoxr", pkgConfig: "soxr", apt: "libsoxr-dev", brew: "libsoxr"),
    system("CEbur128", pkgConfig: "libebur128", apt: "libebur128-dev", brew: "libebur128"),
    .target(name: "CForward"),
    .target(name: "CFFmpeg", dependencies: ["CForward"]),
    system("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev", brew: "openssl@3"),
    .target(name: "COpenVINO"),
    .target(name: "CModels"),
    .target(name: "CVector"),
    .target(name: "CAllocator"),
    module("NeckenDigest", ["COpenSSL"]),
    .target(name: "CCurl", dependencies: ["CForward"]),
    module("NeckenSignal", ["NeckenCore", "CFFTW", "CVector"]),
    module(
      "NeckenAudio",
      [
        "NeckenCore", "NeckenDigest", "CSndFile", "CSoxr", "CFFmpeg",
      ]),
    module("NeckenSources", ["NeckenCore", "NeckenDigest", "NeckenAudio", "CCurl"]),
    module(
      "NeckenNeural",
      ["NeckenCore", "NeckenSignal", "COpenVINO", "CModels", "NeckenDigest"]),
    module(
      "NeckenAnalysis",
      [
        "NeckenCore", "NeckenRhythm", "NeckenStructure", "NeckenReanalysis", "NeckenSignal", "NeckenAudio",
        "NeckenNeural",
      ]),

    // Collections.
    .target(name: "CPostgres", dependencies: ["CForward"]),
    module("NeckenStore", ["NeckenCore", "CPostgres", .product(name: "GRDB", package: "GRDB.swift")]),
    module(
      "NeckenLibrary",
      [
        "NeckenCore", "NeckenReanalysis", "NeckenStyle", "NeckenEvaluation", "NeckenAudio", "NeckenNeural",
        "NeckenAnalysis", "NeckenStore", "NeckenSources", "NeckenDigest",
      ]),
    module(
      "NeckenML",
      [
        "NeckenCore", "NeckenReanalysis", "NeckenStyle", "NeckenEvaluation", "NeckenAudio", "NeckenNeural",
        "NeckenAnalysis", "NeckenStore", "NeckenSources", "NeckenLibrary",
      ]),
    .executableTarget(
      name: "NeckenCLI",
      dependencies: [
        "NeckenML", "CAllocator", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),

    // Small programs that show the library at work; the tests run them.
    example("CustomSource"),
    example("CustomRules"),
    example("BatchAnalysis"),
    example("BulkReclassify"),
    example("TrainHead"),
    example("CompareScores"),

    // Tests sit at the seams.
    .target(name: "TestSupport", dependencies: ["NeckenCore"], path: "Tests/Support", swiftSettings: strict),
    tests("NeckenCore"),
    tests("NeckenDigest"),
    tests("NeckenRhythm", ["NeckenEvaluation"]),
    tests("NeckenStructure"),
    tests("NeckenReanalysis"),
    tests("NeckenStyle"),
    tests("NeckenEvaluation"),
    tests("NeckenSignal", ["NeckenAudio", "NeckenCore"]),
    tests("NeckenAudio", ["NeckenCore", "CEbur128"]),
    tests("NeckenSources", ["NeckenAudio", "NeckenCore", "NeckenDigest"]),
    tests("NeckenNeural", ["NeckenCore", "NeckenDigest", "NeckenSignal", "NeckenAudio"]),
    tests("NeckenAnalysis", ["NeckenCore", "NeckenReanalysis", "NeckenSignal", "NeckenAudio", "NeckenRhythm", "NeckenStructure", "NeckenEvaluation"]),
    tests("NeckenStore", [.product(name: "GRDB", package: "GRDB.swift")]),
    tests("NeckenLibrary", ["NeckenML", "NeckenAudio", "NeckenCore"]),
    tests("NeckenCLI", ["NeckenML"]),
    .testTarget(
      name: "ExamplesTests",
      dependencies: [
        "TestSupport", "NeckenML", "CustomSource", "CustomRules", "BatchAnalysis", "BulkReclassify", "TrainHead",
        "CompareScores",
      ], swiftSettings: strict),
  ]
)
