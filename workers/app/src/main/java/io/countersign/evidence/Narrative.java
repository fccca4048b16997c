package io.countersign.evidence;

import io.countersign.support.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is on record about one action, in plain English.
 *
 * @param sentences in the order in which they are read
 */
public record Narrative(List<Sentence> sentences) {

  public Narrative {
    sentences = List.copyOf(sentences);
  }

  /** What a sentence is about. */
  public enum Topic {
    REQUEST,
    DATA,
    POLICY,
    REVIEW,
    OUTCOME,
    PROOF,
    MISSING
  }

  /** One sentence, made of clauses. */
  public record Sentence(Topic topic, List<Clause> clauses) {

    public Sentence {
      clauses = List.copyOf(clauses);
    }

    /** The sentence as it is read. */
    public String text() {
      return clauses.stream().map(Clause::text).collect(Collectors.joining());
    }
  }

  /**
   * A part of a sentence.
   *
   * @param text as it is read
   * @param field where in the record its content stands, for example {@code action.requestedBy.id};
   *     empty for the words in between
   */
  public record Clause(String text, Optional<String> field) {}

  /** The sentences as they are read, in order. */
  public List<String> lines() {
    return sentences.stream().map(Sentence::text).toList();
  }

  /** The narrative as plain JSON values. */
  public List<Map<String, Object>> content() {
    return sentences.stream().map(Narrative::content).toList();
  }

  private static Map<String, Object> content(Sentence sentence) {
    return Map.of(
        "topic",
        sentence.topic().name(),
        "text",
        sentence.text(),
        "clauses",
        sentence.clauses().stream().map(Narrative::content).toList());
  }

  private static Map<String, String> content(Clause clause) {
    Map<String, String> content = new LinkedHashMap<>();
    content.put("text", clause.text());
    clause.field().ifPresent(field -> content.put("field", field));
    return content;
  }

  /** SHA-256 over the canonical JSON of {@link #content}, with prefix. */
  public String digest() {
    return CanonicalJson.digest(CanonicalJson.of(content()));
  }
}
