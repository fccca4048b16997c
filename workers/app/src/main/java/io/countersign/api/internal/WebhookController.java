package io.countersign.api.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.access.Allowed;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.Role;
import io.countersign.webhooks.Delivery;
import io.countersign.webhooks.Webhooks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What other systems were told, and telling them again. */
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhookController {

  private final Webhooks webhooks;

  WebhookController(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** Deliveries, newest first. */
  record DeliveryList(List<DeliveryView> items) {}

  /** One event on its way to one receiver. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeliveryView(
      String event,
      String type,
      String receiver,
      Delivery.State state,
      int attempts,
      @Nullable String lastAnswer,
      Instant occurredAt,
      @Nullable Instant doneAt) {}

  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/deliveries")
  DeliveryList deliveries(@RequestParam(defaultValue = "20") int limit) {
    return new DeliveryList(
        webhooks.latest(Pages.limit(limit)).stream().map(WebhookController::view).toList());
  }

  private static DeliveryView view(Delivery delivery) {
    return new DeliveryView(
        delivery.eventId(),
        delivery.type(),
        delivery.receiver(),
        delivery.state(),
        delivery.attempts(),
        delivery.lastAnswer().orElse(null),
        delivery.occurredAt(),
        delivery.doneAt().orElse(null));
  }

  /** Which event is to be told again, and whom. */
  record ReplayBody(@Nullable String event, @Nullable String receiver) {}

  /** What is told again. */
  record Replayed(String event, String receiver) {}

  @Allowed(Role.OPERATOR)
  @PostMapping("/replays")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Replayed replay(@RequestBody ReplayBody body) {
    if (body.event() == null || body.receiver() == null) {
      throw Rejected.malformed("'event' or 'receiver' is missing.");
    }
    if (!webhooks.replay(body.event(), body.receiver())) {
      throw new Rejected(
          HttpStatus.CONFLICT,
          "NotReplayable",
          List.of(
              "'"
                  + Problems.echo(body.receiver())
                  + "' was never to be told of '"
                  + Problems.echo(body.event())
                  + "', or is being told at this moment."));
    }
    return new Replayed(body.event(), body.receiver());
  }
}
