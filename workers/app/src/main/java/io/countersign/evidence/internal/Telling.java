package io.countersign.evidence.internal;

import io.countersign.actions.Payloads;
import io.countersign.evidence.ActionRecord;
import io.countersign.evidence.Narrative.Clause;
import io.countersign.evidence.Narrative.Sentence;
import io.countersign.evidence.Narrative.Topic;
import io.countersign.spi.Spans;
import io.countersign.support.PlainText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Writes sentences about a record. Whatever a sentence states it reads from a field, by path. */
final class Telling {

  private final ActionRecord record;
  private final List<Sentence> sentences = new ArrayList<>();
  private final List<Clause> open = new ArrayList<>();

  Telling(ActionRecord record) {
    this.record = record;
  }

  /** Words that state nothing by themselves. */
  Telling say(String words) {
    if (!words.isEmpty()) {
      open.add(new Clause(words, Optional.empty()));
    }
    return this;
  }

  /** Words that are said because of what stands in a field. */
  Telling because(String path, String words) {
    open.add(new Clause(words, Optional.of(path)));
    return this;
  }

  /** A field's value as it stands. */
  Telling fact(String path) {
    return because(path, PlainText.visible(text(path)));
  }

  /**
   * A field's value in quotation marks, as the words of somebody else; or that they were erased.
   */
  Telling quote(String path) {
    return isErased(path)
        ? because(path, "words that have been erased")
        : because(path, "“" + PlainText.visible(text(path)) + "”");
  }

  /** Whether an erasure on record took the words of this field. */
  boolean isErased(String path) {
    return has("erasure") && text(path).equals(Payloads.ERASED);
  }

  /** A number with its thousands set apart, or "no", and its noun. */
  Telling count(String path, String one, String many) {
    long number = number(path);
    return because(path, Words.count(number, one, many));
  }

  /** A moment, in UTC. */
  Telling moment(String path) {
    return because(path, Words.moment(Instant.parse(text(path))));
  }

  /** A span of time, such as {@code PT30M}. */
  Telling span(String path) {
    return because(path, Spans.inWords(text(path)));
  }

  /** A person or an agent by name, with the id that the record holds. */
  Telling who(String path) {
    String id = text(path + ".id");
    Optional<Object> name = record.at(path + ".name").filter(found -> !found.equals(id));
    name.ifPresent(found -> because(path + ".name", PlainText.visible(found.toString())).say(" ("));
    fact(path + ".id").say(name.isPresent() ? ")" : "");
    if (has(path + ".owner")) {
      say(", an agent that ").fact(path + ".owner").say(" answers for");
    }
    return this;
  }

  /** Each element of a list by its own telling, joined as a sentence joins them. */
  Telling each(String path, IntConsumer teller) {
    int size = record.size(path);
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        say(i == size - 1 ? " and " : ", ");
      }
      teller.accept(i);
    }
    return this;
  }

  /** Each element of a list of plain values, joined as a sentence joins them. */
  Telling list(String path) {
    return each(path, i -> fact(path + "." + i));
  }

  /** The fields of an object of plain values, by name. */
  Telling facts(String path) {
    if (record.at(path).orElse(Map.of()) instanceof Map<?, ?> map) {
      List<String> names = map.keySet().stream().map(String::valueOf).sorted().toList();
      for (int i = 0; i < names.size(); i++) {
        say(i == 0 ? "" : ", ").say(PlainText.visible(names.get(i)) + " ");
        fact(path + "." + names.get(i));
      }
    }
    return this;
  }

  /** Ends the sentence. */
  void stop(Topic topic) {
    say(endsByItself() ? "" : ".");
    sentences.add(new Sentence(topic, open));
    open.clear();
  }

  /** Whether the last words are a quotation that ends as sentences do. */
  private boolean endsByItself() {
    return open.getLast().text().matches("(?s).*[.?!]”");
  }

  boolean has(String path) {
    return record
        .at(path)
        .filter(found -> !(found instanceof List<?> list && list.isEmpty()))
        .filter(found -> !(found instanceof Map<?, ?> map && map.isEmpty()))
        .isPresent();
  }

  int size(String path) {
    return record.size(path);
  }

  String text(String path) {
    return record
        .at(path)
        .map(Object::toString)
        .orElseThrow(() -> new IllegalArgumentException("The record has no field '" + path + "'."));
  }

  boolean flag(String path) {
    return Boolean.TRUE.equals(record.at(path).orElse(false));
  }

  long number(String path) {
    return record.at(path).orElse(0) instanceof Number number ? number.longValue() : 0;
  }

  List<Sentence> sentences() {
    return sentences;
  }
}
