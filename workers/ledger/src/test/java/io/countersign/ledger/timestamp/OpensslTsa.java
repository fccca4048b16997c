package io.countersign.ledger.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A time-stamp authority made of the {@code openssl} program, behind a small HTTP server. */
final class OpensslTsa implements AutoCloseable {
  private static final String KEY = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";

  private final Path folder;
  private final HttpServer server;
  private int requests;

  OpensslTsa(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    openssl("req -x509 " + KEY + " -keyout ca.key -out ca.pem -days 3650 -subj /CN=Test-CA");
    openssl("req -new " + KEY + " -keyout tsa.key -out tsa.csr -subj /CN=Test-TSA");
    Files.writeString(folder.resolve("ext"), "extendedKeyUsage=critical,timeStamping\n");
    openssl(
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -extfile ext"
            + " -out tsa.pem");
    Files.writeString(folder.resolve("serial"), "01\n");
    Files.writeString(
        folder.resolve("tsa.cnf"),
        """
        [tsa]
        default_tsa = local
        [local]
        serial = serial
        signer_cert = tsa.pem
        signer_key = tsa.key
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256
        accuracy = secs:1
        ess_cert_id_alg = sha256
        """);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] answer;
          try {
            answer = reply(exchange.getRequestBody().readAllBytes());
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  static boolean isPossible() throws InterruptedException {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** The certificate of whoever issued the authority's. */
  Path issuer() {
    return folder.resolve("ca.pem");
  }

  /** The authority's own certificate. */
  Path certificate() {
    return folder.resolve("tsa.pem");
  }

  /** Answers a DER request. */
  synchronized byte[] reply(byte[] request) throws IOException, InterruptedException {
    String number = Integer.toString(requests++);
    Files.write(folder.resolve(number + ".tsq"), request);
    String command = "ts -reply -config tsa.cnf -queryfile %s.tsq -out %s.tsr";
    openssl(command.formatted(number, number));
    return Files.readAllBytes(folder.resolve(number + ".tsr"));
  }

  /** A request for a text, with a nonce of OpenSSL's. */
  synchronized byte[] query(String text, String digest) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("text"), text);
    openssl("ts -query -data text -" + digest + " -cert -out query.tsq");
    return Files.readAllBytes(folder.resolve("query.tsq"));
  }

  /** What {@code openssl ts -verify} says. */
  synchronized String verify(Path text, Path response, Path issuer)
      throws IOException, InterruptedException {
    return run(
        List.of(
            "openssl",
            "ts",
            "-verify",
            "-data",
            text.toString(),
            "-in",
            response.toString(),
            "-CAfile",
            issuer.toString()));
  }

  private void openssl(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(Arrays.asList(arguments.split(" ")));
    String output = run(command);
    assertThat(output).as(arguments).endsWith("exit 0\n");
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output + "exit " + process.waitFor() + "\n";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
