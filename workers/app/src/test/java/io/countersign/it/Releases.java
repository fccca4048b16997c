package io.countersign.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Steps that the tests have in common. */
final class Releases {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Releases() {}

  /** A destination in a folder of its own, so that everything beside it is seen. */
  static Path destination() {
    return Embedded.folder("exports/" + NUMBER.incrementAndGet()).resolve("out.csv");
  }

  static Path dataset(String name, byte[] content) throws IOException {
    Path file = Embedded.folder("sources/" + NUMBER.incrementAndGet()).resolve(name);
    return Files.write(file, content);
  }

  static String request(Api api, Path source, Path destination) {
    Api.Answer answer = api.requestRelease(source, destination, "Integration test");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    return answer.body().path("id").asString();
  }

  static JsonNode until(Api api, String release, String what, Predicate<JsonNode> met) {
    return await(what + " of release " + release)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(25))
        .until(() -> api.release(release), found -> found.has("state") && met.test(found));
  }

  static JsonNode untilPending(Api api, String release) {
    return until(
        api, release, "review", found -> found.path("verdict").asString("").equals("pending"));
  }

  static JsonNode untilEnded(Api api, String release) {
    Set<String> ends = Set.of("RELEASED", "NOT_APPROVED", "FAILED");
    return until(api, release, "end", found -> ends.contains(found.path("state").asString()));
  }

  /** Everything in the destination's folder, hidden files included. */
  static List<String> exported(Path destination) throws IOException {
    try (Stream<Path> files = Files.list(destination.getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
