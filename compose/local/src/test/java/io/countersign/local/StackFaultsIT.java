package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads when something is not as it should be. */
class StackFaultsIT {
  @TempDir Path temp;

  @Test
  void start_engineTooSlow_saysSoWithItsLastLines() throws Exception {
    Path data = temp.resolve("data");
    assertThatThrownBy(
            () ->
                LocalStack.builder()
                    .dataDirectory(data)
                    .startTimeout(Duration.ofSeconds(3))
                    .start())
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("did not answer within 3 s. The end of " + data);
    assertThat(Files.readAllLines(data.resolve("children")))
        .allSatisfy(
            line -> assertThat(ProcessHandle.of(Long.parseLong(line.split(" ")[0]))).isEmpty());
  }

  @Test
  void start_databaseOfAnotherVersion_saysSo() throws Exception {
    Path data = temp.resolve("data");
    DataDirectory directory = DataDirectory.open(data, StackListener.SILENT);
    Postgres postgres =
        new Postgres(
            Installation.defaultHome(),
            directory,
            Duration.ofMinutes(1),
            StackListener.SILENT,
            true);
    postgres.start();
    postgres.kill();
    postgres.restart();
    postgres.stop();
    Files.writeString(data.resolve("postgres/PG_VERSION"), "13\n");
    assertThatThrownBy(postgres::start)
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("was made by another version of PostgreSQL. Move it away");
    directory.close();
  }

  @Test
  void start_foreignDirectory_isLeftAlone() throws Exception {
    Path data = temp.resolve("data");
    Path precious = Files.createDirectories(data.resolve("postgres")).resolve("precious");
    Files.writeString(precious, "mine");
    assertThatThrownBy(() -> LocalStack.builder().dataDirectory(data).start())
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("exists but holds no PostgreSQL data");
    assertThat(precious).hasContent("mine");
  }

  @Test
  void start_missingPlugin_saysHowToBuildIt() {
    assertThatThrownBy(
            () ->
                LocalStack.builder()
                    .dataDirectory(temp.resolve("data"))
                    .exporterJar(temp.resolve("no.jar"))
                    .start())
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("no.jar. Build it: mvn package");
  }

  @Test
  void prepare_failingDownload_mavensReasonAndTheWayOut() throws Exception {
    Path tools = Files.createDirectories(temp.resolve("tools"));
    Path mvn = tools.resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\necho '[ERROR] Unknown host repo.invalid'\nexit 1\n");
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    String said = prepareElsewhere(Map.of("PATH", tools + ":/usr/bin:/bin"));
    assertThat(said)
        .contains("Maven could not download io.camunda:camunda-zeebe:8.6.0:tar.gz")
        .contains("Unknown host repo.invalid. Check the network")
        .contains("or put the file at " + temp.resolve("home/engine"));
    assertThat(said.lines()).hasSize(1);
    try (Stream<Path> left = Files.list(temp.resolve("home/engine"))) {
      assertThat(left).containsExactly(temp.resolve("home/engine/.lock"));
    }

    Files.delete(mvn);
    assertThat(prepareElsewhere(Map.of("PATH", tools.toString())))
        .contains("Maven (mvn) is not on the PATH");
  }

  private String prepareElsewhere(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            JavaCommand.path(),
            "-Dmaven.repo.local=" + Files.createDirectories(temp.resolve("repository")),
            "-cp",
            System.getProperty("java.class.path"),
            EnginePreparer.class.getName(),
            temp.resolve("home").toString());
    builder.environment().remove("MAVEN_HOME");
    builder.environment().remove("M2_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).isEqualTo(1);
    return said;
  }

  /** Obtains the engine in a JVM whose environment a test chooses. */
  static final class EnginePreparer {
    private EnginePreparer() {}

    public static void main(String[] arguments) {
      try {
        new EngineDistribution(Path.of(arguments[0]), StackListener.SILENT).prepare();
      } catch (LocalStackException e) {
        System.out.println(e.getMessage());
        System.exit(1);
      }
    }
  }
}
