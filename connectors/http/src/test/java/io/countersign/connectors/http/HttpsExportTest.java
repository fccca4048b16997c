package io.countersign.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectRequest.InputRevision;
import io.countersign.spi.Occurrence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads over TLS to a server with a certificate of its own. */
class HttpsExportTest {

  private static final String DATA = "id,email\n1,x1@example.org\n";
  @TempDir private static Path keys;

  @TempDir private Path folder;
  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
  private Site site;

  @BeforeAll
  static void makeCertificates() throws Exception {
    keytool("localhost", "san=dns:localhost");
    keytool("other", "san=dns:other.example.org");
  }

  private static void keytool(String name, String extension) throws Exception {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String store = keys.resolve(name + ".p12").toString();
    run(
        tool,
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        extension,
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        store,
        "-storepass",
        "changeit");
    run(
        tool,
        "-exportcert",
        "-rfc",
        "-alias",
        name,
        "-keystore",
        store,
        "-storepass",
        "changeit",
        "-file",
        keys.resolve(name + ".pem").toString());
  }

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static ServerSocket secure(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys.resolve(name + ".p12"))) {
      store.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @BeforeEach
  void open() throws Exception {
    site =
        Site.on(secure("localhost"), "https")
            .set(0, "ca-file", keys.resolve("localhost.pem").toString())
            .secret("api-token", "hunter2")
            .replies(this::storage);
  }

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  /** A store of files that heeds If-None-Match. */
  private void storage(String head, byte[] body, java.io.OutputStream out) throws IOException {
    String path = head.split(" ", -1)[1];
    if (head.startsWith("GET")) {
      byte[] content = stored.get(path);
      out.write(
          content == null
              ? Site.response(404, "")
              : Site.response(200, new String(content, StandardCharsets.UTF_8)));
    } else {
      out.write(Site.response(stored.putIfAbsent(path, body) == null ? 201 : 412, ""));
    }
  }

  @Test
  void execute_freeName_uploadsOnceWithItsDigest() throws Exception {
    EffectRequest request = ask("/out.csv");
    assertThat(site.uploads().problems(request)).isEmpty();
    assertThat(verify(request)).isInstanceOf(Occurrence.NotHappened.class);
    site.received.clear();

    EffectReceipt receipt = execute(request);

    assertThat(stored.get("/out.csv")).asString(StandardCharsets.UTF_8).isEqualTo(DATA);
    assertThat(site.received.getFirst())
        .startsWith("PUT /out.csv HTTP/1.1\r\n")
        .contains(
            "If-None-Match: *\r\n",
            "Content-Type: text/csv; charset=utf-8\r\n",
            "Content-Digest: sha-256=:",
            "Content-Length: " + DATA.length() + "\r\n",
            "X-Token: hunter2\r\n",
            "Idempotency-Key: " + request.executionId());
    assertThat(receipt.facts())
        .containsEntry("status", 201)
        .containsEntry("bytes", (long) DATA.length())
        .containsEntry("url", site.url("/out.csv"));
    assertThat(receipt.toString()).doesNotContain("hunter2");
    assertThat(verify(request)).isInstanceOf(Occurrence.Happened.class);
    assertThat(execute(request).facts()).containsEntry("readBack", true);
  }

  @Test
  void execute_somethingElseThere_isNeverReplaced() throws Exception {
    stored.put("/out.csv", "precious".getBytes(StandardCharsets.UTF_8));
    refused(ask("/out.csv"), "DestinationExists", Remedy.NONE);
    assertThat(stored.get("/out.csv")).asString(StandardCharsets.UTF_8).isEqualTo("precious");
    assertThat(verify(ask("/out.csv"))).isInstanceOf(Occurrence.CannotTell.class);
  }

  @Test
  void execute_contentChanged_neverArrivesWhole() throws Exception {
    EffectRequest request = ask("/out.csv");
    Path file = request.input().orElseThrow().path();
    for (String other : new String[] {DATA.replace('1', '2'), DATA + "more", "", "id\n"}) {
      Files.writeString(file, other);
      refused(request, "DatasetChanged", Remedy.NONE);
    }
    Files.delete(file);
    refused(request, "DatasetMissing", Remedy.RETRY);
    assertThat(stored).isEmpty();
  }

  @Test
  void execute_largeFileChangesMidway_neverArrivesWhole() throws Exception {
    String large = "x".repeat(1 << 20);
    EffectRequest request = ask("/out.csv", large);
    EffectProgress changing =
        (done, total) -> {
          try {
            Files.writeString(request.input().orElseThrow().path(), "y".repeat(1 << 20));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    EffectException refusal =
        catchThrowableOfType(
            EffectException.class, () -> site.uploads().execute(request, changing));
    assertThat(refusal.code()).isEqualTo("DatasetChanged");
    assertThat(stored).isEmpty();
  }

  @Test
  void execute_answers_areToldApart() throws Exception {
    Map<Integer, String> expected =
        Map.of(
            400, "UploadRefused",
            403, "UploadDenied",
            429, "TooManyRequests",
            307, "Redirected",
            507, "UploadDenied",
            500, "unknown",
            408, "unknown");
    for (var entry : expected.entrySet()) {
      site.replies(Site.answering(entry.getKey(), ""));
      Throwable thrown = catchThrowable(() -> execute(ask("/out.csv")));
      assertThat(thrown instanceof EffectException e ? e.code() : "unknown")
          .as("status %s", entry.getKey())
          .isEqualTo(entry.getValue());
    }
  }

  @Test
  void execute_noAnswerAfterAll_isUnknownAndVerifyTells() throws Exception {
    EffectRequest request = ask("/out.csv");
    site.replies((head, body, out) -> stored.put("/out.csv", body));
    assertThat(catchThrowable(() -> execute(request))).isInstanceOf(Exchange.Unanswered.class);
    site.replies(this::storage);
    assertThat(verify(request)).isInstanceOf(Occurrence.Happened.class);
    site.replies(Site.answering(403, ""));
    assertThat(verify(request)).isInstanceOf(Occurrence.CannotTell.class);
    site.close();
    assertThat(catchThrowable(() -> verify(request))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void execute_certificateOfSomebodyElse_isNotSent() throws Exception {
    site.set(0, "ca-file", keys.resolve("other.pem").toString());
    refused(ask("/out.csv"), "TlsFailed", Remedy.OPERATOR);
    try (Site other =
        Site.on(secure("other"), "https")
            .set(0, "ca-file", keys.resolve("other.pem").toString())
            .secret("api-token", "hunter2")) {
      EffectRequest request = ask(other, "/out.csv", DATA);
      EffectException refusal =
          catchThrowableOfType(
              EffectException.class, () -> other.uploads().execute(request, (d, t) -> {}));
      assertThat(refusal.code()).isEqualTo("TlsFailed");
      assertThat(other.received).noneMatch(text -> text.contains("PUT"));
    }
    assertThat(site.received).noneMatch(text -> text.contains("PUT"));
  }

  @Test
  void problems_plainHttpAndOwnHeaders_areRefused() throws Exception {
    site.host(1, "localhost:1", "http");
    EffectRequest plain = with(ask("/out.csv"), "http://localhost:1/x", "header.X-Token", "x");
    assertThat(site.uploads().problems(plain)).singleElement().asString().contains("https");
    for (String header : new String[] {"content-digest", "If-None-Match", "Content-Type"}) {
      EffectRequest request = with(ask("/out.csv"), site.url("/x"), "header." + header, "x");
      assertThat(site.uploads().problems(request)).as(header).hasSize(1);
      refused(request, "RequestNotAllowed", Remedy.NONE);
    }
  }

  @Test
  void preview_saysTheRequestWithSecretsByName() throws Exception {
    var preview = site.uploads().preview(ask("/out.csv"));
    assertThat(preview.exact().getFirst())
        .startsWith("PUT /out.csv HTTP/1.1")
        .contains("${secret:api-token}", "If-None-Match: *", "Content-Length: " + DATA.length())
        .doesNotContain("hunter2", "Content-Length: 0");
    assertThat(site.uploads().traits(ask("/out.csv")).trust()).isEqualTo("partner");
    assertThat(site.uploads().describe(ask("/out.csv"))).contains("customers", "/out.csv");
  }

  private Occurrence verify(EffectRequest request) {
    return site.uploads().verify(request);
  }

  private EffectReceipt execute(EffectRequest request) throws EffectException {
    return site.uploads().execute(request, (done, total) -> {});
  }

  private void refused(EffectRequest request, String code, Remedy remedy) {
    EffectException refusal = catchThrowableOfType(EffectException.class, () -> execute(request));
    assertThat(refusal).as("it was not refused").isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.remedy()).isEqualTo(remedy);
  }

  private EffectRequest ask(String path) throws IOException {
    return ask(path, DATA);
  }

  private EffectRequest ask(String path, String content) throws IOException {
    return ask(site, path, content);
  }

  private EffectRequest ask(Site site, String path, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    UUID id = UUID.randomUUID();
    Path file = Files.write(folder.resolve(id + ".csv"), bytes);
    String sha256 = HexFormat.of().formatHex(Exchange.sha256().digest(bytes));
    return new EffectRequest(
        id,
        "sha256:0",
        Map.of("store", "https", "url", site.url(path)),
        Map.of("format", "csv", "header.X-Token", "${secret:api-token}"),
        Optional.of(new InputRevision("customers", file, sha256, bytes.length)),
        Map.of());
  }

  private static EffectRequest with(
      EffectRequest request, String url, String header, String value) {
    return new EffectRequest(
        request.executionId(),
        request.actionDigest(),
        Map.of("store", "https", "url", url),
        Map.of("format", "csv", header, value),
        request.input(),
        Map.of());
  }
}
