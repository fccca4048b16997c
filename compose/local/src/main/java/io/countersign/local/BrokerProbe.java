package io.countersign.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a broker whether it can take work. */
final class BrokerProbe {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final URI rest;
  private final URI monitoring;

  BrokerProbe(URI rest, URI monitoring) {
    this.rest = rest;
    this.monitoring = monitoring;
  }

  /** Tells whether the partition has a healthy leader and the broker calls itself up. */
  boolean ready() {
    return partitionLeads() && up();
  }

  private boolean partitionLeads() {
    Answer answer = get(rest.resolve("/v2/topology"));
    // With the profile "auth" the topology is for people who have logged in; then the answer alone
    // shows that the gateway is there.
    return answer.status == 401
        || (answer.status == 200
            && answer.body.contains("\"leader\"")
            && answer.body.contains("\"healthy\""));
  }

  private boolean up() {
    return get(monitoring.resolve("/actuator/health")).status == 200;
  }

  private static Answer get(URI uri) {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(0, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalStackException("Interrupted while waiting for the engine", e);
    }
  }

  private record Answer(int status, String body) {}
}
