package io.countersign.connectors.slack.fake;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Socket Mode: envelopes over a WebSocket that the app opened, each to be acknowledged. */
final class SocketTransport extends WebSocketServer implements Transport {

  private final CountDownLatch listening = new CountDownLatch(1);
  private final CountDownLatch connected = new CountDownLatch(1);
  private final Set<String> tickets = ConcurrentHashMap.newKeySet();
  private final Map<String, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();

  SocketTransport() {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    setReuseAddr(true);
    setDaemon(true);
    start();
  }

  /** An address for one connection. */
  String address() throws InterruptedException {
    listening.await(10, TimeUnit.SECONDS);
    String ticket = UUID.randomUUID().toString();
    tickets.add(ticket);
    return "ws://127.0.0.1:" + getPort() + "/link/?ticket=" + ticket;
  }

  @Override
  public Answer call(String kind, JsonObject payload) {
    long start = System.nanoTime();
    String id = UUID.randomUUID().toString();
    CompletableFuture<JsonObject> acknowledged = new CompletableFuture<>();
    open.put(id, acknowledged);
    JsonObject envelope = new JsonObject();
    envelope.addProperty("type", kind);
    envelope.addProperty("envelope_id", id);
    envelope.addProperty("accepts_response_payload", !kind.equals("events_api"));
    envelope.add("payload", payload);
    try {
      connected.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      getConnections().stream().findFirst().orElseThrow().send(envelope.toString());
      JsonObject ack = acknowledged.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      String body = ack.has("payload") ? ack.get("payload").toString() : "";
      return new Answer(200, body, millis(start));
    } catch (TimeoutException e) {
      return new Answer(0, "", millis(start));
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      open.remove(id);
    }
  }

  static long millis(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {
    String ticket = handshake.getResourceDescriptor().replaceFirst(".*ticket=([^&]*).*", "$1");
    if (!tickets.remove(ticket)) {
      connection.close();
      return;
    }
    connection.send(
        "{\"type\":\"hello\",\"num_connections\":1,\"connection_info\":{\"app_id\":\""
            + FakeSlack.APP
            + "\"}}");
    connected.countDown();
  }

  @Override
  public void onMessage(WebSocket connection, String message) {
    JsonObject ack = JsonParser.parseString(message).getAsJsonObject();
    if (ack.has("envelope_id")) {
      CompletableFuture<JsonObject> waiting = open.get(ack.get("envelope_id").getAsString());
      if (waiting != null) {
        waiting.complete(ack);
      }
    }
  }

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

  @Override
  public void onError(WebSocket connection, Exception e) {}

  @Override
  public void onStart() {
    listening.countDown();
  }
}
