package io.countersign.record.internal;

import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import io.countersign.record.FindingCode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Verifies the log itself, from its bytes, against the head that the database knows, and from the
 * first key on that the database has ever known: whoever holds a newer key only because they put it
 * there is not believed, the old one has to have announced it.
 */
@Component
class LogCheck implements Check {

  /** While the log grows, files of its right edge are replaced under the verifier's eyes. */
  private static final int ATTEMPTS = 3;

  private final LedgerPlace place;
  private final Heads heads;
  private final FirstKey firstKey;

  LogCheck(LedgerPlace place, Heads heads, FirstKey firstKey) {
    this.place = place;
    this.heads = heads;
    this.firstKey = firstKey;
  }

  @Override
  public List<Observation> look() {
    Optional<Observation> seen = Optional.empty();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Head> head = heads.current();
      if (head.isEmpty()) {
        return List.of();
      }
      seen = problem(head.get());
      if (seen.isEmpty()) {
        return List.of();
      }
    }
    return seen.stream().toList();
  }

  private Optional<Observation> problem(Head head) {
    try {
      TrustPolicy policy =
          TrustPolicy.of(firstKey.learnedFrom(head)).withKnown(List.of(head.note()));
      return switch (new LogVerifier(policy).verify(place.directory())) {
        case Verdict.Sound sound -> Optional.empty();
        case Verdict.Broken broken ->
            Optional.of(
                observation(
                    broken.fault().problem() + ":" + broken.fault().file(), broken.sentence()));
      };
    } catch (IOException e) {
      return Optional.of(observation("unreadable", String.valueOf(e.getMessage())));
    }
  }

  private static Observation observation(String subject, String sentence) {
    return new Observation(
        FindingCode.LEDGER_BROKEN,
        subject,
        "The ledger does not verify: " + sentence,
        Map.of("fault", subject));
  }
}
