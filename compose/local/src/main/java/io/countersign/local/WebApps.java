package io.countersign.local;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the engine is told so that Tasklist and Operate run in the same process. */
final class WebApps {
  static final String PROFILES = "operate,tasklist,broker,auth";

  private WebApps() {}

  static Map<String, String> environment(URI search, BrokerPorts ports) {
    Map<String, String> variables = new HashMap<>();
    variables.put("SPRING_PROFILES_ACTIVE", PROFILES);
    variables.put("CAMUNDA_DATABASE_TYPE", "opensearch");
    variables.put("CAMUNDA_DATABASE_URL", search.toString());
    for (String app : List.of("OPERATE", "TASKLIST")) {
      String prefix = "CAMUNDA_" + app + "_";
      variables.put(prefix + "DATABASE", "opensearch");
      variables.put(prefix + "OPENSEARCH_URL", search.toString());
      variables.put(prefix + "ZEEBEOPENSEARCH_URL", search.toString());
      variables.put(prefix + "ZEEBE_GATEWAYADDRESS", "127.0.0.1:" + ports.grpc());
      // The archiver wants index state management, which plain OpenSearch lacks.
      variables.put(prefix + "ARCHIVERENABLED", "false");
    }
    variables.put("CAMUNDA_TASKLIST_ZEEBE_RESTADDRESS", "http://127.0.0.1:" + ports.rest());
    String exporter = "ZEEBE_BROKER_EXPORTERS_OPENSEARCH_";
    variables.put(
        exporter + "CLASSNAME", "io.camunda.zeebe.exporter.opensearch.OpensearchExporter");
    variables.put(exporter + "ARGS_URL", search.toString());
    variables.put(exporter + "ARGS_BULK_SIZE", "1");
    return variables;
  }
}
