package io.countersign.console.internal;

import java.util.List;
import java.util.Optional;

/**
 * The page of a review: everything that the card shows, whole.
 *
 * @param id the round
 * @param about what would happen, and who asks
 * @param terms what is signed
 * @param payload what would be done, word for word
 * @param data the columns and a sample of them
 * @param policy why it needs people
 * @param seats who signs
 * @param ending how it ended, in a sentence; empty while it is open
 * @param verdict how it ended, in a word, or {@code open}
 * @param comments what was said
 * @param refusals what was tried and did not count
 * @param decide what the reader can do about it
 * @param record what is on record about it
 * @param comparisons what differs from reviews to hold it against
 * @param changes what the reader may change; no fields where they may not
 */
record ReviewPage(
    String id,
    Subjects.What about,
    Terms terms,
    Payload payload,
    Data data,
    PolicyView policy,
    List<SeatView> seats,
    Optional<String> ending,
    String verdict,
    List<Said> comments,
    List<Said> refusals,
    Decide decide,
    OnRecord record,
    List<Comparisons.Comparison> comparisons,
    ChangeForm changes) {

  /**
   * What is signed, and until when.
   *
   * @param subjectId the action, or the release that a masking plan belongs to
   * @param subjectDigest what a vote names
   * @param shownDigest digest of everything that a reviewer is shown
   */
  record Terms(
      String subjectId,
      String subjectDigest,
      String shownDigest,
      Moment openedAt,
      Moment deadline,
      String left,
      Optional<Moment> executeBefore) {}

  /** Statements or requests in order, and how they are taken back. */
  record Payload(List<String> warnings, List<String> exact, List<String> revert) {}

  /**
   * What is known of the data.
   *
   * @param columns each with what was done to it
   * @param samples how many masked values there are beside each
   */
  record Data(
      String dataset, String risk, List<String> facts, List<ColumnView> columns, int samples) {}

  /** A column: the class of its original, its treatment, and masked values. */
  record ColumnView(String name, String dataClass, String treatment, List<String> sample) {}

  /** The rules that fired, and why. */
  record PolicyView(String table, List<String> rules, List<String> why, List<String> controls) {}

  /**
   * A signature that it takes.
   *
   * @param group whose member signs
   * @param state who signed, or who may
   * @param signed whether somebody did
   * @param words what they said with it
   */
  record SeatView(String group, String state, boolean signed, String words) {}

  /** Something that somebody said, or tried. */
  record Said(String who, Moment at, String words) {}

  /**
   * What the reader can do.
   *
   * @param may whether their decision would count
   * @param objection why it would not, in a sentence
   * @param withdraw whether they may take the request back
   * @param comment whether they may say something
   * @param signIn whether they have to sign in again before they approve
   */
  record Decide(boolean may, String objection, boolean withdraw, boolean comment, boolean signIn) {}
}
