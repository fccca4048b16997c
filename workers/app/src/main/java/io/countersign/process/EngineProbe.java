package io.countersign.process;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.response.PartitionBrokerHealth;
import io.camunda.client.api.response.Topology;
import io.countersign.process.internal.EngineClients;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a cluster once what it is, without the application. */
public final class EngineProbe {

  private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,2})(?!\\d)");
  private static final int OLDEST = 808;
  private static final int OLDEST_THAT_WORKS = 806;

  private EngineProbe() {}

  /** What came back. */
  public sealed interface Answer {

    /**
     * The cluster answered.
     *
     * @param version of its gateway
     * @param brokers how many there are
     * @param unhealthy partitions that are not well
     */
    record Cluster(String version, int brokers, long unhealthy) implements Answer {}

    /** It did not. */
    record Silence(String why) implements Answer {}
  }

  /** Asks; at most so long. */
  public static Answer ask(EngineProperties engine, Duration patience) {
    try (CamundaClient client = EngineClients.open(engine)) {
      Topology topology = client.newTopologyRequest().requestTimeout(patience).send().join();
      long unhealthy =
          topology.getBrokers().stream()
              .flatMap(broker -> broker.getPartitions().stream())
              .filter(partition -> partition.getHealth() != PartitionBrokerHealth.HEALTHY)
              .count();
      return new Answer.Cluster(
          topology.getGatewayVersion(), topology.getBrokers().size(), unhealthy);
    } catch (ClientException | IllegalArgumentException e) {
      return new Answer.Silence(String.valueOf(e.getMessage()));
    }
  }

  /** Whether the models run on this version as they are meant to. */
  public static Support support(String version) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.lookingAt()) {
      return Support.UNSUPPORTED;
    }
    int release = Integer.parseInt(numbers.group(1)) * 100 + Integer.parseInt(numbers.group(2));
    return release >= OLDEST
        ? Support.SUPPORTED
        : release >= OLDEST_THAT_WORKS ? Support.EMBEDDED_ONLY : Support.UNSUPPORTED;
  }

  /** How far a version of the engine is supported. */
  public enum Support {
    /** From 8.8 on. */
    SUPPORTED,
    /** It works, for the demo and for tests. */
    EMBEDDED_ONLY,
    UNSUPPORTED
  }
}
