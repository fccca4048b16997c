package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.CamundaClientBuilder;
import io.camunda.client.impl.oauth.OAuthCredentialsProviderBuilder;
import io.countersign.process.EngineProperties;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the one client that everything here shares. */
@Configuration
class EngineConfiguration {

  @Bean(destroyMethod = "close")
  CamundaClient camundaClient(EngineProperties engine) {
    EngineProperties.Saas saas = engine.saas();
    if (saas != null) {
      return CamundaClient.newCloudClientBuilder()
          .withClusterId(saas.clusterId())
          .withClientId(saas.clientId())
          .withClientSecret(saas.clientSecret())
          .withRegion(saas.region())
          .numJobWorkerExecutionThreads(engine.workerThreads())
          .build();
    }
    CamundaClientBuilder builder =
        CamundaClient.newClientBuilder()
            .grpcAddress(required(engine.grpcAddress(), "grpc-address"))
            .restAddress(required(engine.restAddress(), "rest-address"))
            .preferRestOverGrpc(false)
            .numJobWorkerExecutionThreads(engine.workerThreads());
    EngineProperties.OAuth oauth = engine.oauth();
    if (oauth != null) {
      builder.credentialsProvider(
          new OAuthCredentialsProviderBuilder()
              .authorizationServerUrl(oauth.authorizationServerUrl())
              .audience(oauth.audience())
              .clientId(oauth.clientId())
              .clientSecret(oauth.clientSecret())
              .build());
    }
    return builder.build();
  }

  /** Extends the timeouts of running jobs. */
  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService jobHeartbeats() {
    return Executors.newScheduledThreadPool(
        1, Thread.ofPlatform().name("job-heartbeat").daemon().factory());
  }

  private static URI required(@org.jspecify.annotations.Nullable URI value, String name) {
    if (value == null) {
      throw new IllegalStateException(
          "countersign.engine."
              + name
              + " is not set. Set the cluster's addresses, or countersign.engine.saas.");
    }
    return value;
  }
}
