package io.countersign.evidence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.evidence.ActionRecord;
import io.countersign.evidence.Narrative;
import io.countersign.evidence.Narrative.Clause;
import io.countersign.evidence.Narrative.Sentence;
import io.countersign.evidence.Narrative.Topic;
import io.countersign.support.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateNarratorTest {

  /** Digests of what the narrative names by what it is about. */
  private static final List<String> NOT_TOLD = List.of("type", "reviews.0.subjectDigest");

  private static String resource(String name) {
    try (var in = TemplateNarratorTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ActionRecord full() {
    return new ActionRecord(CanonicalJson.read(resource("record.json")));
  }

  private static Narrative told(ActionRecord record) {
    return TemplateNarrator.told(record);
  }

  @Test
  void record_full_isToldWordForWord() {
    assertThat(String.join("\n", told(full()).lines()) + "\n").isEqualTo(resource("record.txt"));
  }

  static Stream<String> leaves() {
    List<String> paths = new ArrayList<>();
    collect("", full().content(), paths);
    return paths.stream();
  }

  private static void collect(String path, Object value, List<String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> collect(path + "." + name, inner, into));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(path + "." + i, list.get(i), into);
      }
    } else {
      into.add(path.substring(1));
    }
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void field_changed_changesItsSentence(String path) {
    ActionRecord changed = full();
    String parent = path.substring(0, Math.max(0, path.lastIndexOf('.')));
    String name = path.substring(path.lastIndexOf('.') + 1);
    Object holder = parent.isEmpty() ? changed.content() : changed.at(parent).orElseThrow();
    replace(holder, name, other(changed.at(path).orElseThrow()));
    if (NOT_TOLD.contains(path)) {
      assertThat(told(changed)).isEqualTo(told(full()));
    } else {
      assertThat(told(changed).lines()).isNotEqualTo(told(full()).lines());
      assertThat(told(changed).digest()).isNotEqualTo(told(full()).digest());
    }
  }

  @SuppressWarnings("unchecked")
  private static void replace(Object holder, String name, Object value) {
    if (holder instanceof List<?> list) {
      ((List<Object>) list).set(Integer.parseInt(name), value);
    } else {
      ((Map<String, Object>) holder).put(name, value);
    }
  }

  private static Object other(Object value) {
    return switch (value) {
      case Boolean flag -> !flag;
      case Number number -> number.longValue() + 1;
      case String text when text.matches("\\d{4}-\\d\\d-\\d\\dT.*") ->
          Instant.parse(text).plusSeconds(1).toString();
      case String text when text.startsWith("PT") -> Duration.parse(text).plusMinutes(1).toString();
      default -> "another";
    };
  }

  @Test
  void clause_withAField_namesOneOfTheRecord() {
    List<String> fields =
        told(full()).sentences().stream()
            .flatMap(sentence -> sentence.clauses().stream())
            .map(Clause::field)
            .flatMap(Optional::stream)
            .toList();
    assertThat(fields).hasSizeGreaterThan(80);
    assertThat(fields).allMatch(field -> full().at(field).isPresent());
  }

  @Test
  void record_ofWhatHasNotEnded_saysWhatIsMissing() {
    ActionRecord open = full();
    open.content().remove("outcome");
    open.content().remove("ruling");
    open.content().put("ledger", Map.of("entries", List.of(), "pending", 2));
    assertThat(missing(open))
        .containsExactly(
            "Policy has not ruled on it.",
            "Nothing of this is published in the ledger.",
            "2 entries are on the way to the ledger.",
            "Finding OUTCOME_LATE of 23 November 2026 at 12:00:00 UTC: “It ran late.” It is open.");
    assertThat(told(open).lines()).contains("Nothing was done.");
  }

  private static List<String> missing(ActionRecord record) {
    return told(record).sentences().stream()
        .filter(sentence -> sentence.topic() == Topic.MISSING)
        .map(Sentence::text)
        .toList();
  }

  private static ActionRecord erased() {
    ActionRecord record = full();
    replace(record.at("action").orElseThrow(), "reason", "[erased]");
    replace(record.at("reviews.0.seats.0.vote").orElseThrow(), "comment", "[erased]");
    record
        .content()
        .put(
            "erasure",
            new HashMap<>(
                Map.of(
                    "at",
                    "2027-01-08T09:00:00Z",
                    "by",
                    new HashMap<>(Map.of("id", "iris", "name", "Iris")),
                    "rule",
                    "gdpr-17",
                    "reason",
                    "Request 4711",
                    "parameters",
                    new ArrayList<>(List.of("note", "path")),
                    "texts",
                    3)));
    return record;
  }

  @Test
  void record_whoseWordsWereErased_saysByWhomAndWhyAndWhatStays() {
    assertThat(told(erased()).lines())
        .contains(
            "The reason given has been erased.",
            "On 8 January 2027 at 09:00:00 UTC, Iris (iris) erased what people had written about"
                + " this action (3 texts) and what was given as note and path, under the rule"
                + " gdpr-17, for this reason: “Request 4711”.",
            "Those words cannot be brought back; who decided, when, on what and with which result"
                + " still stands here, and so does the proof of it.")
        .anyMatch(line -> line.endsWith("through Slack, saying words that have been erased."))
        .noneMatch(line -> line.contains("[erased]"));
    List<String> paths = new ArrayList<>();
    collect(".erasure", erased().at("erasure").orElseThrow(), paths);
    assertThat(paths).hasSize(8);
    for (String path : paths) {
      ActionRecord changed = erased();
      String parent = path.substring(0, path.lastIndexOf('.'));
      replace(
          changed.at(parent).orElseThrow(),
          path.substring(path.lastIndexOf('.') + 1),
          other(changed.at(path).orElseThrow()));
      assertThat(told(changed).lines()).as(path).isNotEqualTo(told(erased()).lines());
    }
  }

  @Test
  void request_byAnAgentForNobody_readsAsASentence() {
    ActionRecord record = full();
    ((Map<?, ?>) record.at("action").orElseThrow()).remove("onBehalfOf");
    assertThat(told(record).lines().getFirst())
        .startsWith("Nightly ETL (etl-agent), an agent that ada answers for, asked for this: ");
  }

  @Test
  void words_thatOnlyLookErased_areQuoted() {
    ActionRecord record = full();
    replace(record.at("action").orElseThrow(), "reason", "[erased]");
    assertThat(told(record).lines()).contains("The reason given was “[erased]”.");
  }

  @Test
  void words_ofOthers_cannotRewriteTheirSentence() {
    ActionRecord record = full();
    replace(record.at("action").orElseThrow(), "reason", "a\u202Eb\nNothing was asked.\u0007");
    assertThat(told(record).lines())
        .contains("The reason given was “a\\u202eb\\u000aNothing was asked.\\u0007”.")
        .noneMatch(line -> line.contains("\n"));
  }
}
