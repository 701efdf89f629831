/// Whether a model can be used, as `neckenml models` lists it.
public enum ModelStatus: Hashable, Sendable {
  /// The file is there and is the right one.
  case present
  /// Part of the program itself.
  case builtIn
  /// It can be had; the error says how.
  case unavailable(ModelError)
}

/// Whether the run-time library can be used.
public enum RuntimeStatus: Hashable, Sendable {
  /// Found and opened at this path.
  case present(path: String)
  case unavailable(InferenceError)
}

extension ModelStore {
  /// Looks at a model. Cost: reads the whole file, about 3 ms for 3 MB.
  public func status(of model: ModelDescription) -> ModelStatus {
    do {
      _ = try weights(of: model.name)
      return model.provision == .shipped ? .builtIn : .present
    } catch {
      return .unavailable(error)
    }
  }

  /// Looks for OpenVINO and opens it. Cost: some tens of milliseconds the first time.
  public func runtimeStatus() -> RuntimeStatus {
    do {
      return .present(path: try OpenVINO.opened(for: self).path)
    } catch {
      return .unavailable(error)
    }
  }
}
