package io.countersign.ledger.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.SignedNote;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves a witness over HTTP: {@code POST /add-checkpoint}, as C2SP tlog-witness defines it. */
public final class WitnessServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WitnessServer.class.getName());
  private static final int MAX_BODY = SignedNote.MAX_BYTES;

  private final Witness witness;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private WitnessServer(Witness witness, HttpServer server) {
    this.witness = witness;
    this.server = server;
  }

  /**
   * Starts serving.
   *
   * @param address port 0 takes any free one
   */
  public static WitnessServer start(Witness witness, InetSocketAddress address) throws IOException {
    HttpServer http = HttpServer.create(address, 0);
    WitnessServer server = new WitnessServer(witness, http);
    http.setExecutor(server.threads);
    http.createContext("/add-checkpoint", server::handle);
    http.start();
    return server;
  }

  /** The submission prefix on this machine. */
  public URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      WitnessAnswer answer;
      try {
        answer = answer(exchange);
      } catch (FormatException e) {
        answer = new WitnessAnswer.Refused(400, e.getMessage());
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.ERROR, "a checkpoint was not cosigned", e);
        answer = new WitnessAnswer.Refused(500, "the witness failed; nothing was cosigned");
      }
      send(exchange, answer);
    }
  }

  private WitnessAnswer answer(HttpExchange exchange) throws IOException, FormatException {
    if (!exchange.getRequestURI().getPath().equals("/add-checkpoint")) {
      return new WitnessAnswer.Refused(404, "there is only /add-checkpoint");
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return new WitnessAnswer.Refused(405, "POST a checkpoint");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      return new WitnessAnswer.Refused(413, "at most " + MAX_BODY + " bytes");
    }
    WitnessAnswer answer = witness.add(AddCheckpoint.parse(body));
    LOG.log(Level.DEBUG, "add-checkpoint: {0} {1}", answer.status(), answer.body().strip());
    return answer;
  }

  private static void send(HttpExchange exchange, WitnessAnswer answer) throws IOException {
    String type =
        answer instanceof WitnessAnswer.Conflict ? "text/x.tlog.size" : "text/plain; charset=utf-8";
    exchange.getResponseHeaders().set("Content-Type", type);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  /** Stops accepting, and ends the requests that run. */
  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
