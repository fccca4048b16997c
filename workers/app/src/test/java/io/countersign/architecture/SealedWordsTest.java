package io.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.countersign.CountersignApplication;
import io.countersign.actions.Payloads;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Columns that hold sealed words are read by code that opens them through {@link Payloads}, and by
 * nothing else: whoever reads them raw would show what nobody can read, or compare what differs
 * each time.
 */
class SealedWordsTest {

  /** Which columns of which tables and views hold sealed words. */
  private static final Map<String, List<String>> SEALED =
      Map.ofEntries(
          Map.entry("sealed_action", List.of("canonical")),
          Map.entry("ruling", List.of("inputs")),
          Map.entry("review_round", List.of("shown")),
          Map.entry("review_vote", List.of("comment")),
          Map.entry("review_comment", List.of("words")),
          Map.entry("release", List.of("reason", "fault_message")),
          Map.entry("execution", List.of("fault_message")),
          Map.entry("channel_event", List.of("words")),
          Map.entry("lineage_node", List.of("facts")),
          Map.entry("idempotent_request", List.of("sealed")),
          Map.entry("evidence_population", List.of("canonical")));

  /** Who leaves the opening to a class beside it. */
  private static final Map<String, String> OPENED_BY =
      Map.of(
          "record/internal/ActionFacts", "record/internal/Intents",
          "record/internal/ReviewFacts", "record/internal/Intents",
          "lineage/internal/GraphWriter", "lineage/internal/GraphRows",
          "lineage/internal/NodePages", "lineage/internal/GraphRows",
          "lineage/internal/StoredGraph", "lineage/internal/GraphRows");

  /** Fields of entities that hold what is stored. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "io.countersign.actions.internal.ActionEntity", "canonical",
          "io.countersign.review.internal.RoundEntity", "shown",
          "io.countersign.review.internal.VoteEntity", "comment",
          "io.countersign.review.internal.CommentEntity", "words",
          "io.countersign.releases.internal.ReleaseEntity", "reason",
          "io.countersign.execution.internal.ExecutionEntity", "faultMessage");

  private static final Pattern LITERAL =
      Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);

  /** An action without an outline is from before words were sealed, and clear. */
  private static final Pattern OUTLINE =
      Pattern.compile("coalesce\\(\\w+\\.outline, \\w+\\.canonical\\)");

  private static final Path SOURCES = Path.of("src/main/java/io/countersign");

  @Test
  void sql_thatReadsSealedWords_standsBesideWhatOpensThem() throws IOException {
    Map<String, Set<String>> readers = new TreeMap<>();
    for (Map.Entry<String, String> file : sources().entrySet()) {
      Set<String> columns = sealedColumns(file.getValue());
      if (!columns.isEmpty()) {
        readers.put(file.getKey(), columns);
      }
    }
    assertThat(readers)
        .hasSizeGreaterThan(10)
        .containsKeys(OPENED_BY.keySet().toArray(String[]::new));
    assertThat(readers.keySet())
        .allSatisfy(
            name ->
                assertThat(sources().get(OPENED_BY.getOrDefault(name, name)))
                    .as("%s reads %s", name, readers.get(name))
                    .contains("import " + Payloads.class.getName() + ";"));
  }

  @Test
  void sql_thatReadsThemRaw_isCaught() {
    for (String raw :
        List.of(
            "\"select canonical from sealed_action where id = ?\"",
            "\"select v.comment from review_round r join review_vote v on v.round_id = r.id\"",
            "\"\"\"\n select r.* from release r\n\"\"\"",
            "\"select * from execution where id = ?\"")) {
      assertThat(sealedColumns("jdbc.sql(" + raw + ")")).as(raw).hasSize(1);
    }
    for (String other :
        List.of(
            "\"select digest from sealed_action where id = ?\"",
            "\"select coalesce(a.outline, a.canonical) from sealed_action a\"",
            "\"select count(*) from execution\"",
            "\"reason\"")) {
      assertThat(sealedColumns("jdbc.sql(" + other + ")")).as(other).isEmpty();
    }
  }

  @Test
  void fields_thatHoldSealedWords_areReadWhereTheyAreOpened() {
    JavaClasses production = production();
    FIELDS.forEach(
        (entity, field) -> {
          JavaClass type = production.get(entity);
          Set<JavaFieldAccess> reads =
              type.getField(field).getAccessesToSelf().stream()
                  .filter(access -> access.getAccessType() == AccessType.GET)
                  .collect(Collectors.toSet());
          assertThat(reads).as(entity + "." + field).isNotEmpty();
          assertThat(reads).allMatch(access -> access.getOriginOwner().equals(type));
          assertThat(callers(type, reads)).allMatch(SealedWordsTest::knowsPayloads);
        });
  }

  /** Whoever calls a method that gives out what is stored; one that takes Payloads opens it. */
  private static Set<JavaClass> callers(JavaClass entity, Set<JavaFieldAccess> reads) {
    return reads.stream()
        .map(JavaFieldAccess::getOrigin)
        .filter(JavaMethod.class::isInstance)
        .map(JavaMethod.class::cast)
        .filter(
            method ->
                method.getRawParameterTypes().stream()
                    .noneMatch(type -> type.isEquivalentTo(Payloads.class)))
        .flatMap(method -> method.getAccessesToSelf().stream())
        .map(access -> access.getOriginOwner())
        .filter(caller -> !caller.equals(entity))
        .collect(Collectors.toSet());
  }

  private static boolean knowsPayloads(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(Payloads.class));
  }

  /** The sealed columns that the SQL of a source names. */
  private static Set<String> sealedColumns(String source) {
    Set<String> columns = new TreeSet<>();
    Matcher literal = LITERAL.matcher(source);
    while (literal.find()) {
      String text = literal.group(1) == null ? literal.group(2) : literal.group(1);
      String sql = OUTLINE.matcher(text).replaceAll("outline");
      SEALED.forEach(
          (table, hidden) -> {
            if (Pattern.compile("\\b(from|join|update|into)\\s+" + table + "\\b")
                .matcher(sql)
                .find()) {
              named(sql, hidden).forEach(column -> columns.add(table + "." + column));
            }
          });
    }
    return columns;
  }

  private static List<String> named(String sql, List<String> hidden) {
    if (Pattern.compile("(select|,)\\s+(\\w+\\.)?\\*").matcher(sql).find()) {
      return List.of("*");
    }
    return hidden.stream()
        .filter(column -> Pattern.compile("\\b" + column + "\\b").matcher(sql).find())
        .toList();
  }

  /** The application's sources, by their path below its package, without ending. */
  private static Map<String, String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      Map<String, String> sources = new TreeMap<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String name = SOURCES.relativize(file).toString().replaceAll("\\.java$", "");
        sources.put(name, Files.readString(file));
      }
      assertThat(sources).hasSizeGreaterThan(300);
      return sources;
    }
  }

  private static JavaClasses production() {
    try {
      Path output =
          Path.of(
              CountersignApplication.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      return new ClassFileImporter().importPath(output);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
