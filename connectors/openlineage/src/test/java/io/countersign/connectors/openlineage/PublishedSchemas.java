package io.countersign.connectors.openlineage;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds events against the schemas that OpenLineage publishes, and our facets against ours. A facet
 * that no schema names is a problem: the core schema itself lets anything pass.
 */
public final class PublishedSchemas {

  private static final String CORE = "https://openlineage.io/spec/2-0-2/OpenLineage.json";
  private static final List<String> FACETS =
      List.of(
          "spec/facets/ColumnLineageDatasetFacet.json",
          "spec/facets/ParentRunFacet.json",
          "spec/facets/SchemaDatasetFacet.json",
          "spec/facets/DatasetVersionDatasetFacet.json",
          "spec/facets/DatasetTypeDatasetFacet.json",
          "spec/facets/JobTypeJobFacet.json",
          "spec/facets/ErrorMessageRunFacet.json",
          "spec/facets/TagsDatasetFacet.json",
          "schema/1-0-0/CountersignApprovalRunFacet.json",
          "schema/1-0-0/CountersignActionRunFacet.json");

  private final SchemaRegistry registry;
  private final Map<String, String> byKey = new HashMap<>();

  /** Reads the schemas from the class path. */
  public PublishedSchemas() {
    Map<String, String> texts = new HashMap<>();
    texts.put(CORE, read("spec/OpenLineage.json"));
    for (String facet : FACETS) {
      String text = read(facet);
      JsonNode schema = JsonMapper.shared().readTree(text);
      String id = schema.path("$id").asString("");
      texts.put(id, text);
      schema.path("properties").propertyNames().forEach(key -> byKey.put(key, id));
    }
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts));
  }

  /** Everything that is wrong with an event; empty when nothing is. */
  public List<String> problems(String event) {
    List<String> problems = new ArrayList<>(errors(CORE, event));
    JsonNode json = JsonMapper.shared().readTree(event);
    facets(json.path("run").path("facets"), problems);
    facets(json.path("job").path("facets"), problems);
    for (String side : List.of("inputs", "outputs")) {
      json.path(side).forEach(dataset -> facets(dataset.path("facets"), problems));
    }
    return problems;
  }

  private void facets(JsonNode facets, List<String> problems) {
    facets
        .propertyNames()
        .forEach(
            key -> {
              String id = byKey.get(key);
              if (id == null) {
                problems.add("No schema knows facet '" + key + "'.");
                return;
              }
              JsonNode alone = JsonMapper.shared().createObjectNode().set(key, facets.path(key));
              problems.addAll(errors(id, alone.toString()));
              if (!facets.path(key).path("_schemaURL").asString("").startsWith(id)) {
                problems.add("Facet '" + key + "' names another schema than " + id + ".");
              }
            });
  }

  private List<String> errors(String id, String json) {
    Schema schema = registry.getSchema(SchemaLocation.of(id));
    return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  private static String read(String name) {
    try (InputStream in =
        Objects.requireNonNull(PublishedSchemas.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
