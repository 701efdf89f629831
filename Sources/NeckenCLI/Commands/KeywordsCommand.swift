import ArgumentParser
import NeckenML

struct KeywordsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keywords", abstract: "Edit the words by which titles name dances.",
    discussion: """
      Words in the database go before the built-in ones. They are compared without regard to case and to how \
      å, ä and ö are composed, and match whole words; a word that is built in goes on matching in compounds \
      and keeps its exceptions. neckenml reclassify puts a change to use.
      """,
    subcommands: [List.self, Add.self, Remove.self, Try.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the words in the database.")

    @Flag(help: "Show the built-in words as well.")
    var all = false
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
      let stored = try await database.openForReading().keywords()
      var rows = stored.map { word in
        [word.keyword, word.danceStyle.rawValue, word.subStyle ?? "", word.isActive ? "database" : "switched off"]
      }
      if all {
        let own = Set(stored.map(\.keyword))
        rows += KeywordTable.standard.keywords.flatMap { keyword in
          keyword.forms.filter { !own.contains($0) }.map { [$0, keyword.style.rawValue, keyword.subStyle ?? "", "built in"] }
        }
      }
      guard !rows.isEmpty else { return Console.shared.complain("no words; --all shows the built-in ones") }
      for line in TextTable.lines(titles: ["WORD", "DANCE", "KIND", "FROM"], rows: rows) { Console.shared.print(line) }
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add words, or change what they mean.",
      discussion: "EXAMPLE\n  neckenml keywords add pariserpolka --dance Schottis")

    @Argument(help: ArgumentHelp("Words, or groups of words in quotes.", valueName: "words"))
    var words: [String]
    @Option(help: ArgumentHelp("The dance they name.", valueName: "dance"))
    var dance: DanceArgument
    @Option(help: ArgumentHelp("The kind of that dance.", valueName: "name"))
    var subStyle: String?
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
      let store = try await database.open()
      for word in words {
        try await store.save(StoredKeyword(keyword: word, danceStyle: dance.style, subStyle: subStyle))
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove words; built-in ones are switched off.",
      discussion: "A built-in word that was changed or switched off is as it was when it is removed.")

    @Argument(help: ArgumentHelp("Words.", valueName: "words"))
    var words: [String]
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
      let store = try await database.openExisting()
      var hasFailed = false
      for word in words where try await !store.removeKeyword(word) {
        if let builtIn = KeywordTable.standard.keyword(of: word) {
          try await store.save(
            StoredKeyword(keyword: word, danceStyle: builtIn.style, subStyle: builtIn.subStyle, isActive: false))
        } else {
          Console.shared.complain("\(word): there is no such word")
          hasFailed = true
        }
      }
      if hasFailed { throw ExitStatus.failure }
    }
  }

  struct Try: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "try", abstract: "Tell what titles say with the words as they are.",
      discussion: "EXAMPLE\n  neckenml keywords try \"Den polska flickan\" \"Vals efter Orsa-polskan\"")

    @Argument(help: ArgumentHelp("Titles.", valueName: "titles"))
    var titles: [String]
    @OptionGroup var database: DatabaseOptions
    @OptionGroup(title: "How dances are told") var classifier: ClassifierOptions

    func run() async throws {
      let judge = try await classifier.judge(store: try await database.openForReading())
      for title in titles {
        let judgements = judge.classifier.classify(metadata: TrackMetadata(title: title))
        let names = judgements.map { $0.style.rawValue + ($0.subStyle.map { " (\($0))" } ?? "") }
        Console.shared.print("\(title): \(names.joined(separator: ", "))")
      }
    }
  }
}
