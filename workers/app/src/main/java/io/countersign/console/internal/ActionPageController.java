package io.countersign.console.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.identity.Role;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.sight.Sight;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;

/** An action by its own id: its review where it had one, what is on record where it had none. */
@Controller
class ActionPageController {

  private final ReviewDesk desk;
  private final RecordPages records;
  private final Sight sight;

  ActionPageController(ReviewDesk desk, RecordPages records, Sight sight) {
    this.desk = desk;
    this.records = records;
    this.sight = sight;
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/actions/{id}")
  String action(
      @PathVariable UUID id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, Model model) {
    if (!sight.knowsOf(caller, id)) {
      throw new NotThere("action", id);
    }
    Optional<ReviewRound> round =
        desk.roundOn(Subject.Kind.ACTION, id).or(() -> desk.roundOn(Subject.Kind.MASKING_PLAN, id));
    if (round.isPresent()) {
      return "redirect:/reviews/" + round.get().id();
    }
    OnRecord record = records.of(id);
    if (record.sentences().isEmpty() && record.entries().isEmpty()) {
      throw new NotThere("action", id);
    }
    model.addAttribute("id", id.toString());
    model.addAttribute("record", record);
    return "console/action";
  }
}
