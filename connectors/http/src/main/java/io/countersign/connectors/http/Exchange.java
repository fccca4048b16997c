package io.countersign.connectors.http;

import io.countersign.spi.EffectException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * Sends one request over a connection of its own and reads one answer. Follows no redirect, repeats
 * nothing, keeps no cookies, unpacks nothing and logs nothing.
 */
final class Exchange {

  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build();

  private final Hosts hosts;
  private final Connector connector;

  Exchange(Hosts hosts, Resolver resolver) {
    this.hosts = hosts;
    this.connector = new Connector(resolver);
  }

  Connector connector() {
    return connector;
  }

  /** The request was sent, at least in part, and nobody said what became of it. */
  static final class Unanswered extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Unanswered(String message) {
      super(message);
    }
  }

  /**
   * Sends a request.
   *
   * @throws EffectException when it certainly was not sent
   * @throws Unanswered when it may have been, and no status came back
   */
  Answer send(Outgoing request, Duration patience) throws EffectException {
    Host host =
        hosts
            .find(request.url())
            .orElseThrow(
                () ->
                    new EffectException(
                        "HostNotAllowed",
                        EffectException.Remedy.NONE,
                        hosts.unknown(request.url())));
    try (Deadline deadline = Deadline.in(patience);
        Socket socket = connector.connect(host, request.url(), deadline)) {
      deadline.closes(socket);
      return exchange(request, socket);
    } catch (HttpException | IOException e) {
      // What the other side said may stand in the message: only its kind is repeated.
      throw new Unanswered(
          "'"
              + request
              + "' was sent, but not answered as HTTP requires within "
              + patience
              + " ("
              + e.getClass().getSimpleName()
              + "). Nobody knows whether it took effect.");
    }
  }

  private static Answer exchange(Outgoing request, Socket socket)
      throws HttpException, IOException {
    BasicClassicHttpRequest message =
        new BasicClassicHttpRequest(request.method(), request.url().pathAndQuery());
    message.addHeader("Host", request.url().authority());
    request.headers().forEach(message::addHeader);
    message.addHeader("User-Agent", Call.USER_AGENT);
    message.addHeader("Connection", "close");
    message.setEntity(request.body());
    DefaultBHttpClientConnection connection =
        new DefaultBHttpClientConnection(
            LIMITS,
            null,
            null,
            null,
            null,
            MonitoringResponseOutOfOrderStrategy.INSTANCE,
            null,
            null);
    connection.bind(socket);
    try {
      ClassicHttpResponse response =
          new HttpRequestExecutor().execute(message, connection, HttpCoreContext.create());
      return answer(response, request.longestAnswer(), socket);
    } finally {
      connection.close(CloseMode.IMMEDIATE);
    }
  }

  private static Answer answer(ClassicHttpResponse response, long longest, Socket socket) {
    MessageDigest sha = sha256();
    long bytes = 0;
    boolean complete = true;
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      byte[] buffer = new byte[8_192];
      try {
        InputStream in = entity.getContent();
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, longest - bytes));
        while (n > 0) {
          sha.update(buffer, 0, n);
          bytes += n;
          n = in.read(buffer, 0, (int) Math.min(buffer.length, longest - bytes));
        }
        complete = n < 0;
      } catch (IOException e) {
        // The status was said; that the rest broke off is all there is to know.
        complete = false;
      }
    }
    return new Answer(
        response.getCode(),
        bytes,
        HexFormat.of().formatHex(sha.digest()),
        complete,
        String.valueOf(socket.getInetAddress().getHostAddress()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
