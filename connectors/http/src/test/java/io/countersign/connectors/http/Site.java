package io.countersign.connectors.http;

import io.countersign.spi.EffectContext;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectRequest.InputRevision;
import io.countersign.spi.Secrets;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on this machine that keeps every byte it is sent and answers as a test wishes, over real
 * sockets, and the settings of a connector that may talk to it.
 */
final class Site implements AutoCloseable {

  /** How a request is answered. */
  @FunctionalInterface
  interface Reply {
    void to(String head, byte[] body, OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> secrets = new HashMap<>();
  private volatile Reply reply = answering(200, "ok");

  /** What arrived, word for word. */
  final List<String> received = new CopyOnWriteArrayList<>();

  private Site(ServerSocket server, String scheme) {
    this.server = server;
    settings.put("http.timeout", "PT10S");
    host(0, "localhost:" + server.getLocalPort(), scheme);
    Thread.ofVirtual().start(this::serve);
  }

  /** Speaks plainly. */
  static Site open() {
    return on(bind(), "http");
  }

  static Site on(ServerSocket server, String scheme) {
    return new Site(server, scheme);
  }

  private static ServerSocket bind() {
    try {
      return new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Site host(int n, String host, String scheme) {
    set(n, "host", host);
    set(n, "scheme", scheme);
    set(n, "trust", "partner");
    set(n, "allow-private", "true");
    return set(n, "secrets", "api-token");
  }

  Site set(int n, String name, String value) {
    settings.put("http.hosts." + n + "." + name, value);
    return this;
  }

  Site set(String name, String value) {
    settings.put("http." + name, value);
    return this;
  }

  Site secret(String name, String value) {
    secrets.put(name, value);
    return this;
  }

  Site replies(Reply reply) {
    this.reply = reply;
    return this;
  }

  static Reply answering(int status, String body) {
    return (head, sent, out) -> out.write(response(status, body));
  }

  static byte[] response(int status, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    text.append("Content-Length: ").append(bytes.length).append("\r\n\r\n").append(body);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  int port() {
    return server.getLocalPort();
  }

  String url(String path) {
    return (settings.get("http.hosts.0.scheme")) + "://localhost:" + port() + path;
  }

  HttpRequest requests() {
    return requests(Resolver.SYSTEM);
  }

  HttpRequest requests(Resolver resolver) {
    return new HttpRequest(Hosts.read(context(settings)), secrets(), resolver);
  }

  HttpsExport uploads() {
    return new HttpsExport(Hosts.read(context(settings)), secrets(), Resolver.SYSTEM);
  }

  private Secrets secrets() {
    return name -> Optional.ofNullable(secrets.get(name));
  }

  static EffectContext context(Map<String, String> settings) {
    return new EffectContext() {
      @Override
      public Clock clock() {
        return Clock.systemUTC();
      }

      @Override
      public Map<String, String> settings() {
        return Map.copyOf(settings);
      }

      @Override
      public Secrets secrets() {
        return name -> Optional.empty();
      }
    };
  }

  static EffectRequest ask(String url, String... parameters) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return new EffectRequest(
        UUID.randomUUID(),
        "sha256:0",
        Map.of("url", url),
        map,
        Optional.<InputRevision>empty(),
        Map.of());
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> handle(socket));
      } catch (IOException e) {
        if (!(e instanceof SocketException)) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void handle(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      String head = head(in);
      if (head.isEmpty()) {
        return;
      }
      byte[] body = in.readNBytes(length(head));
      received.add(head + new String(body, StandardCharsets.UTF_8));
      reply.to(head, body, socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The client went away, as some tests want.
      received.add("broke off");
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.write(b);
    }
    return head.toString(StandardCharsets.UTF_8);
  }

  private static int length(String head) {
    for (String line : head.split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
