package io.countersign.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectRequest.InputRevision;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Traits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets into new tables of a real server, by a connector that is no superuser. */
class TableExportIT {

  private static final String DATA = "id;\"the \"\"name\"\"\";note\n1;ünï;\"a;\n\\.\"\n\n2;\"\";\n";

  @TempDir private Path folder;
  private final Lab lab = Lab.open();
  private final TableExport exports = new TableExport(Databases.read(Lab.context(lab.settings())));

  @Test
  void execute_freeName_createsTheTableWithAllRowsAsText() throws Exception {
    EffectRequest request = ask("out", DATA, 2);
    assertThat(exports.problems(request)).isEmpty();
    assertThat(exports.verify(request)).isInstanceOf(Occurrence.NotHappened.class);

    EffectReceipt receipt = execute(request);

    assertThat(lab.ask("SELECT \"the \"\"name\"\"\" FROM shared.out ORDER BY id"))
        .containsExactly("ünï", "");
    assertThat(lab.ask("SELECT note FROM shared.out ORDER BY id")).containsExactly("a;\n\\.", "");
    assertThat(lab.ask("SELECT data_type FROM information_schema.columns WHERE table_name = 'out'"))
        .containsOnly("text");
    assertThat(lab.ask("SELECT obj_description('shared.out'::regclass)").getFirst())
        .contains(request.actionDigest());
    assertThat(receipt.facts())
        .containsEntry("table", "out")
        .containsEntry("rows", 2L)
        .containsEntry("sha256", request.input().orElseThrow().sha256());
    assertThat(exports.verify(request)).isEqualTo(new Occurrence.Happened(receipt));
    assertThat(execute(request)).isEqualTo(receipt);
  }

  @Test
  void execute_oddNames_areQuoted() throws Exception {
    EffectRequest request = ask("x\"; DROP TABLE crm.orders; -- {fn ü} '", DATA, 2);
    execute(request);
    assertThat(exports.verify(request)).isInstanceOf(Occurrence.Happened.class);
    assertThat(lab.ask("SELECT 1 FROM pg_class WHERE relname = 'orders'")).hasSize(1);
  }

  @Test
  void execute_fiftyThreadsOneExecution_loadOnce() throws Exception {
    EffectRequest request = ask("out", DATA, 2);
    try (var executor = Executors.newFixedThreadPool(20)) {
      List<Callable<EffectReceipt>> attempts =
          IntStream.range(0, 50)
              .<Callable<EffectReceipt>>mapToObj(i -> () -> execute(request))
              .toList();
      for (var answer : executor.invokeAll(attempts)) {
        assertThat(answer.get().facts()).containsEntry("rows", 2L);
      }
    }
    assertThat(lab.ask("SELECT count(*) FROM shared.out")).containsExactly("2");
  }

  @Test
  void execute_nameTaken_isRefusedAndTouchesNothing() throws Exception {
    EffectRequest request = ask("out", DATA, 2);
    lab.sql("CREATE VIEW shared.out AS SELECT 7 AS precious");
    assertThat(exports.problems(request)).singleElement().asString().contains("already");
    refused(request, "DestinationExists", Remedy.NONE);
    assertThat(lab.ask("SELECT precious FROM shared.out")).containsExactly("7");
    assertThat(exports.verify(request)).isInstanceOf(Occurrence.NotHappened.class);

    execute(ask("another", DATA, 2));
    refused(ask("another", DATA, 2), "DestinationExists", Remedy.NONE);
  }

  @Test
  void execute_contentIsNotWhatWasApproved_leavesNothing() throws Exception {
    EffectRequest request = ask("out", DATA, 2);
    Files.writeString(request.input().orElseThrow().path(), DATA.replace('1', '9'));
    refused(request, "DatasetChanged", Remedy.NONE);
    Files.writeString(request.input().orElseThrow().path(), DATA + "3;\"unclosed");
    refused(request, "DatasetChanged", Remedy.NONE);
    nothingLeft();
  }

  @Test
  void execute_inputMissing_canBeTriedAgain() throws Exception {
    EffectRequest request = ask("out", DATA, 2);
    Files.delete(request.input().orElseThrow().path());
    refused(request, "DatasetMissing", Remedy.RETRY);
    assertThat(exports.problems(request)).singleElement().asString().contains("cannot be read");
    nothingLeft();
  }

  @Test
  void execute_whatIsNoTable_isRefusedAndQuotesNoData() throws Exception {
    List<byte[]> bad =
        List.of(
            bytes("a,b\n1,secret,3\n"),
            bytes("a,b\nsecret\n"),
            bytes("a,b\n1,\"secret\n"),
            bytes("a,b\n1,\"secret\"x\n"),
            bytes("a,b\n1,secret\0\n"),
            "a,b\n1,secr\u00e9t\n".getBytes(StandardCharsets.ISO_8859_1));
    for (byte[] content : bad) {
      EffectRequest request = ask("out", content, Map.of());
      EffectException refusal = refused(request, "DatasetUnreadable", Remedy.NONE);
      assertThat(refusal).hasMessageNotContaining("secr").hasMessageContaining("customers");
    }
    nothingLeft();
  }

  @Test
  void execute_otherNumberOfRowsThanCounted_isRefused() throws Exception {
    EffectException refusal = refused(ask("out", DATA, 3), "DatasetUnreadable", Remedy.NONE);
    assertThat(refusal).hasMessageContaining("3 rows, but 2");
    nothingLeft();
  }

  @Test
  void execute_serverEndsTheSessionMidway_leavesNothing() throws Exception {
    StringBuilder large = new StringBuilder("id;name\n");
    for (int i = 0; i < 300_000; i++) {
      large.append(i).append(";name ").append(i).append('\n');
    }
    EffectRequest request = ask("out", large.toString(), 300_000);
    EffectException refusal =
        catchThrowableOfType(
            EffectException.class,
            () ->
                exports.execute(
                    request,
                    (done, total) ->
                        lab.ask(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE query LIKE 'COPY%' AND datname = current_database()")));
    assertThat(refusal.remedy()).isEqualTo(Remedy.RETRY);
    nothingLeft();
    assertThat(exports.verify(request)).isInstanceOf(Occurrence.NotHappened.class);
    execute(request);
    assertThat(lab.ask("SELECT count(*) FROM shared.out")).containsExactly("300000");
  }

  @Test
  void verify_rowsOrTableGone_cannotTell() throws Exception {
    EffectRequest request = ask("out", DATA, 2);
    execute(request);
    lab.sql("DELETE FROM shared.out WHERE id = '1'");
    assertThat(exports.verify(request)).isInstanceOf(Occurrence.CannotTell.class);
    lab.sql("DROP TABLE shared.out", "CREATE TABLE shared.out (id int)");
    assertThat(exports.verify(request)).isInstanceOf(Occurrence.CannotTell.class);
  }

  @Test
  void problems_placesAndHeadersThatCannotBe_areNamed() throws Exception {
    assertThat(exports.problems(Lab.with(ask("out", DATA, 2), "schema", "crm")))
        .singleElement()
        .asString()
        .contains("not among those", "[shared]");
    assertThat(exports.problems(Lab.with(ask("out", DATA, 2), "connection", "other"))).hasSize(1);
    assertThat(exports.problems(ask("t".repeat(64), DATA, 2))).hasSize(1);
    assertThat(exports.problems(ask("out", "a,a, \n", 0))).hasSize(2);
    assertThat(exports.problems(ask("out", "é".repeat(32) + ",b\n", 0)))
        .singleElement()
        .asString()
        .contains("63 bytes");
    assertThat(exports.problems(ask("out", "", 0))).singleElement().asString().contains("empty");
    lab.sql("REVOKE CREATE ON SCHEMA shared FROM " + lab.connector);
    assertThat(exports.problems(ask("out", DATA, 2)))
        .singleElement()
        .asString()
        .contains("GRANT USAGE, CREATE ON SCHEMA \"shared\"");
    EffectException refusal = refused(ask("out", DATA, 2), "PermissionDenied", Remedy.OPERATOR);
    assertThat(refusal).hasMessageContaining("42501");
  }

  @Test
  void preview_saysTheStatementsAndWhoMayRead() throws Exception {
    EffectRequest request = ask("out", DATA, 2);
    assertThat(exports.preview(request).reach())
        .containsEntry("rows", "2")
        .containsEntry("may read the new table, besides its owner", "nobody");
    lab.sql(
        "ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA shared GRANT SELECT ON TABLES TO %s"
            .formatted(lab.connector, lab.agent));
    var preview = exports.preview(request);
    assertThat(preview.reach()).containsValue(lab.agent);
    assertThat(preview.exact().getFirst())
        .isEqualTo(
            "CREATE TABLE \"shared\".\"out\" (\"id\" text, \"the \"\"name\"\"\" text, \"note\" text)");
    assertThat(preview.exact().get(1)).startsWith("COPY \"shared\".\"out\" FROM STDIN");
    assertThat(preview.revert()).isEmpty();
    assertThat(exports.traits(request)).isEqualTo(Traits.irreversible("internal"));
    assertThat(exports.describe(request)).contains("customers", "\"shared\".\"out\"", "'lab'");
  }

  @Test
  void verify_noServer_isNotSettled() throws Exception {
    EffectRequest request = ask("out", DATA, 2);
    lab.set("url", "jdbc:postgresql://localhost:1/nowhere");
    TableExport nowhere = new TableExport(Databases.read(Lab.context(lab.settings())));
    assertThatThrownBy(() -> nowhere.verify(request)).isInstanceOf(IllegalStateException.class);
  }

  private void nothingLeft() {
    assertThat(lab.ask("SELECT 1 FROM pg_class WHERE relname = 'out'")).isEmpty();
    if (!lab.ask("SELECT to_regclass('countersign_access.export') IS NOT NULL").contains("f")) {
      assertThat(lab.ask("SELECT 1 FROM countersign_access.export")).isEmpty();
    }
  }

  private EffectReceipt execute(EffectRequest request) throws EffectException {
    return exports.execute(request, (done, total) -> {});
  }

  private EffectException refused(EffectRequest request, String code, Remedy remedy) {
    EffectException refusal = catchThrowableOfType(EffectException.class, () -> execute(request));
    assertThat(refusal).as("it was not refused").isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.remedy()).isEqualTo(remedy);
    return refusal;
  }

  private EffectRequest ask(String table, String content, long rows) throws IOException {
    return ask(table, bytes(content), Map.of("rows", rows));
  }

  private EffectRequest ask(String table, byte[] content, Map<String, Object> facts)
      throws IOException {
    UUID id = UUID.randomUUID();
    Path file = Files.write(folder.resolve(id + ".csv"), content);
    return new EffectRequest(
        id,
        "sha256:" + sha256(bytes("action")),
        Map.of("store", "postgres", "connection", "lab", "schema", "shared", "table", table),
        Map.of("format", "csv"),
        Optional.of(new InputRevision("customers", file, sha256(content), content.length)),
        facts);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
