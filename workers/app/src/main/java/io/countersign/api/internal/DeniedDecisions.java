package io.countersign.api.internal;

import io.countersign.access.CallDenied;
import io.countersign.identity.LinkedIdentity;
import io.countersign.review.Channel;
import io.countersign.review.Decision;
import io.countersign.review.ReviewDesk;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets the review desk refuse, and so record, what a program tried to decide and was refused before
 * the desk was asked.
 */
@Component
class DeniedDecisions {

  private static final String DECIDE = "POST /api/v1/reviews/{id}/decisions";
  private static final String CHANGE = "POST /api/v1/reviews/{id}/changes";
  private static final String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  private final ReviewDesk desk;

  DeniedDecisions(ReviewDesk desk) {
    this.desk = desk;
  }

  @EventListener
  void on(CallDenied denied) {
    String id = denied.places().getOrDefault("id", "");
    if (!denied.caller().isAgent() || !id.matches(UUID_FORM)) {
      return;
    }
    UUID round = UUID.fromString(id);
    LinkedIdentity who = LinkedIdentity.directory(denied.caller().id());
    Channel channel = ReviewController.channel(denied.userAgent());
    if (denied.endpoint().equals(DECIDE)) {
      // Says nothing and names nothing, so it could not count even if it came from a person.
      desk.decide(
          new Decision(
              round, Optional.empty(), who, Optional.empty(), Optional.empty(), "", "", channel));
    } else if (denied.endpoint().equals(CHANGE)) {
      desk.mayChange(round, who, channel);
    }
  }
}
