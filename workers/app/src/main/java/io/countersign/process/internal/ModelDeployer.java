package io.countersign.process.internal;

import io.countersign.bpmn.Models;
import io.countersign.policy.ModelEngine;
import io.countersign.policy.Pins;
import io.countersign.policy.PolicyResource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings the models in force to the engine: at installation those that ship, ever after those that
 * are pinned, whatever ships. Deploying what is already there changes nothing, so doing it again
 * finds out whether somebody deployed something else meanwhile.
 */
@Component
class ModelDeployer {

  private static final Logger LOG = LoggerFactory.getLogger(ModelDeployer.class);

  private final ModelEngine engine;
  private final Pins pins;

  ModelDeployer(ModelEngine engine, Pins pins) {
    this.engine = engine;
    this.pins = pins;
  }

  /**
   * Deploys what is in force.
   *
   * @throws ModelEngine.EngineAway when the engine does not answer
   */
  void deploy() {
    if (pins.version() == 0 && install()) {
      return;
    }
    confirm();
    List<String> others = pins.unlikeShipped();
    if (!others.isEmpty()) {
      LOG.warn(
          "This version of Countersign ships other models than those in force, which stay: {}."
              + " Bring the new ones into force with 'countersign policy propose --shipped'.",
          others);
    }
  }

  private boolean install() {
    List<PolicyResource> shipped = Models.all().stream().map(PolicyResource::of).toList();
    boolean first = pins.install(shipped, engine);
    if (first) {
      LOG.info(
          "Installed {} models; from now on they change by 'policy.deploy' only.", shipped.size());
    }
    return first;
  }

  /** Holds the engine against the pins; what was deployed over them is recorded and replaced. */
  void confirm() {
    pins.confirm(engine);
  }
}
