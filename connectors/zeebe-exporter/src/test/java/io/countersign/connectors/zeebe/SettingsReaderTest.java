package io.countersign.connectors.zeebe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

  @TempDir Path folder;
  private final Map<String, Object> arguments = new HashMap<>();

  @BeforeEach
  void validArguments() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), Keys.HEX + "\n");
    arguments.put("url", "jdbc:postgresql://db:5432/history?sslmode=require&password=hidden");
    arguments.put("digestKeyFile", key.toString());
  }

  @Test
  void read_leastArguments_fillsInDefaults() {
    ExporterSettings settings = SettingsReader.read(arguments);

    assertThat(settings.schema()).isEqualTo("history");
    assertThat(settings.batchSize()).isEqualTo(500);
    assertThat(settings.flushInterval()).isEqualTo(Duration.ofMillis(200));
    assertThat(settings.bufferLimit()).isEqualTo(20_000);
    assertThat(settings.digestKey()).isEqualTo(Keys.TEST);
  }

  @Test
  void read_namesAsEnvironmentVariablesGiveThem_areUnderstood() {
    arguments.put("flushinterval", "PT1.5S");
    arguments.put("batch", Map.of("size", "7"));
    arguments.put("BUFFER_LIMIT", 99);

    ExporterSettings settings = SettingsReader.read(arguments);

    assertThat(settings.flushInterval()).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.batchSize()).isEqualTo(7);
    assertThat(settings.bufferLimit()).isEqualTo(99);
  }

  @Test
  void read_rawKey_isTaken() throws IOException {
    Files.write(folder.resolve("key"), Keys.TEST);

    assertThat(SettingsReader.read(arguments).digestKey()).isEqualTo(Keys.TEST);
  }

  @Test
  void read_everythingWrong_listsEveryProblemAtOnce() {
    arguments.putAll(
        Map.of(
            "url", "jdbc:mysql://db",
            "schema", "History; drop",
            "batchSize", "0",
            "flushInterval", "soon",
            "bufferLimit", "many",
            "password", "x",
            "passwordFile", folder.resolve("none").toString(),
            "digestKeyFile", folder.resolve("missing").toString(),
            "colour", "blue"));

    assertThatThrownBy(() -> SettingsReader.read(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("url 'jdbc:mysql://db'")
        .hasMessageContaining("schema 'History; drop'")
        .hasMessageContaining("batchSize '0'")
        .hasMessageContaining("flushInterval 'soon'")
        .hasMessageContaining("bufferLimit 'many'")
        .hasMessageContaining("password and passwordFile are both set")
        .hasMessageContaining("none' does not exist")
        .hasMessageContaining("digestKeyFile")
        .hasMessageContaining("openssl rand -hex 32")
        .hasMessageContaining("unknown argument 'colour'");
  }

  @Test
  void read_nothingAtAll_namesWhatIsMissing() {
    assertThatThrownBy(() -> SettingsReader.read(null))
        .hasMessageContaining("url is missing")
        .hasMessageContaining("digestKeyFile is missing");
  }

  @Test
  void read_keyOfWrongLength_isRefused() throws IOException {
    Files.writeString(folder.resolve("key"), "abcdef");

    assertThatThrownBy(() -> SettingsReader.read(arguments)).hasMessageContaining("32 bytes");
  }

  @Test
  void read_bufferSmallerThanTwoBatches_isRefused() {
    arguments.put("bufferLimit", "500");

    assertThatThrownBy(() -> SettingsReader.read(arguments)).hasMessageContaining("two batches");
  }

  @Test
  void toString_withSecrets_namesNone() {
    arguments.put("password", "s3cret");

    assertThat(SettingsReader.read(arguments).toString())
        .doesNotContain("s3cret", "hidden", Keys.HEX)
        .contains("jdbc:postgresql://db:5432/history");
  }
}
