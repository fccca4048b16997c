package io.countersign.connectors.openlineage;

import io.countersign.spi.lineage.LineageEvent.Column;
import io.countersign.spi.lineage.LineageEvent.DatasetRef;
import io.countersign.spi.lineage.LineageEvent.Source;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.ColumnLineageDatasetFacetFieldsBuilder;
import io.openlineage.client.OpenLineage.DatasetFacets;
import io.openlineage.client.OpenLineage.DatasetFacetsBuilder;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.InputField;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.TagsDatasetFacetFields;
import java.util.ArrayList;
import java.util.List;

/** Datasets with their facets: version, schema, tags, and which column was made from which. */
final class DatasetFacts {

  private final OpenLineage lineage;
  private final Naming naming;

  DatasetFacts(OpenLineage lineage, Naming naming) {
    this.lineage = lineage;
    this.naming = naming;
  }

  InputDataset input(DatasetRef dataset) {
    Naming.Name name = naming.of(dataset);
    return lineage.newInputDataset(name.namespace(), name.name(), common(dataset).build(), null);
  }

  OutputDataset output(DatasetRef dataset) {
    Naming.Name name = naming.of(dataset);
    return lineage.newOutputDataset(name.namespace(), name.name(), withColumns(dataset), null);
  }

  private DatasetFacetsBuilder common(DatasetRef dataset) {
    DatasetFacetsBuilder facets =
        lineage
            .newDatasetFacetsBuilder()
            .datasetType(
                lineage.newDatasetTypeDatasetFacet(
                    dataset.kind() == DatasetRef.Kind.RELEASE ? "RELEASE" : "FILE",
                    dataset.kind().name()));
    dataset
        .version()
        .ifPresent(version -> facets.version(lineage.newDatasetVersionDatasetFacet(version)));
    if (!dataset.columns().isEmpty()) {
      facets.schema(
          lineage.newSchemaDatasetFacet(
              dataset.columns().stream()
                  .map(
                      column ->
                          lineage.newSchemaDatasetFacetFields(
                              column.name(), "string", null, null, null))
                  .toList()));
    }
    List<TagsDatasetFacetFields> tags = tags(dataset.columns());
    if (!tags.isEmpty()) {
      facets.tags(lineage.newTagsDatasetFacet(tags));
    }
    return facets;
  }

  private List<TagsDatasetFacetFields> tags(List<Column> columns) {
    List<TagsDatasetFacetFields> tags = new ArrayList<>();
    for (Column column : columns) {
      column
          .tags()
          .forEach(
              tag ->
                  tags.add(
                      lineage.newTagsDatasetFacetFields(
                          "dataClass", tag, "COUNTERSIGN", column.name())));
    }
    return tags;
  }

  private DatasetFacets withColumns(DatasetRef dataset) {
    DatasetFacetsBuilder facets = common(dataset);
    ColumnLineageDatasetFacetFieldsBuilder fields =
        lineage.newColumnLineageDatasetFacetFieldsBuilder();
    boolean any = false;
    for (Column column : dataset.columns()) {
      if (!column.sources().isEmpty()) {
        any = true;
        fields.put(
            column.name(),
            lineage.newColumnLineageDatasetFacetFieldsAdditional(
                column.sources().stream().map(this::field).toList(), null, null));
      }
    }
    return any
        ? facets
            .columnLineage(lineage.newColumnLineageDatasetFacet(fields.build(), List.of()))
            .build()
        : facets.build();
  }

  private InputField field(Source source) {
    Naming.Name name = naming.of(source.dataset());
    return lineage.newInputField(
        name.namespace(),
        name.name(),
        source.column(),
        List.of(
            lineage.newInputFieldTransformations(
                "DIRECT",
                source.masked() ? "TRANSFORMATION" : "IDENTITY",
                source.treatment(),
                source.masked())));
  }
}
