package io.countersign.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A privileged action to ask for.
 *
 * @param effect the effect's name, as {@link CountersignClient#effects()} lists it
 * @param target where it lands
 * @param parameters how
 * @param reason why, for the people who sign
 * @param onBehalfOf directory id of the person it is for, when that is someone else
 * @param validFor how long it may wait for its execution; empty for the server's usual time
 */
public record Ask(
    String effect,
    Map<String, String> target,
    Map<String, String> parameters,
    String reason,
    Optional<String> onBehalfOf,
    Optional<Duration> validFor) {

  public Ask {
    target = Map.copyOf(target);
    parameters = Map.copyOf(parameters);
  }

  /** An action of one's own, valid for the usual time. */
  public static Ask of(
      String effect, Map<String, String> target, Map<String, String> parameters, String reason) {
    return new Ask(effect, target, parameters, reason, Optional.empty(), Optional.empty());
  }

  String json() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("effect", effect);
    body.put("target", target);
    body.put("parameters", parameters);
    body.put("reason", reason);
    onBehalfOf.ifPresent(person -> body.put("onBehalfOf", person));
    validFor.ifPresent(time -> body.put("validFor", time.toString()));
    return Json.write(body);
  }
}
