package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.channels.Notices;
import io.countersign.testing.Stub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NotifyTaskTest {

  private final List<String> said = new ArrayList<>();
  private final NotifyTask task =
      new NotifyTask((channel, place, words) -> said.add(channel + " " + place + " " + words));

  private static ActivatedJob job(Map<String, Object> variables) {
    return Stub.of(ActivatedJob.class)
        .on("getVariablesAsMap", args -> variables)
        .on("getType", args -> NotifyTask.TYPE)
        .get();
  }

  @Test
  void perform_allGiven_saysIt() throws Exception {
    task.perform(
        job(Map.of("noticeChannel", "slack", "noticePlace", "C1", "noticeWords", "Done.")));
    assertThat(said).containsExactly("slack C1 Done.");
  }

  @Test
  void perform_missingOrTooLong_needsAnOperator() {
    assertThatThrownBy(() -> task.perform(job(Map.of("noticeChannel", "slack"))))
        .isInstanceOf(OperatorNeeded.class)
        .hasMessageContaining("noticeWords");
    assertThatThrownBy(
            () ->
                task.perform(
                    job(
                        Map.of(
                            "noticeChannel", "slack",
                            "noticePlace", "C1",
                            "noticeWords", "x".repeat(2_001)))))
        .isInstanceOf(OperatorNeeded.class)
        .hasMessageContaining("2001");
    assertThat(said).isEmpty();
  }

  @Test
  void perform_refusedByTheChannel_needsAnOperator() {
    NotifyTask refusing =
        new NotifyTask(
            (channel, place, words) -> {
              throw new Notices.NoticeRefused("Invite the app.");
            });
    assertThatThrownBy(
            () ->
                refusing.perform(
                    job(Map.of("noticeChannel", "slack", "noticePlace", "C1", "noticeWords", "x"))))
        .isInstanceOf(OperatorNeeded.class)
        .hasMessage("Invite the app.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams"})
  void template_asksForThisJobAndFillsInWhatItReads(String channel) throws Exception {
    JsonNode template =
        JsonMapper.shared()
            .readTree(
                Files.readString(
                    Path.of("../../bpmn/element-templates/notify-in-" + channel + ".json")));
    List<String> inputs = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (JsonNode property : template.path("properties")) {
      JsonNode binding = property.path("binding");
      if (binding.path("type").asString().equals("zeebe:taskDefinition:type")) {
        types.add(property.path("value").asString());
      } else {
        inputs.add(binding.path("name").asString());
      }
    }
    assertThat(types).containsExactly(NotifyTask.TYPE);
    assertThat(template.path("properties").path(1).path("value").asString()).isEqualTo(channel);
    assertThat(inputs).containsExactlyInAnyOrderElementsOf(task.reads());
  }
}
