package io.countersign.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.bpmn.Models;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Changes policies as people do: proposed by one, countersigned by two others. */
final class PolicyChange {

  static final String POLICIES = "/api/v1/policies";

  private PolicyChange() {}

  /** The file as it ships. */
  static String shipped(String file) {
    return Models.all().stream()
        .filter(model -> model.fileName().equals(file))
        .findFirst()
        .orElseThrow()
        .text();
  }

  /** Proposes as ada, approves as grace (policy-owners) and olga (security), waits for it. */
  static void deploy(App app, Map<String, String> files, String reason) {
    int before = version(app);
    Api.Answer stored = app.as("ada").post(POLICIES + "/candidates", Map.of("files", files));
    assertThat(stored.status()).as(stored.body().toString()).isEqualTo(200);
    Api.Answer asked =
        app.as("ada")
            .post(
                "/api/v1/actions",
                Map.of(
                    "effect",
                    "policy.deploy",
                    "target",
                    stored.body().path("target"),
                    "reason",
                    reason,
                    "breakGlass",
                    false));
    assertThat(asked.status()).as(asked.body().toString()).isEqualTo(202);
    String review = awaitReview(app, asked.body().path("id").asString());

    assertThat(app.as("ada").decide(review, "approve", "").status()).isNotEqualTo(200);
    assertThat(app.as("grace").decide(review, "approve", "").status()).isEqualTo(200);
    assertThat(version(app)).as("one group is not enough").isEqualTo(before);
    assertThat(app.as("olga").decide(review, "approve", "").status()).isEqualTo(200);
    await("the new version")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(version(app)).isEqualTo(before + 1));
  }

  private static String awaitReview(App app, String action) {
    return await("the review of action " + action)
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> app.as("ada").get("/api/v1/actions/" + action).body().path("review").asString(""),
            review -> !review.isBlank());
  }

  static JsonNode inForce(App app) {
    return app.as("grace").get(POLICIES).body();
  }

  static int version(App app) {
    return inForce(app).path("version").asInt();
  }
}
