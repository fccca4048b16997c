package io.countersign.it;

import static io.countersign.it.Releases.dataset;
import static io.countersign.it.Releases.destination;
import static io.countersign.it.Releases.exported;
import static io.countersign.it.Releases.request;
import static io.countersign.it.Releases.untilEnded;
import static io.countersign.it.Releases.untilPending;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each bad input ends in a clear message and leaves no export behind. */
class BadInputIT {

  private static final String GOOD =
      "id,email,note\n1,ann@example.org,hello\n2,bob@example.org,\"well, then\"\n";

  private static App app;

  @BeforeAll
  static void start() {
    app = App.shared();
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("empty.csv", "".getBytes(UTF_8), "empty"),
        Arguments.of("ragged.csv", "a,b\n1,2\n3\n".getBytes(UTF_8), "line 3"),
        Arguments.of("quote.csv", "a,b\n1,\"open\n2,3\n".getBytes(UTF_8), "line 2"),
        Arguments.of("nul.csv", "a,b\n1,x\0y\n".getBytes(UTF_8), "line 2"),
        Arguments.of("latin.csv", "a,b\n1,caf\u00e9\n".getBytes(ISO_8859_1), "line 2"),
        Arguments.of("twice.csv", "mail,mail\nx,y\n".getBytes(UTF_8), "mail"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void dataset_unreadable_failsNamingFileAndPlace(String name, byte[] content, String place)
      throws IOException {
    Path source = dataset(name, content);
    Path destination = destination();

    JsonNode ended = untilEnded(app.as("ada"), request(app.as("ada"), source, destination));

    assertThat(ended.path("state").asString()).isEqualTo("FAILED");
    assertThat(ended.path("fault").path("code").asString()).isEqualTo("DatasetUnreadable");
    assertThat(ended.path("fault").path("message").asString()).contains(name).contains(place);
    assertThat(exported(destination)).isEmpty();
  }

  @Test
  void dataset_headerOnly_isReleasedWithNoRows() throws IOException {
    JsonNode ended = release("header.csv", "id,email\n".getBytes(UTF_8));
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(ended.path("rowsOut").asLong(-1)).isZero();
  }

  @Test
  void dataset_withByteOrderMarkAndCrLf_keepsBoth() throws IOException {
    byte[] content = ("\ufeff" + GOOD.replace("\n", "\r\n")).getBytes(UTF_8);
    JsonNode ended = release("bom.csv", content);

    byte[] out = Files.readAllBytes(Path.of(ended.path("receipt").path("path").asString()));
    assertThat(new String(out, UTF_8)).startsWith("\ufeffid,email,note\r\n").endsWith("\r\n");
    assertThat(new String(out, UTF_8)).doesNotContain("ann@example.org");
  }

  @Test
  void dataset_withTenMegabyteCell_passesOrIsRefusedByLine() throws IOException {
    String huge = "x ".repeat(5 << 20);
    JsonNode ended = release("huge.csv", ("id,note\n1,\"" + huge + "\"\n").getBytes(UTF_8));
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(ended.path("rowsOut").asLong()).isOne();
  }

  @Test
  void source_changedWhileReviewed_isNotExported() throws IOException {
    Path source = dataset("changing.csv", GOOD.getBytes(UTF_8));
    Path destination = destination();
    String id = request(app.as("ada"), source, destination);
    String review = untilPending(app.as("ada"), id).path("review").asString();

    Files.writeString(source, "3,eve@example.org,late\n", StandardOpenOption.APPEND);
    app.as("grace").decide(review, "approve", "");
    JsonNode ended = untilEnded(app.as("ada"), id);

    assertThat(ended.path("state").asString()).isEqualTo("FAILED");
    assertThat(ended.path("fault").path("code").asString()).isEqualTo("DatasetChanged");
    assertThat(ended.path("fault").path("message").asString()).contains("changing.csv");
    assertThat(exported(destination)).isEmpty();
  }

  @Test
  void destination_takenWhileReviewed_isNotReplaced() throws IOException {
    Path source = dataset("good.csv", GOOD.getBytes(UTF_8));
    Path destination = destination();
    String id = request(app.as("ada"), source, destination);
    String review = untilPending(app.as("ada"), id).path("review").asString();

    Files.writeString(destination, "someone else's");
    app.as("grace").decide(review, "approve", "");
    JsonNode ended = untilEnded(app.as("ada"), id);

    assertThat(ended.path("state").asString()).isEqualTo("FAILED");
    assertThat(ended.path("fault").path("code").asString()).isEqualTo("DestinationExists");
    assertThat(Files.readString(destination)).isEqualTo("someone else's");
    assertThat(exported(destination)).containsExactly("out.csv");
  }

  @Test
  void destination_folderGoneWhileReviewed_becomesIncidentThatAnOperatorResolves()
      throws IOException {
    Path source = dataset("good.csv", GOOD.getBytes(UTF_8));
    Path destination = destination();
    String id = request(app.as("ada"), source, destination);
    String review = untilPending(app.as("ada"), id).path("review").asString();

    Files.delete(destination.getParent());
    app.as("grace").decide(review, "approve", "");
    long incident = Engine.awaitIncident(app.as("ada").release(id));
    Files.createDirectories(destination.getParent());
    Engine.resolve(incident);

    JsonNode ended = untilEnded(app.as("ada"), id);
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(exported(destination)).containsExactly("out.csv", "out.csv.manifest.json");
  }

  @Test
  void request_withEverythingWrong_isRejectedAtOnceNamingAll() throws IOException {
    Path taken = dataset("taken.csv", GOOD.getBytes(UTF_8));
    Api.Answer missing =
        app.as("ada").requestRelease(Path.of("/nowhere/x.csv"), Path.of("/nowhere/y.csv"), " ");
    assertThat(missing.status()).isEqualTo(422);
    assertThat(missing.body().path("problems").size()).isEqualTo(3);
    Api.Answer exists = app.as("ada").requestRelease(taken, taken, "again");
    assertThat(exists.body().path("detail").asString()).contains("already exists");
  }

  private static JsonNode release(String name, byte[] content) throws IOException {
    Path destination = destination();
    String id = request(app.as("ada"), dataset(name, content), destination);
    JsonNode found =
        Releases.until(
            app.as("ada"),
            id,
            "review or end",
            release ->
                release.path("verdict").asString("").equals("pending")
                    || release.path("planVerdict").asString("").equals("pending")
                    || release.path("state").asString("").equals("FAILED"));
    if (found.path("planVerdict").asString("").equals("pending")) {
      app.as("grace").decide(found.path("planReview").asString(), "approve", "");
      found = untilPending(app.as("ada"), id);
    }
    if (found.has("review")) {
      app.as("grace").decide(found.path("review").asString(), "approve", "");
    }
    return untilEnded(app.as("ada"), id);
  }
}
