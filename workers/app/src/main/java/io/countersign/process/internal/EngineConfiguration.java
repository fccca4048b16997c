package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.countersign.process.EngineProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the one client that everything here shares. */
@Configuration
class EngineConfiguration {

  @Bean(destroyMethod = "close")
  CamundaClient camundaClient(EngineProperties engine) {
    return EngineClients.open(engine);
  }
}
