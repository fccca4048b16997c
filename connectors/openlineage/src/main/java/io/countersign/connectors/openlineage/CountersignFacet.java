package io.countersign.connectors.openlineage;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.openlineage.client.OpenLineage.RunFacet;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run facet of our own. Its schema lies in this module's resources under {@code schema/}; a
 * published version never changes.
 */
final class CountersignFacet implements RunFacet {

  /** Before the path of a schema: a name that stays, wherever the repository lies. */
  static final String SCHEMAS = "urn:countersign:openlineage/schema/1-0-0/";

  private final URI schema;
  private final Map<String, Object> content;

  CountersignFacet(String schema, Map<String, Object> content) {
    this.schema = URI.create(SCHEMAS + schema + ".json");
    this.content = new TreeMap<>(content);
  }

  @Override
  @JsonProperty("_producer")
  public URI get_producer() {
    return RunEvents.PRODUCER;
  }

  @Override
  @JsonProperty("_schemaURL")
  public URI get_schemaURL() {
    return schema;
  }

  @Override
  @JsonAnyGetter
  public Map<String, Object> getAdditionalProperties() {
    return content;
  }
}
