package io.countersign.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An OpenTelemetry collector: takes traces over OTLP/HTTP and keeps them as they came. */
final class Collector implements AutoCloseable {

  private final HttpServer server;
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** One span: which trace it is of, and what it is called. */
  record Span(String trace, String name) {}

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** Everything that was sent, as text. */
  String text() {
    StringBuilder text = new StringBuilder();
    bodies.forEach(body -> text.append(new String(body, StandardCharsets.UTF_8)).append('\n'));
    return text.toString();
  }

  /** Field numbers are those of opentelemetry-proto's trace.proto. */
  List<Span> spans() {
    return bodies.stream()
        .flatMap(body -> parts(ByteString.copyFrom(body), 1))
        .flatMap(resource -> parts(resource, 2))
        .flatMap(scope -> parts(scope, 2))
        .map(
            span ->
                new Span(
                    HexFormat.of()
                        .formatHex(parts(span, 1).findFirst().orElseThrow().toByteArray()),
                    parts(span, 5).findFirst().orElseThrow().toStringUtf8()))
        .toList();
  }

  private static Stream<ByteString> parts(ByteString message, int field) {
    try {
      return UnknownFieldSet.parseFrom(message).getField(field).getLengthDelimitedList().stream();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
