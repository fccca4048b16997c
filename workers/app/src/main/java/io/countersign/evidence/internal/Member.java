package io.countersign.evidence.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One action of a population.
 *
 * @param ruling what policy said: {@code permitted}, {@code refused}, {@code review}, or nothing
 *     yet
 * @param controls ids of the controls that the ruling named
 * @param verdict how its review ended
 * @param execution how its execution ended
 * @param recorded entries about it that are published in the ledger
 * @param unpublished entries about it that are not
 * @param findings findings about it, open or not
 */
record Member(
    UUID id,
    String digest,
    Instant sealedAt,
    String effect,
    String environment,
    String requestedBy,
    boolean breakGlass,
    Optional<String> ruling,
    List<String> controls,
    Optional<String> verdict,
    Optional<String> execution,
    long recorded,
    long unpublished,
    long findings) {

  /** Why an auditor looks at this one first; empty for what went as it should. */
  Optional<String> exception() {
    if (findings > 0) {
      return Optional.of("finding");
    }
    if (breakGlass) {
      return Optional.of("break-glass");
    }
    if (recorded == 0) {
      return Optional.of("not in the ledger");
    }
    if (ruling.filter("refused"::equals).isPresent()) {
      return Optional.of("refused by policy");
    }
    return verdict
        .filter(ended -> !ended.equals("APPROVED"))
        .map(ended -> ended.toLowerCase(java.util.Locale.ROOT))
        .or(
            () ->
                execution
                    .filter(ended -> ended.equals("FAILED") || ended.equals("UNKNOWN"))
                    .map(ended -> "execution " + ended.toLowerCase(java.util.Locale.ROOT)));
  }

  Map<String, Object> content() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("id", id.toString());
    content.put("digest", digest);
    content.put("sealedAt", sealedAt.toString());
    content.put("effect", effect);
    content.put("environment", environment);
    content.put("requestedBy", requestedBy);
    content.put("breakGlass", breakGlass);
    ruling.ifPresent(said -> content.put("ruling", said));
    content.put("controls", controls);
    verdict.ifPresent(ended -> content.put("verdict", ended));
    execution.ifPresent(ended -> content.put("execution", ended));
    content.put("ledgerEntries", recorded);
    content.put("unpublishedEntries", unpublished);
    content.put("findings", findings);
    exception().ifPresent(why -> content.put("exception", why));
    return content;
  }
}
