package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.DeployResourceCommandStep1;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.client.api.response.DeploymentEvent;
import io.countersign.bpmn.Model;
import io.countersign.policy.ModelEngine;
import io.countersign.policy.PolicyResource;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Deploys a set of models in one command, as their bindings require, adapted to the cluster. */
@Component
class Deployments implements ModelEngine {

  private final CamundaClient client;

  Deployments(CamundaClient client) {
    this.client = client;
  }

  @Override
  public List<Deployed> deploy(List<PolicyResource> set) {
    if (set.isEmpty()) {
      throw new IllegalArgumentException("There is nothing to deploy.");
    }
    try {
      EngineVersion engine =
          EngineVersion.parse(client.newTopologyRequest().send().join().getGatewayVersion());
      return positions(command(set, engine).send().join());
    } catch (ClientStatusException e) {
      if (e.getStatusCode() == Status.Code.INVALID_ARGUMENT) {
        throw new IllegalArgumentException("The engine refuses the models: " + e.getMessage(), e);
      }
      throw new EngineAway("The engine does not answer: " + e.getMessage(), e);
    } catch (ClientException e) {
      throw new EngineAway("The engine does not answer: " + e.getMessage(), e);
    }
  }

  private DeployResourceCommandStep2 command(List<PolicyResource> set, EngineVersion engine) {
    DeployResourceCommandStep1 empty = client.newDeployResourceCommand();
    PolicyResource first = set.getFirst();
    DeployResourceCommandStep2 command =
        empty.addResourceBytes(content(first.model(), engine), first.name());
    for (PolicyResource next : set.subList(1, set.size())) {
      command = command.addResourceBytes(content(next.model(), engine), next.name());
    }
    return command;
  }

  static byte[] content(Model model, EngineVersion engine) {
    byte[] bytes = model.text().getBytes(StandardCharsets.UTF_8);
    boolean adapt = model.kind() == Model.Kind.PROCESS && !engine.hasTaskListeners();
    return adapt ? ModelAdapter.withoutTaskListeners(bytes) : bytes;
  }

  private static List<Deployed> positions(DeploymentEvent deployment) {
    Stream<Deployed> processes =
        deployment.getProcesses().stream()
            .map(
                p ->
                    new Deployed(p.getResourceName(), p.getProcessDefinitionKey(), p.getVersion()));
    Stream<Deployed> decisions =
        deployment.getDecisions().stream()
            .map(
                d ->
                    new Deployed(
                        d.getDmnDecisionId() + ".dmn", d.getDecisionKey(), d.getVersion()));
    Stream<Deployed> forms =
        deployment.getForm().stream()
            .map(f -> new Deployed(f.getResourceName(), f.getFormKey(), f.getVersion()));
    return Stream.of(processes, decisions, forms).flatMap(all -> all).toList();
  }
}
