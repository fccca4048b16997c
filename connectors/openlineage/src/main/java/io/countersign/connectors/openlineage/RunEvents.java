package io.countersign.connectors.openlineage;

import io.countersign.spi.lineage.LineageEvent;
import io.countersign.spi.lineage.LineageEvent.Approval;
import io.countersign.spi.lineage.LineageEvent.RunRef;
import io.countersign.spi.lineage.LineageEvent.Vote;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineage.RunFacetsBuilder;
import io.openlineage.client.utils.UUIDUtils;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Makes OpenLineage run events. The same lineage event always gives the same one. */
final class RunEvents {

  static final URI PRODUCER = URI.create("urn:countersign:producer:0.1");

  private final OpenLineage lineage = new OpenLineage(PRODUCER);
  private final String namespace;
  private final DatasetFacts datasets;

  RunEvents(String namespace) {
    this.namespace = namespace;
    this.datasets = new DatasetFacts(lineage, new Naming(namespace));
  }

  RunEvent of(LineageEvent event) {
    return lineage.newRunEvent(
        event.at().atZone(ZoneOffset.UTC),
        EventType.valueOf(event.phase().name()),
        lineage.newRun(id(event.run()), facets(event)),
        lineage.newJob(namespace, event.run().job(), jobFacets(event)),
        event.inputs().stream().map(datasets::input).toList(),
        event.outputs().stream().map(datasets::output).toList());
  }

  /** A UUID of version 7 whose random part is made of the key: the same run, the same id. */
  static UUID id(RunRef run) {
    return UUIDUtils.generateStaticUUID(run.began(), run.key().getBytes(StandardCharsets.UTF_8));
  }

  private OpenLineage.JobFacets jobFacets(LineageEvent event) {
    String type =
        event.approval().isPresent() ? "REVIEW" : event.parent().isEmpty() ? "PROCESS" : "TASK";
    return lineage
        .newJobFacetsBuilder()
        .jobType(lineage.newJobTypeJobFacet("BATCH", "COUNTERSIGN", type, null))
        .build();
  }

  private OpenLineage.RunFacets facets(LineageEvent event) {
    RunFacetsBuilder facets = lineage.newRunFacetsBuilder();
    event.parent().ifPresent(parent -> facets.parent(parent(parent, event.root().orElse(parent))));
    event
        .fault()
        .ifPresent(
            fault -> facets.errorMessage(lineage.newErrorMessageRunFacet(fault, "none", null)));
    if (!event.action().isEmpty()) {
      facets.put(
          "countersign_action",
          new CountersignFacet("CountersignActionRunFacet", new TreeMap<>(event.action())));
    }
    event
        .approval()
        .ifPresent(
            approval ->
                facets.put(
                    "countersign_approval",
                    new CountersignFacet("CountersignApprovalRunFacet", content(approval))));
    return facets.build();
  }

  private OpenLineage.ParentRunFacet parent(RunRef parent, RunRef root) {
    return lineage.newParentRunFacet(
        lineage.newParentRunFacetRun(id(parent), null),
        lineage.newParentRunFacetJob(namespace, parent.job(), null),
        lineage.newParentRunFacetRoot(
            lineage.newRootRun(id(root), null), lineage.newRootJob(namespace, root.job(), null)));
  }

  private static Map<String, Object> content(Approval approval) {
    Map<String, Object> content = new TreeMap<>();
    content.put("verdict", approval.verdict());
    content.put("subjectDigest", approval.subjectDigest());
    content.put("shownDigest", approval.shownDigest());
    approval.policy().ifPresent(policy -> content.put("policy", policy));
    List<Map<String, Object>> votes = approval.votes().stream().map(RunEvents::content).toList();
    content.put("decisions", votes);
    return content;
  }

  private static Map<String, Object> content(Vote vote) {
    Map<String, Object> content = new TreeMap<>();
    content.put("person", vote.person());
    vote.inPlaceOf().ifPresent(person -> content.put("inPlaceOf", person));
    content.put("group", vote.group());
    content.put("choice", vote.choice());
    content.put("channel", vote.channel());
    vote.comment().ifPresent(words -> content.put("comment", words));
    content.put("at", vote.at().toString());
    return content;
  }
}
