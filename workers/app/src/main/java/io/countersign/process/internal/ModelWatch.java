package io.countersign.process.internal;

import io.countersign.policy.ModelEngine.EngineAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks now and then whether somebody deployed something over the models in force. */
@Component
class ModelWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ModelWatch.class);

  private final ModelDeployer deployer;
  private final Workers workers;

  ModelWatch(ModelDeployer deployer, Workers workers) {
    this.deployer = deployer;
    this.workers = workers;
  }

  @Scheduled(
      initialDelayString = "${countersign.policy.check-every:15m}",
      fixedDelayString = "${countersign.policy.check-every:15m}")
  void look() {
    if (!workers.ready()) {
      return;
    }
    try {
      deployer.confirm();
    } catch (EngineAway e) {
      LOG.debug("The models in force were not checked: {}", e.getMessage());
    }
  }
}
