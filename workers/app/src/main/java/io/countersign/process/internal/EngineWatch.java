package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Says once when the engine stops answering, and once when it answers again. */
@Component
class EngineWatch {

  private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);

  private final CamundaClient client;
  private final Workers workers;
  private final RunningJobs contact;
  private boolean away;

  EngineWatch(CamundaClient client, Workers workers, RunningJobs contact) {
    this.client = client;
    this.workers = workers;
    this.contact = contact;
  }

  @Scheduled(fixedDelayString = "${countersign.engine.watch-every:5s}")
  void look() {
    if (!workers.ready()) {
      return;
    }
    try {
      client.newTopologyRequest().send().join();
      if (away) {
        LOG.info("The engine answers again; work goes on.");
      }
      away = false;
      contact.engineAnswers(true);
    } catch (ClientException e) {
      if (!away) {
        LOG.warn(
            "The engine does not answer: {}. Nothing is lost; work goes on when it is back.",
            e.getMessage());
      }
      away = true;
      contact.engineAnswers(false);
    }
  }
}
