import COpenVINO
import Foundation

/// A compiled model, and the memory that its weights lie in when it was imported.
struct CompiledNetwork {
  var handle: OpaquePointer
  var weights: UnsafeMutableRawBufferPointer?

  func free(_ library: OpenVINO) {
    library.functions.compiled_free(handle)
    weights?.deallocate()
  }
}

extension Network {
  /// Where OpenVINO likes weights to begin.
  private static let alignment = 64
  private static let device = "CPU"

  /// The network as it was kept, or else compiled and kept for the next time.
  static func compiled(
    name: String, onnx: Data, core: OpaquePointer, library: OpenVINO, options: InferenceOptions, kept: CompiledModels?
  ) throws(InferenceError) -> CompiledNetwork {
    guard let kept, let setting = setting(core, library, options) else {
      return CompiledNetwork(
        handle: try compile(name: name, onnx: onnx, core: core, library: library, options: options))
    }
    if let bytes = kept.bytes(name: name, setting: setting),
      let compiled = imported(bytes, core: core, library: library, options: options)
    {
      return compiled
    }
    let compiled = try compile(name: name, onnx: onnx, core: core, library: library, options: options)
    kept.keep(name: name, setting: setting) { library.functions.export_model(compiled, $0.path) == 0 }
    return CompiledNetwork(handle: compiled)
  }

  /// All that a compiled form depends on beside the model: release, processor and options.
  private static func setting(_ core: OpaquePointer, _ library: OpenVINO, _ options: InferenceOptions) -> String? {
    var version = openvino_version()
    var processor: UnsafeMutablePointer<CChar>?
    guard library.functions.version_get(&version) == 0 else { return nil }
    defer { library.functions.version_free(&version) }
    guard let build = version.build,
      library.functions.core_get_property(core, device, "FULL_DEVICE_NAME", &processor) == 0, let processor
    else { return nil }
    defer { library.functions.text_free(processor) }
    let properties = options.properties.map { "\($0.key)=\($0.value)" }
    return ([String(cString: build), String(cString: processor)] + properties).joined(separator: "\n")
  }

  /// `nil` when the library does not take it: it is then compiled anew. It is not copied by the library, which
  /// reads its weights from where they were given as long as it has the model.
  private static func imported(
    _ bytes: Data, core: OpaquePointer, library: OpenVINO, options: InferenceOptions
  ) -> CompiledNetwork? {
    var functions = library.functions
    for (key, value) in options.properties where openvino_set_property(&functions, core, device, key, value) != 0 {
      return nil
    }
    let weights = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: alignment)
    weights.copyBytes(from: bytes)
    var handle: OpaquePointer?
    let content = UnsafeRawPointer(weights.baseAddress)?.assumingMemoryBound(to: CChar.self)
    guard functions.import_model(core, content, weights.count, device, &handle) == 0, let handle else {
      weights.deallocate()
      return nil
    }
    return CompiledNetwork(handle: handle, weights: weights)
  }

  private static func compile(
    name: String, onnx: Data, core: OpaquePointer, library: OpenVINO, options: InferenceOptions
  ) throws(InferenceError) -> OpaquePointer {
    let model = try made(name, library) { model in
      onnx.withUnsafeBytes { bytes in
        library.functions.read_model(
          core, bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count, nil, model)
      }
    }
    defer { library.functions.model_free(model) }
    return try made(name, library) { compiled in
      withProperties(options.properties[...], []) { properties in
        library.functions.compile(core, model, device, properties.count, properties.baseAddress, compiled)
      }
    }
  }

  /// Calls a function that makes a handle, and gives the handle.
  static func made(
    _ name: String, _ library: OpenVINO, _ make: (UnsafeMutablePointer<OpaquePointer?>) -> Int32
  ) throws(InferenceError) -> OpaquePointer {
    var handle: OpaquePointer?
    guard make(&handle) == 0, let handle else { throw .modelRefused(model: name, reason: library.lastError()) }
    return handle
  }

  /// The properties as C has them; their texts live as long as the call of `body`.
  private static func withProperties<Result>(
    _ properties: ArraySlice<(key: String, value: String)>, _ made: [openvino_property],
    _ body: (UnsafeBufferPointer<openvino_property>) -> Result
  ) -> Result {
    guard let (key, value) = properties.first else { return made.withUnsafeBufferPointer(body) }
    return key.withCString { key in
      value.withCString { value in
        withProperties(properties.dropFirst(), made + [openvino_property(key: key, value: value)], body)
      }
    }
  }
}
