import COpenVINO
package import Foundation
import Synchronization

/// A compiled network with its own buffers.
///
/// May be used from any task; runs are one at a time. Buffers are reused from run to run and grow
/// to the largest input seen. Cost of making one: 60 to 80 ms, 15 ms where its compiled form was kept.
package final class InferenceSession: Sendable {
  package let modelName: String
  private let network: Mutex<Network>

  /// Compiles an ONNX model for the processor.
  ///
  /// - Parameters:
  ///   - name: used in errors.
  ///   - onnx: the bytes of the file.
  ///   - kept: where its compiled form is looked for and kept; `nil` compiles it anew.
  /// - Throws: `InferenceError` when there is no OpenVINO or it does not accept the model.
  package init(
    name: String, onnx: Data, store: ModelStore, options: InferenceOptions = .init(), kept: CompiledModels? = nil
  ) throws(InferenceError) {
    modelName = name
    network = Mutex(try Network(name: name, onnx: onnx, library: .opened(for: store), options: options, kept: kept))
  }

  /// Runs the network once.
  ///
  /// - Parameters:
  ///   - input: values of the one input; extents that the model leaves open may differ from run to run.
  ///   - name: the input's name.
  ///   - outputs: names of the outputs wanted.
  /// - Returns: the outputs, in that order.
  package func run(_ input: Tensor, as name: String, outputs: [String]) throws(InferenceError) -> [Tensor] {
    let count = input.shape.reduce(1, *)
    guard input.values.count == count else {
      throw .shapeMismatch(model: modelName, port: name, expected: input.shape, found: [input.values.count])
    }
    return try run(shape: input.shape, as: name, outputs: outputs) { _ = $0.update(fromContentsOf: input.values) }
  }

  /// Runs the network once on an input that is written where the network reads it.
  ///
  /// - Parameters:
  ///   - shape: of the input.
  ///   - fill: writes all its values, in row-major order.
  package func run(
    shape: [Int], as name: String, outputs: [String], fill: (UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(InferenceError) -> [Tensor] {
    try network.withLock { network throws(InferenceError) in
      fill(try network.input(name, shape: shape))
      try network.infer()
      var tensors: [Tensor] = []
      for output in outputs { tensors.append(try network.output(output)) }
      return tensors
    }
  }
}

/// What goes into a network or comes out of it.
package struct Tensor: Equatable, Sendable {
  package var shape: [Int]
  /// Row-major.
  package var values: [Float]

  package init(shape: [Int], values: [Float]) {
    self.shape = shape
    self.values = values
  }

  /// The values of one row of the first dimension.
  package func row(_ index: Int) -> ArraySlice<Float> {
    let width = shape.dropFirst().reduce(1, *)
    return values[index * width..<(index + 1) * width]
  }
}
