package io.countersign.connectors.openlineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.countersign.spi.lineage.LineageEvent;
import io.countersign.spi.lineage.LineageEvent.Approval;
import io.countersign.spi.lineage.LineageEvent.Column;
import io.countersign.spi.lineage.LineageEvent.DatasetRef;
import io.countersign.spi.lineage.LineageEvent.DatasetRef.Kind;
import io.countersign.spi.lineage.LineageEvent.Phase;
import io.countersign.spi.lineage.LineageEvent.RunRef;
import io.countersign.spi.lineage.LineageEvent.Source;
import io.countersign.spi.lineage.LineageEvent.Vote;
import io.countersign.spi.lineage.LineageSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenLineageSinkTest {

  private static final Instant NOW = Instant.parse("2026-11-23T09:30:00.123456Z");
  private static final PublishedSchemas SCHEMAS = new PublishedSchemas();
  private static final RunRef ROOT = new RunRef("action:1", NOW, "release-dataset");

  private final LineageSink sink = new OpenLineageSinkFactory().create(Map.of());

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Phase.class)
  void text_everyPhase_passesThePublishedSchemas(Phase phase) {
    assertThat(SCHEMAS.problems(sink.text(event(phase)))).isEmpty();
  }

  @Test
  void text_sameEventAgain_isTheSameTextAndTheRunKeepsItsId() {
    assertThat(sink.text(event(Phase.COMPLETE))).isEqualTo(sink.text(event(Phase.COMPLETE)));
    assertThat(json(Phase.START).path("run").path("runId"))
        .isEqualTo(json(Phase.COMPLETE).path("run").path("runId"));
  }

  @Test
  void text_maskedColumn_saysSo() {
    JsonNode fields =
        json(Phase.COMPLETE)
            .path("outputs")
            .path(0)
            .path("facets")
            .path("columnLineage")
            .path("fields");
    JsonNode mail = fields.path("mail").path("inputFields").path(0);
    assertThat(mail.path("transformations").path(0).path("masking").asBoolean()).isTrue();
    assertThat(mail.path("name").asString("")).isEqualTo("customers");
    assertThat(
            fields
                .path("plan")
                .path("inputFields")
                .path(0)
                .path("transformations")
                .path(0)
                .path("masking")
                .asBoolean(true))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "store=files path=/srv/out.csv, file, /srv/out.csv",
    "store=postgres connection=dwh schema=mart table=t, postgres://dwh, mart.t",
    "store=https url=https://h:1/a/b?key=secret, https://h:1, /a/b",
    "lamp=l1, countersign, copy.out",
  })
  void of_copy_isNamedAfterWhereItLies(String target, String namespace, String name) {
    Map<String, String> fields =
        Arrays.stream(target.split(" "))
            .map(field -> field.split("=", 2))
            .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    DatasetRef copy = new DatasetRef(Kind.COPY, "out", Optional.empty(), fields, List.of());
    assertThat(new Naming("countersign").of(copy)).isEqualTo(new Naming.Name(namespace, name));
  }

  @Test
  void text_approval_namesWhoAndWhat() {
    JsonNode facets = json(Phase.COMPLETE).path("run").path("facets");
    assertThat(
            facets
                .path("countersign_approval")
                .path("decisions")
                .path(0)
                .path("person")
                .asString(""))
        .isEqualTo("grace");
    assertThat(facets.path("parent").path("root").path("job").path("name").asString(""))
        .isEqualTo("release-dataset");
  }

  @Test
  void problems_unknownFacetOrWrongContent_areFound() {
    String text = sink.text(event(Phase.COMPLETE));
    assertThat(SCHEMAS.problems(text.replace("countersign_action", "countersign_other")))
        .isNotEmpty();
    assertThat(SCHEMAS.problems(text.replace("\"approved\"", "\"waved through\""))).isNotEmpty();
    assertThat(SCHEMAS.problems(text.replace("\"eventTime\"", "\"eventTimes\""))).isNotEmpty();
  }

  @Test
  void send_toAFile_appendsALineEach() throws IOException {
    Path file = folder.resolve("a/lineage.jsonl");
    LineageSink writing = new OpenLineageSinkFactory().create(Map.of("file", file.toString()));
    writing.send(event(Phase.START));
    writing.send(event(Phase.COMPLETE));
    assertThat(Files.readAllLines(file))
        .hasSize(2)
        .allSatisfy(line -> assertThat(SCHEMAS.problems(line)).isEmpty());
  }

  @Test
  void send_toAFileThatCannotBe_throws() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "");
    LineageSink writing =
        new OpenLineageSinkFactory().create(Map.of("file", taken.resolve("x").toString()));
    assertThatThrownBy(() -> writing.send(event(Phase.START))).isInstanceOf(IOException.class);
  }

  @Test
  void send_overHttp_throwsUntilTheReceiverTakesIt() throws IOException {
    List<String> bodies = new CopyOnWriteArrayList<>();
    AtomicInteger status = new AtomicInteger(503);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(
              exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
    try {
      LineageSink sending =
          new OpenLineageSinkFactory()
              .create(
                  Map.of(
                      "url", "http://localhost:" + server.getAddress().getPort(),
                      "token", "t0ken",
                      "timeout-millis", "60000"));
      assertThatThrownBy(() -> sending.send(event(Phase.START))).isInstanceOf(IOException.class);
      status.set(201);
      sending.send(event(Phase.START));
      assertThat(bodies.getLast()).startsWith("Bearer t0ken {");
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "url, ftp://host",
    "url, not an address",
    "timeout-millis, soon",
    "topic, lineage",
  })
  void create_settingThatMakesNoSense_namesIt(String setting, String value) {
    Map<String, String> settings =
        setting.equals("timeout-millis")
            ? Map.of("url", "http://h", setting, value)
            : Map.of(setting, value);
    assertThatThrownBy(() -> new OpenLineageSinkFactory().create(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("countersign.lineage.openlineage." + setting);
  }

  private JsonNode json(Phase phase) {
    return JsonMapper.shared().readTree(sink.text(event(phase)));
  }

  private static LineageEvent event(Phase phase) {
    boolean end = phase != Phase.START;
    DatasetRef source =
        new DatasetRef(Kind.ORIGINAL, "customers", Optional.of("sha256:aa"), Map.of(), List.of());
    DatasetRef masked =
        new DatasetRef(
            Kind.MASKED,
            "customers",
            Optional.of("sha256:bb"),
            Map.of(),
            List.of(
                new Column("mail", List.of(), List.of(new Source(source, "mail", "token", true))),
                new Column(
                    "plan", List.of("DATE"), List.of(new Source(source, "plan", "keep", false)))));
    DatasetRef copy =
        new DatasetRef(
            Kind.COPY,
            "out",
            Optional.of("sha256:bb"),
            Map.of("store", "files", "path", "/srv/\u202eout<b>.csv"),
            List.of());
    DatasetRef release =
        new DatasetRef(Kind.RELEASE, "1", Optional.of("sha256:cc"), Map.of(), List.of());
    return new LineageEvent(
        new RunRef("run:review:1", NOW, "review-action.review"),
        phase,
        end ? NOW.plusSeconds(5) : NOW,
        Optional.of(ROOT),
        Optional.of(ROOT),
        List.of(source, release),
        end ? List.of(masked, copy) : List.of(),
        Optional.of(
            new Approval(
                end ? "approved" : "open",
                "sha256:cc",
                "sha256:dd",
                Optional.of("action-policy@sha256:ee"),
                end
                    ? List.of(
                        new Vote(
                            "grace",
                            Optional.of("hank"),
                            "data-owners",
                            "approve",
                            "api",
                            Optional.of("<script>fine</script>"),
                            NOW))
                    : List.of())),
        Map.of("id", "6b1d2c3e-0000-4000-8000-000000000001", "requesterKind", "agent"),
        phase == Phase.FAIL ? Optional.of("DestinationExists") : Optional.empty());
  }
}
