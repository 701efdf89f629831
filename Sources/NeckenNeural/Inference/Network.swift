import COpenVINO
import Foundation

/// OpenVINO's handles of one compiled model and one request; frees them when it goes.
struct Network: ~Copyable {
  private let name: String
  private let library: OpenVINO
  private let core: OpaquePointer
  private let compiled: CompiledNetwork
  private let request: OpaquePointer

  init(
    name: String, onnx: Data, library: OpenVINO, options: InferenceOptions, kept: CompiledModels?
  ) throws(InferenceError) {
    self.name = name
    self.library = library
    let core = try Self.made(name, library) { library.functions.core_create($0) }
    do throws(InferenceError) {
      let compiled = try Self.compiled(
        name: name, onnx: onnx, core: core, library: library, options: options, kept: kept)
      do throws(InferenceError) {
        request = try Self.made(name, library) { library.functions.create_request(compiled.handle, $0) }
      } catch {
        compiled.free(library)
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
    compiled.free(library)
    library.functions.core_free(core)
  }

  /// The memory of an input, given a shape; good until the next shape.
  func input(_ input: String, shape: [Int]) throws(InferenceError) -> UnsafeMutableBufferPointer<Float> {
    let tensor = try self.tensor(input)
    defer { library.functions.tensor_free(tensor) }
    var extents = shape.map(Int64.init)
    let status = extents.withUnsafeMutableBufferPointer { extents in
      library.functions.tensor_set_shape(
        tensor, openvino_shape(rank: Int64(extents.count), extents: extents.baseAddress))
    }
    try check(status, "setting the shape of \(input) to \(shape)")
    return UnsafeMutableBufferPointer(start: try data(of: tensor, input), count: shape.reduce(1, *))
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
