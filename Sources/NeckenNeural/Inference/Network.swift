import COpenVINO
import Foundation

/// OpenVINO's handles of one compiled model and one request; frees them when it goes.
struct Network: ~Copyable {
  private let name: String
  private let library: OpenVINO
  private let core: OpaquePointer
  private let compiled: OpaquePointer
  private let request: OpaquePointer

  init(name: String, onnx: Data, library: OpenVINO, options: InferenceOptions) throws(InferenceError) {
    self.name = name
    self.library = library
    let core = try Self.made(name, library) { library.functions.core_create($0) }
    do throws(InferenceError) {
      let compiled = try Self.compile(name: name, onnx: onnx, core: core, library: library, options: options)
      do throws(InferenceError) {
        request = try Self.made(name, library) { library.functions.create_request(compiled, $0) }
      } catch {
        library.functions.compiled_free(compiled)
        throw error
      }
      self.compiled = compiled
    } catch {
      library.functions.core_free(core)
      throw error
    }
    self.core = core
  }

  deinit {
    library.functions.request_free(request)
    library.functions.compiled_free(compiled)
    library.functions.core_free(core)
  }

  func setInput(_ input: String, to values: Tensor) throws(InferenceError) {
    let count = values.shape.reduce(1, *)
    guard values.values.count == count else {
      throw .shapeMismatch(model: name, port: input, expected: values.shape, found: [values.values.count])
    }
    let tensor = try self.tensor(input)
    defer { library.functions.tensor_free(tensor) }
    var extents = values.shape.map(Int64.init)
    let status = extents.withUnsafeMutableBufferPointer { extents in
      library.functions.tensor_set_shape(
        tensor, openvino_shape(rank: Int64(extents.count), extents: extents.baseAddress))
    }
    try check(status, "setting the shape of \(input) to \(values.shape)")
    try data(of: tensor, input).update(from: values.values, count: count)
  }

  func infer() throws(InferenceError) {
    try check(library.functions.infer(request), "running it")
  }

  func output(_ output: String) throws(InferenceError) -> Tensor {
    let tensor = try self.tensor(output)
    defer { library.functions.tensor_free(tensor) }
    var shape = openvino_shape()
    try check(library.functions.tensor_get_shape(tensor, &shape), "reading the shape of \(output)")
    let extents = UnsafeBufferPointer(start: shape.extents, count: Int(shape.rank)).map { Int($0) }
    _ = library.functions.shape_free(&shape)
    let values = UnsafeBufferPointer(start: try data(of: tensor, output), count: extents.reduce(1, *))
    return Tensor(shape: extents, values: Array(values))
  }

  private func tensor(_ port: String) throws(InferenceError) -> OpaquePointer {
    var tensor: OpaquePointer?
    try check(library.functions.get_tensor(request, port, &tensor), "finding \(port)")
    guard let tensor else { throw .failed(model: name, operation: "finding \(port)", reason: "no tensor") }
    return tensor
  }

  private func data(of tensor: OpaquePointer, _ port: String) throws(InferenceError) -> UnsafeMutablePointer<Float> {
    var data: UnsafeMutableRawPointer?
    try check(library.functions.tensor_data(tensor, &data), "reaching the values of \(port)")
    guard let data else { throw .failed(model: name, operation: "reaching the values of \(port)", reason: "no memory") }
    return data.assumingMemoryBound(to: Float.self)
  }

  private func check(_ status: Int32, _ operation: String) throws(InferenceError) {
    guard status == 0 else { throw .failed(model: name, operation: operation, reason: library.lastError()) }
  }
}

extension Network {
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
        library.functions.compile(core, model, "CPU", properties.count, properties.baseAddress, compiled)
      }
    }
  }

  /// Calls a function that makes a handle, and gives the handle.
  private static func made(
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
