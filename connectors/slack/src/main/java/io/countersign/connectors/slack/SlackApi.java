package io.countersign.connectors.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelException.Remedy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Calls Slack's Web API, at the pace that it allows, and says what a failure asks for. */
final class SlackApi {

  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int TOO_MANY = 429;
  private static final Duration USUAL_WAIT = Duration.ofSeconds(30);

  private static final Set<String> GONE =
      Set.of("message_not_found", "thread_not_found", "cant_update_message", "edit_window_closed");

  private static final Set<String> LATER =
      Set.of(
          "ratelimited",
          "rate_limited",
          "fatal_error",
          "internal_error",
          "service_unavailable",
          "request_timeout",
          "team_added_to_org",
          "org_login_required");

  private final Slack slack;
  private final MethodsClient methods;
  private final Pace pace;

  SlackApi(SlackSettings settings, Clock clock) {
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(settings.apiUrl().toString());
    config.setHttpClientCallTimeoutMillis(TIMEOUT_MILLIS);
    config.setHttpClientReadTimeoutMillis(TIMEOUT_MILLIS);
    config.setStatsEnabled(false);
    config.getMethodsConfig().setStatsEnabled(false);
    this.slack = Slack.getInstance(config);
    this.methods = slack.methods(settings.botToken());
    this.pace = new Pace(clock);
  }

  /** One call of a method. */
  @FunctionalInterface
  interface Call<T> {
    T by(MethodsClient client) throws IOException, SlackApiException;
  }

  Slack slack() {
    return slack;
  }

  /** Calls now, whatever the pace: somebody waits for it. */
  <T extends SlackApiTextResponse> T now(String method, Call<T> call) throws ChannelException {
    try {
      T response = call.by(methods);
      if (!response.isOk()) {
        throw refused(method, String.valueOf(response.getError()));
      }
      return response;
    } catch (SlackApiException e) {
      throw failed(method, e);
    } catch (IOException e) {
      throw new ChannelException(
          Remedy.LATER, "Slack does not answer " + method + ": " + e.getClass().getSimpleName());
    }
  }

  /**
   * Calls unless that would be too soon.
   *
   * @param key what the limit counts: the method, or the method and the conversation
   */
  <T extends SlackApiTextResponse> T paced(String method, Pace.Rate rate, String key, Call<T> call)
      throws ChannelException {
    Optional<Duration> wait = pace.take(rate, key);
    if (wait.isPresent()) {
      throw new ChannelException(Remedy.LATER, wait, "Slack takes no more of " + method + " yet.");
    }
    try {
      return now(method, call);
    } catch (ChannelException e) {
      e.retryAfter().ifPresent(asked -> pace.close(key, asked));
      throw e;
    }
  }

  private static ChannelException failed(String method, SlackApiException e) {
    int status = e.getResponse().code();
    if (status == TOO_MANY) {
      return new ChannelException(
          Remedy.LATER,
          Optional.of(retryAfter(e.getResponse().header("Retry-After"))),
          "Slack asks to be left alone with " + method + " for a while.");
    }
    return new ChannelException(Remedy.LATER, "Slack answered " + method + " with " + status + ".");
  }

  private static Duration retryAfter(@org.jspecify.annotations.Nullable String seconds) {
    try {
      return seconds == null
          ? USUAL_WAIT
          : Duration.ofSeconds(Math.max(1, Long.parseLong(seconds)));
    } catch (NumberFormatException e) {
      return USUAL_WAIT;
    }
  }

  private static ChannelException refused(String method, String error) {
    Remedy remedy =
        GONE.contains(error) ? Remedy.GONE : LATER.contains(error) ? Remedy.LATER : Remedy.OPERATOR;
    return new ChannelException(
        remedy, "Slack refused " + method + ": " + error + "." + Fix.of(error));
  }
}
