package io.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What holds for every container of the stack. */
class ComposeTest {

  private static final Path FOLDER = Path.of("../../compose");
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(PASSWORD|SECRET|TOKEN)(?!S?_?FILE|__FILE|FILE|S_FILE).*");

  private static Map<String, Map<String, Object>> services;
  private static Map<String, Object> stack;

  @BeforeAll
  @SuppressWarnings("unchecked")
  static void read() throws IOException {
    stack =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(FOLDER.resolve("compose.yaml")));
    services = (Map<String, Map<String, Object>>) stack.get("services");
  }

  @Test
  void everyService_isInAProfileAndKeepsNoPrivileges() {
    assertThat(services).hasSizeGreaterThan(6);
    assertThat(services)
        .allSatisfy(
            (name, service) -> {
              assertThat(service.get("profiles")).as(name).isNotNull();
              assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
              assertThat(service.get("security_opt"))
                  .as(name)
                  .isEqualTo(List.of("no-new-privileges:true"));
              assertThat(String.valueOf(service.get("image"))).as(name).startsWith("${");
              assertThat(service).as(name).doesNotContainKeys("privileged", "network_mode", "pid");
            });
    assertThat(services.entrySet())
        .filteredOn(service -> !Boolean.TRUE.equals(service.getValue().get("read_only")))
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("camunda", "keycloak");
  }

  @Test
  void everyPort_isOpenToThisMachineAlone() {
    assertThat(services.values().stream().flatMap(service -> strings(service.get("ports"))))
        .isNotEmpty()
        .allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void settings_holdNoSecret() {
    services.forEach(
        (name, service) -> {
          if (service.get("environment") instanceof Map<?, ?> settings) {
            assertThat(settings.keySet().stream().map(String::valueOf))
                .as(name)
                .noneMatch(
                    setting -> SECRET.matcher(setting).matches() && !setting.matches(".*_?FILE$"));
          }
        });
  }

  @Test
  void targetsOfEffects_areReachedByCountersignAlone() {
    assertThat(services.entrySet())
        .filteredOn(
            service -> strings(service.getValue().get("networks")).anyMatch("targets"::equals))
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("countersign-1", "countersign-2");
    assertThat(stack.get("networks").toString())
        .contains("data={internal=true}", "engine={internal=true}", "metrics={internal=true}");
  }

  /** Names that Prometheus makes of the names in the code. */
  @Test
  void dashboardAndAlerts_nameMetricsThatThereAre() throws IOException {
    Set<String> asked = new TreeSet<>();
    for (String file :
        List.of("config/grafana/dashboards/countersign.json", "config/prometheus/alerts.yml")) {
      Pattern.compile("countersign_[a-z_]+")
          .matcher(Files.readString(FOLDER.resolve(file)))
          .results()
          .forEach(found -> asked.add(found.group()));
    }
    Set<String> made;
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/countersign"))) {
      made =
          sources
              .filter(Files::isRegularFile)
              .flatMap(ComposeTest::metrics)
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertThat(asked)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            name ->
                assertThat(made)
                    .contains(name.replaceFirst("(_seconds)?(_bucket|_count|_total)?$", "")));
  }

  private static Stream<String> metrics(Path source) {
    try {
      return Pattern.compile("\"(countersign\\.[a-z.]+)\"")
          .matcher(Files.readString(source))
          .results()
          .map(found -> found.group(1).replace('.', '_'));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> strings(Object list) {
    return list instanceof List<?> some ? some.stream().map(String::valueOf) : Stream.of();
  }
}
