package io.countersign.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Asks for privileged actions and follows them. Thread-safe.
 *
 * <p>Calls that the server is too busy for (429, 503) or does not answer are made again, up to five
 * times, after the time that it names and under the same key: an action is never asked for twice.
 * Everything else that goes wrong is a {@link CountersignException}.
 */
public final class CountersignClient {

  private static final String ACTIONS = "/api/v1/actions";
  private static final int ATTEMPTS = 5;

  /** The longest that the server lets one call wait. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  private final Calls calls;

  CountersignClient(Calls calls) {
    this.calls = calls;
  }

  /**
   * A client.
   *
   * @param server for example {@code https://countersign.example}
   * @param token gives a valid access token; asked before every call
   */
  public static CountersignClient of(URI server, Supplier<String> token) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    return new CountersignClient(
        new Calls(http, server, token, ATTEMPTS, time -> Thread.sleep(time.toMillis())));
  }

  /** What can be asked for. */
  public List<Effect> effects() {
    return calls.get("/api/v1/effects").objects("items").stream().map(Effect::of).toList();
  }

  /** What would come of asking. Stores nothing. */
  public Preview preview(Ask ask) {
    return Preview.of(calls.post(ACTIONS + "/preview", ask.json(), key()));
  }

  /** Asks for an action under a key of its own. */
  public Action request(Ask ask) {
    return request(ask, key());
  }

  /**
   * Asks for an action. Whoever may have to ask again after a crash keeps the key and gets the same
   * action.
   *
   * @param key chosen anew for every action; 1 to 255 visible ASCII characters
   */
  public Action request(Ask ask, String key) {
    return Action.of(calls.post(ACTIONS, ask.json(), key));
  }

  /** How an action stands. */
  public Action get(UUID id) {
    return Action.of(calls.get(ACTIONS + "/" + id));
  }

  /**
   * Waits until an action has run or will not.
   *
   * @param patience how long at most
   * @return how it stands then; not settled when patience ended first
   */
  public Action awaitOutcome(UUID id, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
      Action action = Action.of(calls.get(ACTIONS + "/" + id + "?wait=" + wait.toSeconds() + "s"));
      if (action.state().isSettled() || wait.toSeconds() == 0) {
        return action;
      }
    }
  }

  /** Takes a request back before it has run. */
  public Action withdraw(UUID id) {
    return Action.of(calls.post(ACTIONS + "/" + id + "/withdraw", "{}", key()));
  }

  /** Ends a temporary permission before its time is over. */
  public Action giveBack(UUID id) {
    return Action.of(calls.post(ACTIONS + "/" + id + "/return", "{}", key()));
  }

  /**
   * Actions, newest first.
   *
   * @param limit the most entries of a page, up to 200
   * @param cursor the earlier page's {@link Page#next()}
   */
  public Page<Action> list(int limit, Optional<String> cursor) {
    String path =
        ACTIONS
            + "?limit="
            + limit
            + cursor
                .map(place -> "&cursor=" + URLEncoder.encode(place, StandardCharsets.UTF_8))
                .orElse("");
    Fields page = calls.get(path);
    return new Page<>(page.objects("items").stream().map(Action::of).toList(), page.text("next"));
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
