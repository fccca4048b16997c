package io.countersign.it;

import static io.countersign.it.Releases.destination;
import static io.countersign.it.Releases.exported;
import static io.countersign.it.Releases.untilEnded;
import static io.countersign.it.Releases.untilPending;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A masking plan that is not sure of itself waits for a person before anything is masked. */
class PlanReviewIT {

  private static App app;
  private static Path source;

  @BeforeAll
  static void start() throws IOException {
    app = App.shared();
    source = Releases.dataset("mixed.csv", mixed().getBytes(UTF_8));
  }

  /** A column of names, numbers, e-mail addresses and nothing much. */
  private static String mixed() {
    Random random = new Random(3);
    List<String> kinds = List.of("n/a", "Ann", "Will", "Rose", "none", "call 555-0199");
    StringBuilder csv = new StringBuilder("ref,contact,val\n");
    for (int i = 0; i < 300; i++) {
      String contact =
          i % 5 == 0 ? "joe" + i + "@example.com" : kinds.get(random.nextInt(kinds.size()));
      csv.append(i).append(',').append(contact).append(',').append(i % 9).append('\n');
    }
    return csv.toString();
  }

  @Test
  void plan_approvedBySomeoneElse_goesOnToTheExportsReview() throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("ada"), source, destination);
    String plan = planReview(id);

    assertThat(app.as("ada").decide(plan, "approve", "").body().path("code").asString())
        .isEqualTo("AUTHOR");
    assertThat(app.as("ada").release(id).has("cellsMasked")).as("nothing masked yet").isFalse();
    assertThat(app.as("grace").decide(plan, "approve", "").status()).isEqualTo(200);

    JsonNode pending = untilPending(app.as("ada"), id);
    assertThat(pending.path("planVerdict").asString()).isEqualTo("approved");
    app.as("grace").decide(pending.path("review").asString(), "approve", "");
    JsonNode ended = untilEnded(app.as("ada"), id);
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(exported(destination)).containsExactly("out.csv", "out.csv.manifest.json");
  }

  @Test
  void plan_denied_endsBeforeAnythingIsMasked() throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("ada"), source, destination);

    app.as("grace").decide(planReview(id), "deny", "say what the contact column holds");
    JsonNode ended = untilEnded(app.as("ada"), id);

    assertThat(ended.path("state").asString()).isEqualTo("NOT_APPROVED");
    assertThat(ended.path("fault").path("code").asString()).isEqualTo("PlanNotApproved");
    assertThat(ended.has("cellsMasked")).isFalse();
    assertThat(exported(destination)).isEmpty();
  }

  private static String planReview(String id) {
    return Releases.until(
            app.as("ada"),
            id,
            "plan review",
            release -> release.path("planVerdict").asString("").equals("pending"))
        .path("planReview")
        .asString();
  }
}
