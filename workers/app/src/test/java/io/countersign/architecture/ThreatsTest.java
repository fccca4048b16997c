package io.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The threat model names tests; they are there. */
class ThreatsTest {

  private static final Path ROOT = Path.of("../..");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

  @Test
  void everyTestThatTheThreatModelNames_exists() throws IOException {
    Set<String> named =
        TEST.matcher(Files.readString(Path.of("THREATS.md")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).hasSizeGreaterThan(30);
    assertThat(tests()).containsAll(named);
  }

  @Test
  void everyThreat_namesATest() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("THREATS.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| who "))
            .toList();
    assertThat(rows).hasSizeGreaterThan(20).allMatch(row -> TEST.matcher(row).find());
  }

  private static Set<String> tests() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String module : List.of("workers", "connectors", "bpmn", "compose")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
        files
            .filter(file -> file.toString().contains("src/test/java"))
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
            .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
      }
    }
    return names;
  }
}
