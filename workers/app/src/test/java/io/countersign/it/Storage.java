package io.countersign.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A store of files behind TLS, with a certificate of its own; it heeds If-None-Match. */
final class Storage implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
  private final Path keys;
  private final HttpsServer server;

  private Storage(Path keys, HttpsServer server) {
    this.keys = keys;
    this.server = server;
  }

  static Storage open(Path keys) throws IOException {
    Path store = keys.resolve("storage.p12");
    keytool("-genkeypair -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2", store);
    keytool("-exportcert -rfc -file " + keys.resolve("storage.pem"), store);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(store)));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Storage storage = new Storage(keys, server);
    server.createContext("/", storage::answer);
    server.start();
    return storage;
  }

  private static void keytool(String what, Path store) throws IOException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String command =
        "%s %s -alias storage -storetype PKCS12 -keystore %s -storepass %s"
            .formatted(tool, what, store, PASSWORD);
    Process process =
        new ProcessBuilder(command.split(" ", -1))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("keytool failed: " + command);
    }
  }

  private static SSLContext tls(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        byte[] found = files.get(path);
        exchange.sendResponseHeaders(found == null ? 404 : 200, found == null ? -1 : found.length);
        if (found != null) {
          exchange.getResponseBody().write(found);
        }
      } else {
        boolean free =
            "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                && files.putIfAbsent(path, body) == null;
        exchange.sendResponseHeaders(free ? 201 : 412, -1);
      }
    }
  }

  String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  String url(String path) {
    return "https://" + host() + path;
  }

  Path certificate() {
    return keys.resolve("storage.pem");
  }

  Map<String, byte[]> files() {
    return files;
  }

  /** Method and path of each request for this path, in their order. */
  List<String> requests(String path) {
    return requests.stream().filter(line -> line.endsWith(" " + path)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
