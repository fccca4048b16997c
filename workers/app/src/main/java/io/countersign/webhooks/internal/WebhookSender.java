package io.countersign.webhooks.internal;

import io.countersign.spi.Addresses;
import io.countersign.spi.Secrets;
import io.countersign.webhooks.internal.WebhookProperties.Receiver;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Makes one attempt. Follows no redirect, reads no answer's body, and talks to no address that is
 * not public unless the operator allowed it.
 */
@Component
class WebhookSender {

  private static final int GONE = 410;

  private final ObjectProvider<Secrets> secrets;
  private final WebhookProperties properties;
  private final Clock clock;
  private final HttpClient http;

  WebhookSender(ObjectProvider<Secrets> secrets, WebhookProperties properties, Clock clock) {
    this.secrets = secrets;
    this.properties = properties;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(properties.timeout())
            .build();
  }

  /** What came of an attempt. */
  record Result(Kind kind, String answer) {

    /** Whether it has to be tried again. */
    enum Kind {
      DELIVERED,
      FAILED,
      REFUSED
    }

    static Result failed(String why) {
      return new Result(Kind.FAILED, why);
    }
  }

  Result send(Receiver receiver, String id, String body) {
    try {
      Signature signature = signature(receiver);
      String forbidden = forbidden(receiver);
      return forbidden.isEmpty()
          ? send(request(receiver, id, body, signature))
          : Result.failed(forbidden);
    } catch (IllegalArgumentException e) {
      return Result.failed(
          "The secret '" + receiver.secret() + "' cannot be used: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Result.failed("The application is going down.");
    }
  }

  private Signature signature(Receiver receiver) {
    Secrets folder = secrets.getIfAvailable();
    return Signature.of(
        (folder == null ? Optional.<String>empty() : folder.find(receiver.secret()))
            .orElseThrow(() -> new IllegalArgumentException("there is none of this name.")));
  }

  /**
   * Why the receiver may not be called; empty when it may. The JDK keeps what it looked up for half
   * a minute, so the connection that follows goes to the addresses that were looked at.
   */
  private static String forbidden(Receiver receiver) {
    String host = receiver.url().getHost();
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!Addresses.isAllowed(address, receiver.allowPrivate())) {
          return "'%s' has the address %s, which is not public. Set allow-private if it is yours."
              .formatted(host, address.getHostAddress());
        }
      }
      return "";
    } catch (UnknownHostException e) {
      return "There is no host '" + host + "'.";
    }
  }

  private HttpRequest request(Receiver receiver, String id, String body, Signature signature) {
    long timestamp = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(receiver.url())
        .timeout(properties.timeout())
        .header("Content-Type", "application/json")
        .header("User-Agent", "Countersign")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(timestamp))
        .header("webhook-signature", signature.of(id, timestamp, body))
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private Result send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream unread = response.body()) {
        return result(response.statusCode());
      }
    } catch (IOException e) {
      return Result.failed(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static Result result(int status) {
    if (status / 100 == 2) {
      return new Result(Result.Kind.DELIVERED, "It answered " + status + ".");
    }
    if (status == GONE) {
      return new Result(Result.Kind.REFUSED, "It answered 410: it wants to be told no more.");
    }
    return Result.failed(
        "It answered " + status + (status / 100 == 3 ? "; redirects are not followed." : "."));
  }
}
