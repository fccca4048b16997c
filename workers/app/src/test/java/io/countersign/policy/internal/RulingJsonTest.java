package io.countersign.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.policy.Assurance;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.Basis;
import io.countersign.policy.Ruling.Requirement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulingJsonTest {

  /** The key is beyond 2^53, where a JSON number would lose its last digits. */
  private static final Basis BASIS =
      new Basis(
          "action-policy",
          7,
          9_007_199_254_740_993L,
          Optional.of("sha256:ab"),
          List.of("r1", "r2"),
          List.of("AC-3"),
          List.of("It is \"production\".", "caf\u00e9"));

  static Stream<Ruling> rulings() {
    return Stream.of(
        new Ruling.Permitted(BASIS),
        new Ruling.Refused(BASIS),
        new Ruling.NeedsReview(
            List.of(new Requirement("data-owners", 2), new Requirement("security", 1)), BASIS),
        new Ruling.NeedsReview(List.of(new Requirement("security", 1)), Assurance.CONSOLE, BASIS),
        new Ruling.Refused(new Basis("t", 0, -1, List.of(), List.of(), List.of())));
  }

  @ParameterizedTest
  @MethodSource("rulings")
  void read_whatWasWritten_isTheSameRuling(Ruling ruling) {
    assertThat(RulingJson.read(RulingJson.write(ruling))).isEqualTo(ruling);
  }

  @Test
  void read_unknownKind_isRefused() {
    String permitted = RulingJson.write(new Ruling.Permitted(BASIS));
    assertThat(RulingJson.read(permitted.replace("permitted", "allowed")))
        .isInstanceOf(Ruling.Refused.class);
  }

  @Test
  void read_withoutVersion_saysSo() {
    String permitted = RulingJson.write(new Ruling.Permitted(BASIS));
    assertThatThrownBy(() -> RulingJson.read(permitted.replace("version", "versions")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version");
  }
}
