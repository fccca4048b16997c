package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.CamundaClientBuilder;
import io.camunda.client.impl.oauth.OAuthCredentialsProviderBuilder;
import io.countersign.process.EngineProperties;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Makes clients from settings. */
public final class EngineClients {

  private EngineClients() {}

  /** A client of its own, to be closed. */
  public static CamundaClient open(EngineProperties engine) {
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

  private static URI required(@Nullable URI value, String name) {
    if (value == null) {
      throw new IllegalStateException(
          "countersign.engine."
              + name
              + " is not set. Set the cluster's addresses, or countersign.engine.saas.");
    }
    return value;
  }
}
