package io.countersign.connectors.http;

import io.countersign.spi.EffectRequest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What an action of {@code http.request} asks for.
 *
 * @param revert what takes it back
 * @param check what is asked to find out whether it happened
 * @param checkAbsent the answers to that which say that it did not
 */
record RequestOrder(
    Call call,
    StatusSet expect,
    Optional<Duration> window,
    Optional<Call> revert,
    StatusSet revertExpect,
    Optional<Call> check,
    StatusSet checkExpect,
    Optional<StatusSet> checkAbsent) {

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when a URL, a duration or a list of codes is none
   */
  static RequestOrder of(EffectRequest request) {
    Map<String, String> p = request.parameters();
    String url = request.target("url");
    String method = p.getOrDefault("method", "");
    Optional<Call> revert =
        Optional.ofNullable(p.get("revert.method"))
            .map(m -> Call.of(m, p.getOrDefault("revert.url", url), p, "revert."));
    return new RequestOrder(
        Call.of(method, url, p, ""),
        statuses(p, "expect").orElse(StatusSet.SUCCESS),
        Optional.ofNullable(p.get("window")).map(RequestOrder::duration),
        revert,
        statuses(p, "revert.expect").orElse(usualRevert(revert)),
        Optional.ofNullable(p.get("check.url")).map(u -> Call.of("GET", u, p, "check.")),
        statuses(p, "check.expect").orElse(StatusSet.SUCCESS),
        statuses(p, "check.absent"));
  }

  /** Deleting what is gone already succeeds. */
  private static StatusSet usualRevert(Optional<Call> revert) {
    return revert.filter(call -> call.method().equals("DELETE")).isPresent()
        ? StatusSet.parse("200-299,404,410")
        : StatusSet.SUCCESS;
  }

  private static Optional<StatusSet> statuses(Map<String, String> parameters, String name) {
    return Optional.ofNullable(parameters.get(name)).map(StatusSet::parse);
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "The window is '" + text + "'. Write a duration such as PT2H.", e);
    }
  }

  /** What is wrong with it; empty when it can be sent. */
  List<String> problems(EffectRequest request, Hosts hosts) {
    List<String> problems = new ArrayList<>(call.problems(hosts));
    revert.ifPresent(c -> c.problems(hosts).forEach(p -> problems.add("To revert: " + p)));
    check.ifPresent(c -> c.problems(hosts).forEach(p -> problems.add("To check: " + p)));
    if (window.isPresent() && revert.isEmpty()) {
      problems.add("A window needs a request that ends it. Give 'revert.method'.");
    }
    if (window.isPresent()
        && (window.get().compareTo(Duration.ofSeconds(1)) < 0
            || window.get().compareTo(Duration.ofDays(366)) > 0)) {
      problems.add("The window is " + window.get() + ". Write one from PT1S to P366D.");
    }
    orphans(request, "revert.", revert.isPresent(), "revert.method", problems);
    orphans(request, "check.", check.isPresent(), "check.url", problems);
    return problems;
  }

  private static void orphans(
      EffectRequest request, String prefix, boolean there, String head, List<String> problems) {
    request.parameters().keySet().stream()
        .filter(name -> !there && name.startsWith(prefix))
        .sorted()
        .forEach(name -> problems.add("'" + name + "' means nothing without '" + head + "'."));
  }

  /** What the {@code Idempotency-Key} of the request says. */
  static String key(UUID executionId) {
    return executionId.toString();
  }

  /** The same for the request that takes it back. */
  static String revertKey(UUID executionId) {
    return executionId + "-revert";
  }
}
