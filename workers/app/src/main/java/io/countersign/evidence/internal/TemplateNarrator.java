package io.countersign.evidence.internal;

import io.countersign.evidence.ActionRecord;
import io.countersign.evidence.Narrative;
import io.countersign.evidence.Narrator;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells a record by templates, from the request to the proof. */
@Component
class TemplateNarrator implements Narrator {

  private final Gathering gathering;

  TemplateNarrator(Gathering gathering) {
    this.gathering = gathering;
  }

  @Override
  public Optional<ActionRecord> record(UUID actionId) {
    return gathering.record(actionId);
  }

  @Override
  public Narrative tell(ActionRecord record) {
    return told(record);
  }

  static Narrative told(ActionRecord record) {
    Telling telling = new Telling(record);
    RequestTemplates.tell(telling);
    ErasureTemplates.tell(telling);
    PolicyTemplates.tell(telling);
    ReviewTemplates.tell(telling);
    OutcomeTemplates.tell(telling);
    ProofTemplates.tell(telling);
    return new Narrative(telling.sentences());
  }
}
