/// Names under which artifacts of the Python neckenml keep where their beats came from.
enum PythonSource {
  static let madmom = "python-neckenml madmom"
  static let rhythmExtractor = "python-neckenml rhythm_extractor"
}
