package io.countersign.execution.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.spi.Effect;
import io.countersign.testing.Stub;
import io.countersign.testing.Switch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EffectsTest {

  private final Effect lamp = new Switch();
  private final Effect files = export("files");
  private final Effect https = export("https");
  private final Effects effects = new Effects(List.of(lamp, files, https));

  private static Effect export(String store) {
    return Stub.of(Effect.class)
        .on("type", args -> "dataset.export")
        .on("store", args -> Optional.of(store))
        .get();
  }

  @Test
  void get_effectOfSeveralStores_isThatOfTheTarget() {
    assertThat(effects.get("dataset.export", Map.of("store", "https"))).isSameAs(https);
    assertThat(effects.get("dataset.export", Map.of("store", "files"))).isSameAs(files);
    assertThat(effects.get("test.switch", Map.of())).isSameAs(lamp);
    assertThat(effects.get("test.switch", Map.of("store", "files"))).isSameAs(lamp);
  }

  @Test
  void find_unknown_isEmptyAndSaysWhatIsKnown() {
    assertThat(effects.find("dataset.export", Map.of())).isEmpty();
    assertThat(effects.find("dataset.burn", Map.of())).isEmpty();
    assertThat(effects.unknown("dataset.export")).contains("[files, https]");
    assertThat(effects.unknown("dataset.burn"))
        .contains("dataset.burn", "dataset.export to files", "test.switch");
    assertThatThrownBy(() -> effects.get("dataset.burn", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void two_forTheSame_areRefusedAtOnce() {
    assertThatThrownBy(() -> new Effects(List.of(files, export("files"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dataset.export to files");
  }
}
