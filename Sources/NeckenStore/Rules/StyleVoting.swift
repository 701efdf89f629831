import Foundation
import NeckenCore

/// One person's voice on one track, as stored.
struct StyleVote: Hashable, Sendable {
  var person: String
  var danceStyle: DanceStyle
  var confirmedAt: Date
}

/// How people's words turn into rows: the one place where it is decided, for every store.
///
/// Each person has one voice a track. The dance with most voices is the primary; among equals the
/// latest word counts. From ``TrackDanceStyle/lockingConfirmations`` voices on a dance is locked, and
/// only those who gave them can turn it over.
struct StyleVoting {
  private(set) var rows: [TrackDanceStyle]
  private(set) var votes: [StyleVote]
  /// Voices that another program counted without saying whose they are; they stay with their dance.
  private let namelessVotes: [DanceStyle: Int]

  init(rows: [TrackDanceStyle], votes: [StyleVote]) {
    self.rows = rows
    self.votes = votes
    namelessVotes = Dictionary(
      rows.map { row in
        let counted = max(row.confirmationCount, row.isUserConfirmed ? 1 : 0)
        return (row.danceStyle, max(0, counted - votes.count { $0.danceStyle == row.danceStyle }))
      }, uniquingKeysWith: max)
  }

  /// - Throws: ``StoreError/styleLocked(track:style:)`` when the track is locked as another dance.
  mutating func apply(_ confirmation: StyleConfirmation) throws(StoreError) {
    try checkLock(against: confirmation)
    votes.removeAll { $0.person == confirmation.person }
    votes.append(
      StyleVote(
        person: confirmation.person, danceStyle: confirmation.danceStyle,
        confirmedAt: confirmation.confirmedAt))
    addRowIfMissing(for: confirmation)
    countVotes()
    choosePrimary()
    rows = rows.inDisplayOrder()
  }

  private func checkLock(against confirmation: StyleConfirmation) throws(StoreError) {
    guard let locked = rows.first(where: \.isLocked), locked.danceStyle != confirmation.danceStyle,
      !votes.contains(where: { $0.person == confirmation.person && $0.danceStyle == locked.danceStyle })
    else { return }
    throw .styleLocked(track: confirmation.trackID, style: locked.danceStyle)
  }

  private mutating func addRowIfMissing(for confirmation: StyleConfirmation) {
    if let index = rows.firstIndex(where: { $0.danceStyle == confirmation.danceStyle }) {
      let isOpen = !rows[index].isLocked || rows[index].subStyle == nil
      if let subStyle = confirmation.subStyle, isOpen { rows[index].subStyle = subStyle }
    } else {
      rows.append(
        TrackDanceStyle(
          id: RecordID.make(), trackID: confirmation.trackID, danceStyle: confirmation.danceStyle,
          subStyle: confirmation.subStyle, isPrimary: false, confidence: 1, classificationSource: .user,
          createdAt: confirmation.confirmedAt))
    }
  }

  private mutating func countVotes() {
    for index in rows.indices {
      let style = rows[index].danceStyle
      let count = votes.count { $0.danceStyle == style } + namelessVotes[style, default: 0]
      if count > 0 {
        rows[index].confidence = 1
        rows[index].classificationSource = .user
        rows[index].reason = count == 1 ? "confirmed by one person" : "confirmed by \(count) people"
      }
      rows[index].confirmationCount = count
      rows[index].isUserConfirmed = count > 0
    }
    // Nobody stands behind these any more; the next classification says what the machine thinks.
    rows.removeAll { $0.classificationSource == .user && !$0.isUserConfirmed }
  }

  private mutating func choosePrimary() {
    let vectorHolder = rows.first(where: \.isPrimary) ?? rows.first { $0.embedding != nil }
    func latest(_ row: TrackDanceStyle) -> Date {
      votes.lazy.filter { $0.danceStyle == row.danceStyle }.map(\.confirmedAt).max() ?? .distantPast
    }
    let winner = rows.filter(\.isUserConfirmed).max { left, right in
      (left.confirmationCount, latest(left), left.danceStyle)
        < (right.confirmationCount, latest(right), right.danceStyle)
    }
    for index in rows.indices {
      let isWinner = rows[index].id == winner?.id
      rows[index].isPrimary = isWinner
      rows[index].embedding = isWinner ? vectorHolder?.embedding : nil
      rows[index].featureVersion = isWinner ? vectorHolder?.featureVersion : nil
    }
  }
}
