package io.countersign.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.spi.EffectFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DatabasesTest {

  private static final Map<String, String> GOOD =
      Map.of(
          "postgres.connections.a.url", "jdbc:postgresql://db:5432/app",
          "postgres.connections.a.user", "connector",
          "postgres.connections.a.password-secret", "db-password",
          "postgres.connections.a.trust", "internal",
          "postgres.connections.a.grantable-roles", " reader ,writer,, \"odd\" ",
          "http.hosts.0.host", "not ours");

  @Test
  void read_goodSettings_areUnderstood() {
    Databases databases = Databases.read(Lab.context(GOOD));
    Database database = databases.find("a").orElseThrow();
    assertThat(database.grantableRoles()).containsExactly("\"odd\"", "reader", "writer");
    assertThat(database.exportSchemas()).isEmpty();
    assertThat(databases.longestWindow()).isEqualTo(Duration.ofHours(8));
    assertThat(database).hasToString("Database[a]");
  }

  @Test
  void read_nothingSet_knowsNoConnection() {
    assertThat(Databases.read(Lab.context(Map.of())).unknown("x")).contains("'x'");
  }

  @Test
  void read_badSettings_nameTheSettingAndTheRemedy() {
    refused("postgres.connections.a.trust", "high", "internal, partner or public");
    refused("postgres.connections.a.user", " ", "connector's role");
    refused("postgres.connections.a.pasword", "x", "Remove it");
    refused("postgres.connection.a.url", "x", "Remove it");
    refused("postgres.longest-window", "8h", "PT8H");
    refused("postgres.longest-window", "PT0S", "PT8H");
    refused("postgres.connections.a.url", "jdbc:mysql://x", "jdbc:postgresql");
  }

  @Test
  void read_passwordInTheUrl_isRefusedAndNotRepeated() {
    for (String url :
        List.of(
            "jdbc:postgresql://db/app?password=hunter2",
            "jdbc:postgresql://db/app?ssl=true&Password=hunter2",
            "jdbc:postgresql://me:hunter2@db/app")) {
      assertThatThrownBy(() -> read("postgres.connections.a.url", url))
          .hasMessageContaining("postgres.connections.a.url")
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void serviceLoader_findsBothEffects() {
    assertThat(ServiceLoader.load(EffectFactory.class).stream())
        .extracting(provider -> provider.get().create(Lab.context(GOOD)).type())
        .containsExactlyInAnyOrder("postgres.role.grant", "dataset.export");
  }

  @Test
  void sql_namesAndTexts_areQuotedWhateverTheyHold() {
    assertThat(Sql.name("a\"; DROP ROLE b; --")).isEqualTo("\"a\"\"; DROP ROLE b; --\"");
    assertThat(Sql.text("o'clock")).isEqualTo("'o''clock'");
    assertThat(Sql.text("a\\'b")).isEqualTo("E'a\\\\''b'");
    assertThatThrownBy(() -> Sql.name("a\0")).isInstanceOf(IllegalArgumentException.class);
  }

  private static void refused(String name, String value, String remedy) {
    assertThatThrownBy(() -> read(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("countersign.effects." + name)
        .hasMessageContaining(remedy);
  }

  private static Databases read(String name, String value) {
    Map<String, String> settings = new HashMap<>(GOOD);
    settings.put(name, value);
    return Databases.read(Lab.context(settings));
  }
}
