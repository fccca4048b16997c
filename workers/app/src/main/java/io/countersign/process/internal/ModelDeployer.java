package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.client.api.response.DeploymentEvent;
import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Deploys all models in one command, as their bindings require, adapted to the cluster. Deploying
 * what is already there changes nothing: the engine recognises it.
 */
@Component
class ModelDeployer {

  private static final Logger LOG = LoggerFactory.getLogger(ModelDeployer.class);

  private final CamundaClient client;

  ModelDeployer(CamundaClient client) {
    this.client = client;
  }

  void deploy() {
    String version = client.newTopologyRequest().send().join().getGatewayVersion();
    EngineVersion engine = EngineVersion.parse(version);
    Iterator<Model> models = Models.all().iterator();
    Model first = models.next();
    DeployResourceCommandStep2 command =
        client
            .newDeployResourceCommand()
            .addResourceBytes(content(first, engine), first.fileName());
    while (models.hasNext()) {
      Model model = models.next();
      command = command.addResourceBytes(content(model, engine), model.fileName());
    }
    DeploymentEvent deployment = command.send().join();
    LOG.info("Deployed to Camunda {}: {}", version, processes(deployment));
  }

  static byte[] content(Model model, EngineVersion engine) {
    byte[] bytes = model.text().getBytes(StandardCharsets.UTF_8);
    boolean adapt = model.kind() == Model.Kind.PROCESS && !engine.hasTaskListeners();
    return adapt ? ModelAdapter.withoutTaskListeners(bytes) : bytes;
  }

  private static List<String> processes(DeploymentEvent deployment) {
    return deployment.getProcesses().stream()
        .map(process -> process.getBpmnProcessId() + " v" + process.getVersion())
        .toList();
  }
}
