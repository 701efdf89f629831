import NeckenCore

extension KeywordTable {
  /// SPEC 6's words, with their inflections in Swedish, Norwegian, Danish, Finnish and English.
  public static let standard = KeywordTable(
    keywords: ternary + binary + british, exceptions: standardExceptions)

  private static let ternary: [StyleKeyword] = [
    StyleKeyword(
      .polska,
      forms: [
        "polska", "polskan", "polskans", "polskor", "polskorna", "polskornas", "polskas", "polskat", "pålska",
        "pålskan",
      ],
      match: .compound, notBefore: polishNouns,
      notAfter: adjectiveArticles + ["muzyka", "piosenka", "jeszcze", "nasza"]),
    // The Danish polsk is as often in two as in three; alone the word says too little.
    StyleKeyword(.polska, subStyle: "Sønderhoning", forms: ["sønderhoning", "sönderhoning", "sønderhoninger"]),
    StyleKeyword(
      .polska, subStyle: "Pols", forms: ["pols", "polsen", "polsar", "polsane", "polser", "polsdans"]),
    StyleKeyword(
      .polska, subStyle: "Rørospols",
      forms: ["rørospols", "rørospolsen", "rörospols", "rörospolsen", "pols fra røros", "pols från röros"]),
    StyleKeyword(.polska, subStyle: "Finnskogspols", forms: ["finnskogspols", "finnskogspolsen"]),
    StyleKeyword(.polska, subStyle: "Gammelpols", forms: ["gammelpols", "gammelpolsen"]),
    StyleKeyword(
      .polska, subStyle: "Springlek",
      forms: ["springlek", "springleken", "springlekar", "springleik", "springleiken"], match: .compound),
    StyleKeyword(.polska, subStyle: "Hoppvals", forms: ["hoppvals", "hoppvalsen", "hoppvalser"]),
    StyleKeyword(.polska, subStyle: "Bondpolska", forms: ["bondpolska", "bondpolskan", "bondpolskor"]),
    StyleKeyword(
      .polska, subStyle: "Bingsjöpolska", forms: ["bingsjöpolska", "bingsjöpolskan", "polska från bingsjö"]),
    StyleKeyword(.polska, subStyle: "Orsapolska", forms: ["orsapolska", "orsapolskan", "polska från orsa"]),
    StyleKeyword(
      .polska, subStyle: "Rättvikspolska", forms: ["rättvikspolska", "rättvikspolskan", "polska från rättvik"]),
    StyleKeyword(.polska, subStyle: "Bodapolska", forms: ["bodapolska", "bodapolskan", "polska från boda"]),
    StyleKeyword(
      .slangpolska,
      forms: [
        "slängpolska", "slängpolskan", "slängpolskor", "slängpolskorna", "släng polska", "släng", "slängen",
      ], notBefore: ["av"]),
    StyleKeyword(
      .slangpolska, subStyle: "Svingedans", forms: ["svingedans", "svingedansen", "svingedansa"]),
    StyleKeyword(.hambo, forms: ["hambo", "hambon", "hambor", "hamborna", "hambos"], match: .compound),
    StyleKeyword(
      .hambo, subStyle: "Hambopolska", forms: ["hambopolska", "hambopolskan", "hambopolskor"],
      note: "a hambopolska is danced as hambo, of the older kind"),
    StyleKeyword(.hambo, subStyle: "Hamburska", forms: ["hamburska", "hamburskan", "hamburskor"]),
    StyleKeyword(
      .vals,
      forms: [
        "vals", "valsen", "valsens", "valser", "valserna", "valse", "valses", "valsar", "valsane", "valssi",
        "valssin", "valssit", "waltz", "waltzes", "waltzen", "walzer", "wals", "walz", "walts",
      ], match: .compound),
    StyleKeyword(.vals, subStyle: "Brudvals", forms: ["brudvals", "brudvalsen", "brurevals", "brurvals"]),
    StyleKeyword(.vals, subStyle: "Stigvals", forms: ["stigvals", "stigvalsen"]),
    StyleKeyword(
      .mazurka,
      forms: [
        "mazurka", "mazurkan", "mazurkor", "mazurkas", "masurka", "masurkan", "masurkor", "masurkaen",
        "masurkka", "mazurek", "mazur",
      ], match: .compound),
    StyleKeyword(
      .mazurka, subStyle: "Polkamasurka",
      forms: [
        "polkamasurka", "polkamazurka", "polkamasurkan", "polkamazurkan", "polka mazurka", "polka masurka",
      ], note: "a polkamasurka goes in three, whatever its first half says"),
    StyleKeyword(
      .menuett,
      forms: [
        "menuett", "menuetten", "menuetter", "menuetti", "menuet", "menuette", "menuets", "minuet", "minuets",
        "minuett", "menuetto",
      ], match: .compound),
    StyleKeyword(
      .springar, forms: ["springar", "springaren", "springarar", "springdans", "springdansen"], match: .compound),
    StyleKeyword(.springar, subStyle: "Telespringar", forms: ["telespringar", "telemarkspringar"]),
    StyleKeyword(.springar, subStyle: "Valdresspringar", forms: ["valdresspringar", "valdrespringar"]),
    StyleKeyword(.springar, subStyle: "Hallingspringar", forms: ["hallingspringar"]),
    StyleKeyword(
      .polonas,
      forms: [
        "polonäs", "polonäsen", "polonäser", "polones", "polonesse", "pollonesse", "polonaise", "polonaises",
        "polonese", "polonessen", "polonoise", "polonäse", "pollonäs", "pollonoise", "pollonoisse", "pollonois",
        "poloness", "polloness", "polonise",
      ], match: .compound),
  ]

  private static let binary: [StyleKeyword] = [
    StyleKeyword(
      .schottis,
      forms: [
        "schottis", "schottisen", "schottisar", "schottiser", "schottische", "schottisches", "schottish",
        "schottisch",
        "shottis", "skottis", "sjottis", "sottiisi", "sottiisit", "jenkka", "jenkkaa", "jenka",
      ], match: .compound),
    StyleKeyword(
      .schottis, subStyle: "Reinländer",
      forms: [
        "reinländer", "reinländern", "reinlender", "reinlenderen", "reinlendar", "reinlendaren", "rheinlender",
        "rheinlenderen", "rheinländer", "rheinländern", "renländer", "rhenländare", "rhenlændere",
      ], match: .compound),
    StyleKeyword(
      .schottis, subStyle: "Brännvinspolska", forms: ["brännvinspolska", "brännvinspolskan"],
      note: "a brännvinspolska goes in two, in spite of its name"),
    StyleKeyword(.snoa, forms: ["snoa", "snoan", "snoor", "snoorna"], match: .compound),
    StyleKeyword(
      .ganglat,
      forms: ["gånglåt", "gånglåten", "gånglåtar", "gånglåtarna", "gångmarsch"], match: .compound),
    StyleKeyword(
      .ganglat, subStyle: "Marsch",
      forms: ["marsch", "marschen", "marscher", "marsj", "marsjen", "marssi", "marssin"], match: .compound),
    StyleKeyword(
      .ganglat, subStyle: "Marsch", forms: ["march"], notBefore: ["madness", "hare"] + dayNumbers,
      notAfter: ["in", "on", "of", "since", "until", "till"] + dayNumbers),
    StyleKeyword(
      .ganglat, subStyle: "Brudmarsch",
      forms: [
        "brudmarsch", "brudmarschen", "brudmarscher", "bröllopsmarsch", "bröllopsmarschen", "brurmarsj",
        "brurmarsjen", "bruremarsj", "brudmarch", "häämarssi", "wedding march", "bridal march",
      ]),
    StyleKeyword(.ganglat, subStyle: "Skänklåt", forms: ["skänklåt", "skänklåten", "skänklåtar"]),
    StyleKeyword(
      .polka,
      forms: [
        "polka", "polkan", "polkans", "polkor", "polkorna", "polkas", "polkaer", "polkka", "polkkaa", "polkat",
      ], match: .compound, notBefore: ["dot", "dots"]),
    StyleKeyword(
      .polka, subStyle: "Polkett", forms: ["polkett", "polketten", "polketter", "pålkett"], match: .compound),
    StyleKeyword(
      .engelska,
      forms: [
        "engelska", "engelskan", "engelskor", "engelskorna", "engelskas", "anglais", "anglaise", "anglaisen",
        "anglaiser", "anglés", "änglis", "ängliska", "angloise", "angloiser", "engelskdans", "engelsk dans",
      ], match: .compound, notBefore: englishNouns, notAfter: adjectiveArticles + ["på", "till", "à", "l"]),
    StyleKeyword(
      .engelska, subStyle: "Ecossaise",
      forms: ["ecossaise", "ecosaise", "écossaise", "ekossäs", "ecossais", "ecocais"]),
    StyleKeyword(
      .halling, forms: ["halling", "hallingen", "hallingar", "hallingane", "hallinger"], match: .compound),
    StyleKeyword(.gangar, forms: ["gangar", "gangaren", "gangarar"], match: .compound),
    StyleKeyword(
      .kadrilj,
      forms: [
        "kadrilj", "kadriljen", "kadriljer", "quadrille", "quadrilles", "kvadrilj", "katrilli", "kadrille",
        "kadrill", "cadrill",
      ],
      match: .compound),
    StyleKeyword(.langdans, forms: ["långdans", "långdansen", "långdanser", "langdans", "langdansen"]),
    StyleKeyword(
      .galopp,
      forms: ["galopp", "galoppen", "galopper", "galop", "galopade", "galoppad", "galoppade", "galoppaden"],
      match: .compound),
  ]

  private static let british: [StyleKeyword] = [
    StyleKeyword(.reel, forms: ["reel", "reels", "reelen"], notBefore: ["to"], notAfter: ["to"]),
    StyleKeyword(.jig, forms: ["jig", "jigs", "gigue", "gigg", "double jig", "single jig"]),
    StyleKeyword(.slipJig, forms: ["slip jig", "slip jigs", "slipjig", "hop jig"]),
    StyleKeyword(.hornpipe, forms: ["hornpipe", "hornpipes"]),
    StyleKeyword(.strathspey, forms: ["strathspey", "strathspeys"]),
  ]

  /// "Den polska flickan": after the article an adjective in -ska means the people, never the dance,
  /// whose definite form is "polskan".
  private static let adjectiveArticles = ["den", "det", "de", "på", "en", "ett", "min", "vår"]

  private static let polishNouns = [
    "språket", "flicka", "flickan", "pojken", "folket", "köket", "jazz", "rock", "radio", "radion", "muzyka",
    "piosenka", "piosenki", "ludowa", "nie", "jest", "armia", "orkiester", "orkestern", "kvinnor", "judar",
    "folkvisor", "sånger", "danser", "låtar", "kolędy", "kapela",
  ]

  private static let englishNouns = [
    "språket", "version", "versionen", "texten", "text", "sånger", "sången", "visor", "visan", "låtar",
    "kanalen", "parken", "skolan", "flaggan", "kusten", "lektionen", "kyrkan", "flickan", "drottningen",
  ]

  private static let dayNumbers = (1...31).map(String.init) + (1...31).map { "\($0)th" } + ["1st", "2nd", "3rd"]

  /// Words in -vals, -valse, -polka … that are plurals, genitives or names.
  private static let standardExceptions = [
    "festivals", "carnivals", "karnevals", "rivals", "arrivals", "revivals", "survivals", "intervals", "ovals",
    "medievals", "removals", "approvals", "upheavals", "retrievals", "cavals", "kvals", "skvals", "festivalser",
    "avals", "intervalse", "naturvals", "bevals", "omvals", "nyvals", "riksdagsvals",
  ]
}
