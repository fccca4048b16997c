package io.countersign.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.evidence.Indicators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The summary of indicators is made again without anybody asking, and its file is always whole. */
@Import({EvidenceOnRecordIT.Evidence.class, IndicatorsOnScheduleIT.Scheduling.class})
@TestPropertySource(
    properties = {"countersign.indicators.first=100ms", "countersign.indicators.every=1s"})
class IndicatorsOnScheduleIT extends LedgerSlice {

  private static Path file = Path.of("not made yet");

  @Autowired private Indicators indicators;

  @DynamicPropertySource
  static void file(DynamicPropertyRegistry registry) throws IOException {
    Path directory = Files.createTempDirectory("countersign-indicators");
    file = directory.resolve("published").resolve("indicators.json");
    registry.add("countersign.indicators.file", file::toString);
  }

  @Test
  void summary_isMadeAgainOnTime() throws Exception {
    await().until(() -> Files.exists(file));
    JsonNode first = read();
    assertThat(first.at("/regeneratedEverySeconds").asLong()).isOne();
    assertThat(first.at("/indicators").toString())
        .contains("KSI-MLA-OSM", "KSI-IAM-JIT", "KSI-CMT-LMC");

    clock.forward(Duration.ofMinutes(5));
    await().until(() -> generatedAt(read()).isAfter(generatedAt(first)));
    assertThat(generatedAt(read())).isEqualTo(clock.instant());
    assertThat(indicators.current()).containsEntry("stale", false);
  }

  @Test
  void write_thatFails_leavesTheOneBefore() throws Exception {
    await().until(() -> Files.exists(file));
    Path inTheWay = file.resolveSibling("indicators.json.part");
    await().until(() -> blocked(inTheWay));
    byte[] before = Files.readAllBytes(file);
    Instant later = clock.instant().plus(Duration.ofMinutes(5));
    clock.forward(Duration.ofMinutes(5));

    await()
        .until(
            () -> !Instant.parse((String) indicators.current().get("generatedAt")).isBefore(later));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);

    Files.delete(inTheWay);
    await().until(() -> !generatedAt(read()).isBefore(later));
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  /** False while a summary is just being written under this name. */
  private static boolean blocked(Path inTheWay) {
    try {
      Files.createDirectory(inTheWay);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static JsonNode read() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  private static Instant generatedAt(JsonNode summary) {
    return Instant.parse(summary.at("/generatedAt").asString());
  }

  /** No stereotype: other slices that scan this package must not see it. */
  @EnableScheduling
  static class Scheduling {}
}
