package io.countersign.connectors.http;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectSchema;
import io.countersign.spi.EffectSchema.Field;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Preview;
import io.countersign.spi.Secrets;
import io.countersign.spi.Spans;
import io.countersign.spi.Traits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code http.request} effect: sends one request, exactly as sealed, to a host that the
 * operator lists.
 *
 * <p>Secrets are sealed by name and filled in when it is sent. The execution's id goes with it as
 * {@code Idempotency-Key}; a server that heeds it does the same thing once however often it is
 * asked. One that does not is never asked twice unless it was certainly not asked, or the sealed
 * check says that nothing happened.
 */
public final class HttpRequest implements Effect {

  private static final int LONG = 65_536;
  private static final int HEADER = 8_192;
  private static final String METHODS = "GET|POST|PUT|PATCH|DELETE";

  private static final EffectSchema SCHEMA =
      new EffectSchema(
          List.of(
              Field.required("url", "Write the whole URL, of a host that is listed.").upTo(4_096)),
          List.of(
              Field.required("method", "One of GET, POST, PUT, PATCH, DELETE.").matching(METHODS),
              Field.optional("header.*", "A header; ${secret:NAME} stands for a secret.")
                  .upTo(HEADER),
              Field.optional("body", "The body; ${secret:NAME} stands for a secret.").upTo(LONG),
              statuses("expect", "Status codes of success, 200-299 when left out."),
              Field.optional("window", "How long it lasts, for example PT2H; needs revert.method.")
                  .matching("P[0-9DTHMS.]+")
                  .upTo(40),
              Field.optional("revert.method", "The method that takes it back.").matching(METHODS),
              Field.optional("revert.url", "The URL that takes it back; the same when left out.")
                  .upTo(4_096),
              Field.optional("revert.header.*", "A header of that request.").upTo(HEADER),
              Field.optional("revert.body", "The body of that request.").upTo(LONG),
              statuses(
                  "revert.expect", "Its status codes of success; with DELETE 404 and 410 too."),
              Field.optional("check.url", "What a GET asks to find out whether it happened.")
                  .upTo(4_096),
              Field.optional("check.header.*", "A header of that question.").upTo(HEADER),
              statuses("check.expect", "Status codes that say it happened, 200-299 when left out."),
              statuses("check.absent", "Status codes that say it did not, so it may be repeated.")),
          false);

  private final Hosts hosts;
  private final Secrets secrets;
  private final Exchange exchange;

  HttpRequest(Hosts hosts, Secrets secrets, Resolver resolver) {
    this.hosts = hosts;
    this.secrets = secrets;
    this.exchange = new Exchange(hosts, resolver);
  }

  private static Field statuses(String name, String description) {
    return Field.optional(name, description).matching(StatusSet.REGEX).upTo(200);
  }

  @Override
  public String type() {
    return "http.request";
  }

  @Override
  public EffectSchema schema() {
    return SCHEMA;
  }

  @Override
  public List<String> problems(EffectRequest request) {
    try {
      return RequestOrder.of(request).problems(request, hosts);
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Traits traits(EffectRequest request) {
    RequestOrder order = RequestOrder.of(request);
    return new Traits(
        order.revert().isPresent(),
        order.window(),
        hosts.find(order.call().url()).map(Host::trust).orElse(Traits.UNKNOWN_TRUST));
  }

  @Override
  public String describe(EffectRequest request) {
    RequestOrder order = RequestOrder.of(request);
    return "Send "
        + order.call().method()
        + " "
        + order.call().url()
        + order.window().map(w -> " and take it back after " + Spans.inWords(w)).orElse("")
        + ".";
  }

  @Override
  public Preview preview(EffectRequest request) throws EffectException {
    RequestOrder order = RequestOrder.of(request);
    Map<String, String> reach = new HashMap<>();
    reach.put("host", order.call().url().authority());
    reach.put("addresses now", addresses(order.call()));
    Set<String> named = new HashSet<>();
    order.call().templates().forEach(template -> named.addAll(template.secrets()));
    reach.put("secrets sent", named.isEmpty() ? "none" : String.join(", ", named));
    return new Preview(
        List.of(order.call().text("(id of the execution)")),
        order.revert().map(c -> c.text("(id of the execution)-revert")).stream().toList(),
        reach,
        warnings(order));
  }

  private String addresses(Call call) throws EffectException {
    Host host = host(call);
    try (Deadline deadline = Deadline.in(hosts.timeout())) {
      return String.join(
          ", ",
          exchange.connector().addresses(host, call.url(), deadline).stream()
              .map(InetAddress::getHostAddress)
              .toList());
    }
  }

  private Host host(Call call) throws EffectException {
    return hosts
        .find(call.url())
        .orElseThrow(
            () -> new EffectException("HostNotAllowed", Remedy.NONE, hosts.unknown(call.url())));
  }

  private static List<String> warnings(RequestOrder order) {
    List<String> warnings = new ArrayList<>();
    if (order.call().url().scheme().equals("http")) {
      warnings.add("It is sent without encryption.");
    }
    if (order.revert().isEmpty()) {
      warnings.add("Nothing is said about how to take it back.");
    } else if (!order.revert().get().url().authority().equals(order.call().url().authority())) {
      warnings.add("It is taken back through another host: " + order.revert().get().url() + ".");
    }
    if (order.check().isEmpty()) {
      warnings.add(
          "Nothing is said about how to find out whether it happened; after a crash a person has"
              + " to look.");
    }
    return warnings;
  }

  @Override
  public EffectReceipt execute(EffectRequest request, EffectProgress progress)
      throws EffectException {
    RequestOrder order = checked(request);
    Call call = order.call();
    Answer answer = send(call, RequestOrder.key(request.executionId()));
    if (order.expect().contains(answer.status())) {
      return receipt(call, answer);
    }
    String what = what(call, answer, order.expect());
    switch (answer.status()) {
      case 301, 307, 308 ->
          throw new EffectException(
              "Redirected",
              Remedy.NONE,
              what + " Redirects are not followed. Request it under its new URL.");
      case 429 ->
          throw new EffectException(
              "TooManyRequests", Remedy.RETRY, what + " It will be tried again.");
      case 408 -> throw new IllegalStateException(what + UNCLEAR);
      default -> {
        if (answer.status() >= 400 && answer.status() < 500) {
          throw new EffectException("RequestRefused", Remedy.NONE, what + " It did not happen.");
        }
        throw new IllegalStateException(what + UNCLEAR);
      }
    }
  }

  private static final String UNCLEAR = " Whether it took effect is not clear.";

  private RequestOrder checked(EffectRequest request) throws EffectException {
    List<String> problems = problems(request);
    if (!problems.isEmpty()) {
      throw new EffectException(
          "RequestNotAllowed", Remedy.NONE, String.join(" ", problems) + " Nothing was sent.");
    }
    return RequestOrder.of(request);
  }

  private Answer send(Call call, String key) throws EffectException {
    return exchange.send(Outgoing.of(call, key, secrets), hosts.timeout());
  }

  private static String what(Call call, Answer answer, StatusSet expected) {
    return "'"
        + call.method()
        + " "
        + call.url()
        + "' was answered with status "
        + answer.status()
        + " instead of "
        + expected
        + ".";
  }

  private static EffectReceipt receipt(Call call, Answer answer) {
    Map<String, Object> facts = new HashMap<>(answer.facts());
    facts.put("method", call.method());
    facts.put("url", call.url().toString());
    return new EffectReceipt(facts);
  }

  @Override
  public boolean observable(EffectRequest request) {
    return request.parameters().containsKey("check.url");
  }

  /**
   * {@inheritDoc}
   *
   * <p>Only the sealed check can tell. Without one, nobody can.
   *
   * @throws IllegalStateException when the check is not answered now
   */
  @Override
  public Occurrence verify(EffectRequest request) {
    RequestOrder order = RequestOrder.of(request);
    if (order.check().isEmpty()) {
      return new Occurrence.CannotTell(
          "Nothing was sealed that tells whether '"
              + order.call().method()
              + " "
              + order.call().url()
              + "' happened. Look there, and close the action by hand.");
    }
    Call check = order.check().get();
    Answer answer;
    try {
      answer = send(check, RequestOrder.key(request.executionId()) + "-check");
    } catch (EffectException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    if (order.checkExpect().contains(answer.status())) {
      return new Occurrence.Happened(receipt(check, answer));
    }
    if (order.checkAbsent().filter(absent -> absent.contains(answer.status())).isPresent()) {
      return new Occurrence.NotHappened();
    }
    return new Occurrence.CannotTell(what(check, answer, order.checkExpect()));
  }

  @Override
  public EffectReceipt revert(EffectRequest request) throws EffectException {
    RequestOrder order = checked(request);
    if (order.revert().isEmpty()) {
      throw new EffectException(
          "NotReversible", Remedy.NONE, "Nothing was sealed that takes it back.");
    }
    Call revert = order.revert().get();
    Answer answer = send(revert, RequestOrder.revertKey(request.executionId()));
    if (order.revertExpect().contains(answer.status())) {
      return receipt(revert, answer);
    }
    String what = what(revert, answer, order.revertExpect());
    if (answer.status() == 429) {
      throw new EffectException("TooManyRequests", Remedy.RETRY, what + " It will be tried again.");
    }
    if (answer.status() >= 300 && answer.status() < 500) {
      throw new EffectException(
          "RevertRefused",
          Remedy.OPERATOR,
          what + " Take it back by hand, or make it accept this.");
    }
    throw new IllegalStateException(what + " It will be tried again.");
  }

  @Override
  public List<String> widenings(EffectRequest before, EffectRequest after) {
    List<String> widenings = new ArrayList<>();
    if (!before.target().equals(after.target())) {
      widenings.add(
          "The target would be " + after.target() + " instead of " + before.target() + ".");
    }
    Set<String> names = new HashSet<>(before.parameters().keySet());
    names.addAll(after.parameters().keySet());
    names.remove("window");
    names.stream()
        .sorted()
        .filter(
            name ->
                !Optional.ofNullable(before.parameters().get(name))
                    .equals(Optional.ofNullable(after.parameters().get(name))))
        .forEach(
            name ->
                widenings.add("'" + name + "' would be another. Only a shorter window is less."));
    Optional<Duration> was = RequestOrder.of(before).window();
    Optional<Duration> is = RequestOrder.of(after).window();
    if (was.isPresent() && (is.isEmpty() || is.get().compareTo(was.get()) > 0)) {
      widenings.add(
          "The window would be "
              + is.map(Duration::toString).orElse("without end")
              + " instead of "
              + was.get()
              + ".");
    }
    return widenings;
  }
}
