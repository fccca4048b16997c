package io.countersign.policy.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.identity.Directory;
import io.countersign.identity.Resolution;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * What the {@code action-policy} table is told: the sealed action, who asks, and the hour. Recorded
 * with the ruling, so that the same question can be asked of another table later.
 */
@Component
@EnableConfigurationProperties(PolicyProperties.class)
class PolicyInputs {

  private static final int LONGEST_TARGET = 256;

  /** Names, numbers and durations. Whatever else a parameter holds could be data. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._:/+-]{1,80}");

  private final Directory directory;
  private final PolicyProperties properties;
  private final Clock clock;

  PolicyInputs(Directory directory, PolicyProperties properties, Clock clock) {
    this.directory = directory;
    this.properties = properties;
    this.clock = clock;
  }

  Map<String, Object> of(ActionRequest request) {
    ZonedDateTime now = clock.instant().atZone(properties.zone());
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("effect", request.effect());
    inputs.put("environment", request.environment());
    inputs.put("target", target(request.target()));
    inputs.put("parameters", parameters(request.parameters()));
    inputs.put("destinationTrust", request.traits().trust());
    inputs.put("reversible", request.traits().reversible());
    inputs.put("permanent", request.traits().window().isEmpty());
    request.traits().window().ifPresent(w -> inputs.put("windowMinutes", minutes(w.toSeconds())));
    inputs.put("breakGlass", request.breakGlass());
    inputs.put("dataClasses", new TreeSet<>(request.data().classes()));
    inputs.put("identifiersMasked", request.data().identifiersMasked());
    inputs.put("waivers", request.data().waivers());
    inputs.put("rowCount", request.data().rowCount());
    inputs.put("residualRisk", request.data().residualRisk());
    inputs.put("requesterKind", kind(request.requestedBy()));
    inputs.put("hour", now.getHour());
    inputs.put("weekday", now.getDayOfWeek().name().toLowerCase(Locale.ROOT));
    return inputs;
  }

  /** Whoever the directory does not know, or not any more, is neither person nor agent. */
  private String kind(String requester) {
    return switch (directory.resolve(requester)) {
      case Resolution.Known person -> "person";
      case Resolution.IsAgent agent -> "agent";
      default -> "unknown";
    };
  }

  /** Full minutes, the last one counted in: a right of an hour and a second lasts 61. */
  private static long minutes(long seconds) {
    return Math.ceilDiv(seconds, 60L);
  }

  private static Map<String, String> target(Map<String, String> target) {
    Map<String, String> shown = new TreeMap<>();
    target.forEach(
        (name, value) ->
            shown.put(
                name, value.length() <= LONGEST_TARGET ? value : CanonicalJson.digest(value)));
    return shown;
  }

  private static Map<String, String> parameters(Map<String, String> parameters) {
    Map<String, String> shown = new TreeMap<>();
    parameters.forEach(
        (name, value) ->
            shown.put(name, TOKEN.matcher(value).matches() ? value : CanonicalJson.digest(value)));
    return shown;
  }
}
