@_exported public import NeckenCore
@_exported public import NeckenReanalysis
@_exported public import NeckenStyle
@_exported public import NeckenEvaluation
@_exported public import NeckenAudio
@_exported public import NeckenAnalysis
@_exported public import NeckenStore
@_exported public import NeckenLibrary
