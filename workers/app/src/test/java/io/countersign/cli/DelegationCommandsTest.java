package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class DelegationCommandsTest {

  @Test
  void time_withItsOffset_isKept() {
    assertThat(OffsetDateTime.parse(DelegationCommands.time("2026-12-01T18:00+02:00")))
        .isEqualTo(OffsetDateTime.parse("2026-12-01T18:00:00+02:00"));
    assertThat(DelegationCommands.time("2026-12-01T18:00:30Z")).isEqualTo("2026-12-01T18:00:30Z");
  }

  @Test
  void time_withoutOffset_isMeantHere() {
    assertThat(OffsetDateTime.parse(DelegationCommands.time("2026-12-01T18:00")).toInstant())
        .isEqualTo(
            LocalDateTime.parse("2026-12-01T18:00").atZone(ZoneId.systemDefault()).toInstant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tomorrow", "2026-12-01", "18:00", "2026-13-01T18:00"})
  void time_thatIsNone_isWrongUse(String text) {
    assertThatThrownBy(() -> DelegationCommands.time(text))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("2026-12-01T18:00");
  }

  @Test
  void line_saysWhoForWhomAndUntilWhen() {
    String item =
        """
        {"id": "1f", "delegator": "bob", "delegate": "sam", "group": "owners",
         "startsAt": "2026-11-23T09:30:00Z", "endsAt": "2026-11-24T09:30:00Z",
         "endedAt": "2026-11-23T10:00:00Z"}
        """;
    assertThat(DelegationCommands.line(JsonMapper.shared().readTree(item)))
        .isEqualTo(
            "1f  sam for bob in owners, 2026-11-23T09:30:00Z to 2026-11-24T09:30:00Z, ended"
                + " 2026-11-23T10:00:00Z");
  }
}
