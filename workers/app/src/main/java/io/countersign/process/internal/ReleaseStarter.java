package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.countersign.policy.Pins;
import io.countersign.policy.Pins.Pin;
import io.countersign.releases.ReleaseDesk;
import io.countersign.releases.ReleaseRequested;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Starts the process of a release. Runs from the outbox, so it may start a second instance when the
 * answer to the first was lost; only the first to accept the release goes on.
 */
@Component
class ReleaseStarter {

  private static final Logger LOG = LoggerFactory.getLogger(ReleaseStarter.class);

  private static final String MODEL = "release-dataset";

  private final CamundaClient client;
  private final Pins pins;
  private final ReleaseDesk releases;

  ReleaseStarter(CamundaClient client, Pins pins, ReleaseDesk releases) {
    this.client = client;
    this.pins = pins;
    this.releases = releases;
  }

  @ApplicationModuleListener
  void on(ReleaseRequested requested) {
    boolean started =
        releases
            .find(requested.releaseId())
            .map(release -> release.processInstanceKey().isPresent())
            .orElse(true);
    if (started) {
      return;
    }
    Pin model = pins.process(MODEL).orElseThrow();
    long key =
        client
            .newCreateInstanceCommand()
            .processDefinitionKey(model.key())
            .variables(
                Map.of(
                    "releaseId", requested.releaseId().toString(),
                    "requestedBy", requested.requestedBy()))
            .send()
            .join()
            .getProcessInstanceKey();
    LOG.info("Release {} runs as process instance {}", requested.releaseId(), key);
  }
}
