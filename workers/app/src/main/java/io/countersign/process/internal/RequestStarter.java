package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.countersign.policy.Pins;
import io.countersign.requests.ActionRequested;
import io.countersign.requests.ActionReturned;
import io.countersign.requests.GlassBroken;
import io.countersign.requests.RequestDesk;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Tells the engine about requests. Runs from the outbox, so the engine may hear of the same thing
 * twice when an answer was lost; the models and the review desk make one of it.
 */
@Component
class RequestStarter {

  private static final Logger LOG = LoggerFactory.getLogger(RequestStarter.class);

  /** The process may still be on its way to where it waits for the message. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final CamundaClient client;
  private final Pins pins;
  private final RequestDesk requests;

  RequestStarter(CamundaClient client, Pins pins, RequestDesk requests) {
    this.client = client;
    this.pins = pins;
    this.requests = requests;
  }

  @ApplicationModuleListener
  void on(ActionRequested requested) {
    boolean begun =
        requests
            .find(requested.actionId())
            .map(action -> action.processInstanceKey().isPresent())
            .orElse(true);
    if (!begun) {
      start("perform-action", requested.actionId());
    }
  }

  @ApplicationModuleListener
  void on(GlassBroken broken) {
    start("review-break-glass", broken.acknowledgementId());
  }

  private void start(String process, UUID actionId) {
    long key =
        client
            .newCreateInstanceCommand()
            .processDefinitionKey(pins.process(process).orElseThrow().key())
            .variables(Map.of("actionId", actionId.toString()))
            .send()
            .join()
            .getProcessInstanceKey();
    LOG.info("Action {} runs as instance {} of {}", actionId, key, process);
  }

  @ApplicationModuleListener
  void on(ActionReturned returned) {
    client
        .newPublishMessageCommand()
        .messageName("countersign.action.returned")
        .correlationKey(returned.actionId().toString())
        .messageId(returned.actionId().toString())
        .timeToLive(PATIENCE)
        .send()
        .join();
  }
}
