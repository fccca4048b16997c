package io.countersign.it;

import static io.countersign.it.Releases.destination;
import static io.countersign.it.Releases.exported;
import static io.countersign.it.Releases.untilEnded;
import static io.countersign.it.Releases.untilPending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.cli.Commands;
import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReleaseIT {

  private static final int ROWS = 2_000;

  private static App app;
  private static Path customers;

  @BeforeAll
  static void start() throws IOException {
    app = App.shared();
    customers = Embedded.folder("sources").resolve("customers.csv");
    new CustomersGenerator(ROWS, 7).write(customers);
  }

  @Test
  void release_approvedBySomeoneElse_isExportedOnceWithManifest() throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("ada"), customers, destination);
    JsonNode pending = untilPending(app.as("ada"), id);

    Api.Answer decided = app.as("grace").decide(pending.path("review").asString(), "approve", "");
    assertThat(decided.status()).isEqualTo(200);
    JsonNode ended = untilEnded(app.as("ada"), id);

    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(ended.path("approvedBy").toString()).isEqualTo("[\"grace\"]");
    assertThat(ended.path("rowsOut").asLong()).isEqualTo(ROWS);
    assertThat(ended.path("survivors").asLong(-1)).isZero();
    assertThat(exported(destination)).containsExactly("out.csv", "out.csv.manifest.json");
    assertThat(Files.readString(destination.resolveSibling("out.csv.manifest.json")))
        .contains(ended.path("actionDigest").asString(), "\"rows\": " + ROWS);
    assertThat(told(id))
        .anyMatch(line -> line.startsWith("ada asked for this: "))
        .contains("The reason given was “Integration test”.")
        .anyMatch(line -> line.startsWith("grace approved for data-stewards on "))
        .contains("Exactly what was sealed was done once.")
        .anyMatch(
            line -> line.contains("the request was sealed") && line.contains("doing it ended"));
  }

  /** The release in plain English, once all of it stands in the ledger. */
  private static List<String> told(String id) {
    JsonNode told =
        await("the record of " + id)
            .until(
                () -> app.as("grace").get("/api/v1/records/" + id).body(),
                found -> found.at("/record/ledger/pending").asLong(-1) == 0);
    return told.path("narrative")
        .valueStream()
        .map(sentence -> sentence.path("text").asString(""))
        .toList();
  }

  @Test
  void release_jsonLines_isMaskedWhereTheValuesStand() throws IOException {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      records.append("{\"order\": ").append(i).append(", \"customer\": {\"email\": \"p").append(i);
      records.append("@example.org\"}}\n");
    }
    Path source = Embedded.folder("sources").resolve("orders.jsonl");
    Files.writeString(source, records);
    Path destination = destination().resolveSibling("out.jsonl");
    String id = Releases.request(app.as("ada"), source, destination);
    JsonNode pending = untilPending(app.as("ada"), id);
    app.as("grace").decide(pending.path("review").asString(), "approve", "");
    JsonNode ended = untilEnded(app.as("ada"), id);

    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(Files.readAllLines(destination))
        .hasSize(200)
        .allMatch(
            line ->
                line.matches(
                    "\\{\"order\": \\d+, \"customer\": \\{\"email\":"
                        + " \"MAIL_.*@masked.invalid\"}}"));
  }

  @Test
  void release_approvedByItsRequester_isRefusedAndRecordedAndStaysOpen() throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("ada"), customers, destination);
    String review = untilPending(app.as("ada"), id).path("review").asString();

    Api.Answer refused = app.as("ada").decide(review, "approve", "mine");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().path("code").asString()).isEqualTo("AUTHOR");
    JsonNode shown = app.as("grace").get("/api/v1/reviews/" + review).body();
    assertThat(shown.path("verdict").asString()).isEqualTo("pending");
    assertThat(shown.path("refusals").path(0).path("identity").asString())
        .isEqualTo("directory:ada");
    assertThat(exported(destination)).isEmpty();
    app.as("grace").decide(review, "deny", "not needed any more");
    untilEnded(app.as("ada"), id);
  }

  @Test
  void evidence_ofWhatHappened_isVerifiedOfflineAndFailsOnAnyFlippedByte() throws IOException {
    String from = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    String id = Releases.request(app.as("ada"), customers, destination());
    String review = untilPending(app.as("ada"), id).path("review").asString();
    app.as("grace").decide(review, "deny", "<script>not</script> needed");
    untilEnded(app.as("ada"), id);
    told(id);
    Path pack = Embedded.folder("packs").resolve("soc2");

    Commands.Result written =
        evidence("nora", "--framework", "soc2", "--from", from, "--out", pack.toString());
    assertThat(written.code()).as(written.err()).isZero();
    String key = app.as("nora").get("/api/v1/ledger").body().path("verifierKey").asString();
    Commands.Result sound = Commands.run("verify", pack.toString(), "--key", key);
    assertThat(sound.code()).as(sound.err()).isZero();
    assertThat(sound.out()).contains("The pack is whole", "ledger entries proven");
    assertThat(Files.readString(pack.resolve("sample/" + id + "/narrative.txt")))
        .contains("grace denied it for data-stewards", "Nothing was done.");
    assertThat(Files.readString(pack.resolve("report.html"))).doesNotContain("<script>");

    for (Path file : files(pack)) {
      byte[] content = Files.readAllBytes(file);
      byte[] flipped = content.length == 0 ? new byte[1] : content.clone();
      flipped[flipped.length / 2] ^= 1;
      Files.write(file, flipped);
      assertThat(Commands.run("verify", pack.toString(), "--key", key).code())
          .as(pack.relativize(file).toString())
          .isEqualTo(4);
      Files.write(file, content);
    }
    assertThat(evidence("ada", "--framework", "soc2", "--from", "2020-01-01", "--out", "x").code())
        .as("no auditor")
        .isEqualTo(3);
  }

  private static Commands.Result evidence(String person, String... order) {
    return Commands.run(
        Stream.concat(
                Stream.of(
                    "evidence",
                    "--url",
                    app.url(),
                    "--token-file",
                    app.tokenFile(person).toString()),
                Stream.of(order))
            .toArray(String[]::new));
  }

  /** Every file of the pack that is not one of many alike. */
  private static List<Path> files(Path pack) throws IOException {
    try (Stream<Path> files = Files.walk(pack)) {
      return files.filter(Files::isRegularFile).limit(60).toList();
    }
  }

  @Test
  void release_denied_endsWithoutExport() throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("ada"), customers, destination);
    String review = untilPending(app.as("ada"), id).path("review").asString();

    assertThat(app.as("grace").decide(review, "deny", "").status()).isEqualTo(422);
    assertThat(app.as("grace").decide(review, "deny", "too broad").status()).isEqualTo(200);
    JsonNode ended = untilEnded(app.as("ada"), id);

    assertThat(ended.path("state").asString()).isEqualTo("NOT_APPROVED");
    assertThat(ended.path("verdict").asString()).isEqualTo("denied");
    assertThat(exported(destination)).isEmpty();
    assertThat(app.as("tom").decide(review, "approve", "").status()).isEqualTo(409);
  }

  @Test
  void release_approvedWithStrongerMasking_isMaskedAndSignedAnewBySomeoneElse() throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("ada"), customers, destination);
    String review = untilPending(app.as("ada"), id).path("review").asString();
    String changes = "/api/v1/reviews/" + review + "/changes";

    assertThat(app.as("ada").change(changes, "notes", "redact").status())
        .as("an author")
        .isEqualTo(403);
    Api.Answer weaker = app.as("grace").change(changes, "email", "keep");
    assertThat(weaker.status()).isEqualTo(422);
    assertThat(weaker.body().path("detail").asString()).contains("'email'", "keep");
    Api.Answer changed = app.as("grace").change(changes, "notes", "redact");
    assertThat(changed.status()).as(changed.body().toString()).isEqualTo(202);

    JsonNode superseded = untilEnded(app.as("ada"), id);
    assertThat(superseded.path("verdict").asString()).isEqualTo("superseded");
    assertThat(superseded.path("fault").path("code").asString()).isEqualTo("Superseded");
    String next = changed.body().path("id").asString();
    assertThat(superseded.path("supersededBy").asString()).isEqualTo(next);

    String again = untilPending(app.as("ada"), next).path("review").asString();
    Api.Answer own = app.as("grace").decide(again, "approve", "as I wanted it");
    assertThat(own.body().path("code").asString()).isEqualTo("AUTHOR");
    assertThat(app.as("tom").decide(again, "approve", "").status()).isEqualTo(200);
    JsonNode ended = untilEnded(app.as("ada"), next);

    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(ended.path("modifiedBy").toString()).isEqualTo("[\"grace\"]");
    assertThat(Files.readAllLines(destination).stream().skip(1))
        .hasSize(ROWS)
        .allMatch(line -> line.matches(".*,(\"?\\[REDACTED]\"?)?"))
        .anyMatch(line -> line.contains("[REDACTED]"));
  }

  @Test
  void release_byAgent_needsMoreThanItsOwner() throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("etl-agent"), customers, destination);
    String review = untilPending(app.as("ada"), id).path("review").asString();

    assertThat(app.as("ada").decide(review, "approve", "").body().path("code").asString())
        .as("the agent's owner is an author")
        .isEqualTo("AUTHOR");
    assertThat(app.as("etl-agent").decide(review, "approve", "").body().path("code").asString())
        .isEqualTo("Forbidden");
    app.as("grace").decide(review, "deny", "test");
    assertThat(untilEnded(app.as("ada"), id).path("state").asString()).isEqualTo("NOT_APPROVED");
    assertThat(exported(destination)).isEmpty();
  }

  @Test
  void call_withoutToken_isRefused() {
    Api stranger = new Api(java.net.URI.create(app.url()), "guess");
    assertThat(stranger.get("/api/v1/reviews").status()).isEqualTo(401);
    assertThat(stranger.requestRelease(customers, destination(), "x").status()).isEqualTo(401);
  }

  @Test
  void history_ofReleasedDataset_tellsEachStepAndHoldsNoValue() throws IOException {
    String id = Releases.request(app.as("ada"), customers, destination());
    String review = untilPending(app.as("ada"), id).path("review").asString();
    app.as("grace").decide(review, "approve", "");
    untilEnded(app.as("ada"), id);

    List<String> elements =
        Database.strings(
            """
            select element_id from history.record where intent = 'ELEMENT_COMPLETED'
            and element_id like 'Task_%%' and process_instance_key in (
              select process_instance_key from history.record where parent_process_instance_key = %s
              union select %s)
            """
                .formatted(instance(id), instance(id)));
    assertThat(elements)
        .contains("Task_FingerprintDataset", "Task_MaskDataset", "Task_VerifyMaskedDataset");
    assertThat(Database.count("select count(*) from history.gap")).isZero();
    String anEmail = Files.readAllLines(customers).get(1).split(",")[3];
    assertThat(anEmail).contains("@");
    assertThat(
            Database.count(
                "select count(*) from history.record r where r::text like '%" + anEmail + "%'"))
        .isZero();
  }

  private static String instance(String release) {
    return app.as("ada").release(release).path("processInstanceKey").asString();
  }
}
