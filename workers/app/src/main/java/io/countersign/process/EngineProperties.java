package io.countersign.process;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach the Camunda 8 cluster.
 *
 * @param grpcAddress gateway address, {@code http://} for plaintext or {@code https://}
 * @param restAddress address of the orchestration REST API
 * @param saas the cluster in Camunda's cloud, instead of the two addresses
 * @param oauth how to obtain tokens from a self-managed identity provider
 * @param trustAssignee whether only people themselves can complete user tasks under their names in
 *     this cluster: nobody else has engine credentials, or its authorizations see to it. Without
 *     it, votes that come from Tasklist do not count
 * @param workerThreads jobs that run at the same time
 * @param requesters as which agent a process of yours asks for actions and releases, by process id.
 *     Whoever may deploy or start that process asks as that agent
 * @param jobTimeout how long a job stays ours without a sign of life; running jobs extend it
 * @param shutdownPatience how long running jobs are waited for at the end; then they are handed
 *     back
 */
@ConfigurationProperties("countersign.engine")
public record EngineProperties(
    @Nullable URI grpcAddress,
    @Nullable URI restAddress,
    @Nullable Saas saas,
    @Nullable OAuth oauth,
    @DefaultValue("false") boolean trustAssignee,
    @DefaultValue("8") int workerThreads,
    @DefaultValue Map<String, String> requesters,
    @DefaultValue("20s") Duration jobTimeout,
    @DefaultValue("15s") Duration shutdownPatience) {

  public EngineProperties {
    requesters = Map.copyOf(requesters);
  }

  /** A SaaS cluster and the API client that may use it. */
  public record Saas(String clusterId, String region, String clientId, String clientSecret) {}

  /** A client of a self-managed identity provider. */
  public record OAuth(
      String authorizationServerUrl, String audience, String clientId, String clientSecret) {}
}
