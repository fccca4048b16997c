package io.countersign.record.internal;

import io.countersign.record.LedgerHealth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the sequencer of this process is doing. Says so in the log when it changes. */
@Component
class SequencerStatus {

  private static final Logger LOG = LoggerFactory.getLogger(SequencerStatus.class);

  private volatile LedgerHealth state =
      new LedgerHealth(false, false, "The ledger is being opened.");

  LedgerHealth now() {
    return state;
  }

  void leading(String sentence) {
    change(new LedgerHealth(true, true, sentence));
  }

  void following() {
    change(new LedgerHealth(true, false, "Another instance publishes the ledger."));
  }

  void down(String why) {
    change(
        new LedgerHealth(
            false, false, "The ledger cannot be published, so no effect runs. " + why));
  }

  /** Called by the sequencer's thread alone. */
  private void change(LedgerHealth next) {
    LedgerHealth before = state;
    state = next;
    if (!before.equals(next)) {
      if (next.healthy()) {
        LOG.info("{}", next.sentence());
      } else {
        LOG.error("{}", next.sentence());
      }
    }
  }
}
