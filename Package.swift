// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "rwkv-eval",
  products: [
    .executable(name: "rwkv-eval", targets: ["rwkv-eval"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // System libraries.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),

    // What every executable writes and is told through.
    .target(name: "Console"),

    // Values, text and JSON as Python has them.
    .target(
      name: "PythonValues",
      dependencies: [.product(name: "OrderedCollections", package: "swift-collections")]),

    // The RWKV column: tensors, no tasks.
    .target(
      name: "CKernels",
      // Tests run whole models in debug builds, and unoptimised intrinsics are fifty times slower.
      cSettings: [.unsafeFlags(["-O3"])]),
    .target(
      name: "Archives",
      dependencies: ["CArchive", "Console", .product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "RWKVKernels",
      dependencies: [
        "CKernels", "COpenBLAS", .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "RWKVModel",
      dependencies: [
        "Archives", "Console", "PythonValues", "RWKVKernels",
        .product(name: "RealModule", package: "swift-numerics"),
      ],
      exclude: ["DepthProgram/README.md"]),

    // The Eval column: tasks, no tensors.
    .target(name: "EvalCore"),
    .target(
      name: "Jinja",
      dependencies: ["PythonValues", .product(name: "OrderedCollections", package: "swift-collections")]),
    .target(
      name: "EvalTasks",
      dependencies: [
        "Archives", "Console", "EvalCore", "Jinja", "PythonValues",
        .product(name: "OrderedCollections", package: "swift-collections"), .product(name: "Yams", package: "Yams"),
      ]),
    .target(name: "EvalStore", dependencies: ["Archives", "Console", "EvalCore", "PythonValues"]),
    .target(name: "EvalPlot"),
    .target(name: "CPage"),
    .target(
      name: "EvalReport",
      dependencies: [
        "Archives", "CPage", "EvalCore", "EvalPlot", "PythonValues",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      // CPage builds them into the program.
      exclude: ["HTML/Script", "HTML/Style", "HTML/Templates"]),
    // The bridge and the executables.
    .target(name: "DepthStudy", dependencies: ["Console", "EvalCore", "RWKVModel"]),
    .target(name: "RWKVScoring", dependencies: ["Console", "DepthStudy", "EvalCore", "RWKVModel"]),
    .executableTarget(
      name: "rwkv-eval",
      dependencies: [
        "Archives", "Console", "DepthStudy", "EvalCore", "EvalReport", "EvalStore", "EvalTasks", "PythonValues",
        "RWKVModel",
        "RWKVScoring",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "rwkv-bench",
      dependencies: [
        "Console", "EvalCore", "EvalTasks", "RWKVKernels", "RWKVModel", "RWKVScoring",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(name: "SharedFixtures", path: "Tests/SharedFixtures"),
    .target(name: "FileWriters", dependencies: ["Archives"], path: "Tests/FileWriters"),
    .testTarget(name: "ConsoleTests", dependencies: ["Console"]),
    .testTarget(name: "PythonValuesTests", dependencies: ["PythonValues"]),
    .testTarget(name: "ArchivesTests", dependencies: ["Archives", "Console", "FileWriters", "SharedFixtures"]),
    .testTarget(
      name: "RWKVKernelsTests",
      dependencies: ["RWKVKernels", .product(name: "RealModule", package: "swift-numerics")]),
    .testTarget(
      name: "RWKVModelTests",
      dependencies: ["RWKVModel", "RWKVKernels", "Archives", "Console", "FileWriters", "SharedFixtures"],
      exclude: ["Golden"]),
    .testTarget(
      name: "RWKVScoringTests",
      dependencies: [
        "RWKVScoring", "DepthStudy", "RWKVModel", "EvalCore", "EvalTasks", "FileWriters", "SharedFixtures",
      ]),
    .testTarget(name: "DepthStudyTests", dependencies: ["DepthStudy", "EvalCore"]),
    .testTarget(name: "EvalCoreTests", dependencies: ["EvalCore"], exclude: ["Metrics/Golden"]),
    .testTarget(
      name: "JinjaTests",
      dependencies: ["Jinja", "PythonValues", "SharedFixtures"], exclude: ["Fixtures"]),
    .testTarget(
      name: "EvalTasksTests",
      dependencies: [
        "EvalTasks", "EvalCore", "Archives", "Console", "FileWriters", "PythonValues", "SharedFixtures",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ]),
    .testTarget(
      name: "EvalStoreTests", dependencies: ["EvalStore", "Console", "EvalCore", "FileWriters", "PythonValues"]),
    .testTarget(
      name: "RWKVBenchTests",
      dependencies: [
        "rwkv-bench", "Console", "EvalCore", "RWKVKernels", "RWKVModel",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "EvalPlotTests", dependencies: ["EvalPlot", "SharedFixtures"], exclude: ["Golden"]),
    .testTarget(
      name: "EvalReportTests",
      dependencies: ["Archives", "DepthStudy", "EvalReport", "EvalCore", "PythonValues", "SharedFixtures"],
      exclude: ["Golden"]),
    .testTarget(name: "CommandTests", dependencies: ["rwkv-eval", "EvalCore", "FileWriters", "SharedFixtures"]),
  ],
  swiftLanguageModes: [.v6]
)

// Strict settings for every Swift target of ours, each with its reason.
for target in package.targets where target.type != .system && !["CKernels", "CPage"].contains(target.name) {
  target.swiftSettings = [
    // A warning that stays is a warning that nobody reads.
    .treatAllWarnings(as: .error),
    // Unsafe code is marked `unsafe`, so that grep can list it.
    .strictMemorySafety(),
    // `any P` is spelled out.
    .enableUpcomingFeature("ExistentialAny"),
    // An import is for the file that writes it, and is not re-exported by accident.
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}
