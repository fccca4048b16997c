package io.countersign.bpmn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.DeploymentEvent;
import org.junit.jupiter.api.Test;

class DeploymentIT {

  @Test
  void deployment_withoutTaskListeners_isAcceptedWhole() {
    DeploymentEvent deployed =
        Engine.shared().deploy(Models.all().stream().map(Engine::withoutTaskListeners).toList());
    int resources =
        deployed.getProcesses().size() + deployed.getDecisions().size() + deployed.getForm().size();
    assertThat(resources).isEqualTo(Models.all().size());
  }

  @Test
  void deployment_withTaskListeners_isRefusedByAnEngineBefore88() {
    assertThatThrownBy(() -> Engine.shared().deploy(Models.all()))
        .isInstanceOf(ClientStatusException.class);
  }
}
