package io.countersign.lineage.internal;

import io.countersign.lineage.Edge.Kind;
import io.countersign.lineage.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the graph as W3C provenance, PROV-JSON (https://www.w3.org/submissions/prov-json/). Runs
 * are activities, people and agents are agents, everything else is an entity: also the sealed
 * actions and the decisions, which reviews and effects used. Who could merely see something is left
 * out, as PROV has no word for it. Reads page by page, once for each section.
 */
@Component
class ProvWriter {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PREFIX = "cs";
  private static final String NAMESPACE = "https://countersign.io/ns/lineage#";
  private static final Set<Node.Kind> AGENTS = EnumSet.of(Node.Kind.PERSON, Node.Kind.AGENT);

  /** Which roles the two ends of an edge have in a relation. */
  private record Way(Kind kind, String from, String to) {}

  /** A section: a relation, and the edges that are one. */
  private record Relation(String name, boolean timed, List<Way> ways) {

    static Relation of(String name, boolean timed, String from, String to, Kind... kinds) {
      return new Relation(
          name, timed, Stream.of(kinds).map(kind -> new Way(kind, from, to)).toList());
    }
  }

  private static final String INFLUENCER = "prov:influencer";
  private static final String INFLUENCEE = "prov:influencee";

  private static final List<Relation> RELATIONS =
      List.of(
          Relation.of(
              "used",
              true,
              "prov:entity",
              "prov:activity",
              Kind.READ,
              Kind.MASKED_BY,
              Kind.GUIDED,
              Kind.REVIEWED_IN,
              Kind.DONE_BY,
              Kind.DECIDED),
          Relation.of("wasGeneratedBy", true, "prov:activity", "prov:entity", Kind.WROTE),
          Relation.of("wasInformedBy", false, "prov:informant", "prov:informed", Kind.ALLOWED),
          Relation.of(
              "wasAttributedTo",
              false,
              "prov:agent",
              "prov:entity",
              Kind.ASKED,
              Kind.CHANGED,
              Kind.CAST),
          Relation.of("actedOnBehalfOf", false, "prov:responsible", "prov:delegate", Kind.OWNS),
          Relation.of("alternateOf", false, "prov:alternate1", "prov:alternate2", Kind.HOLDS),
          Relation.of(
              "specializationOf", false, "prov:generalEntity", "prov:specificEntity", Kind.HAS),
          Relation.of(
              "wasDerivedFrom", false, "prov:generatedEntity", "prov:usedEntity", Kind.REPLACED),
          Relation.of("hadMember", false, "prov:entity", "prov:collection", Kind.PART_OF),
          new Relation(
              "wasInfluencedBy",
              false,
              List.of(
                  new Way(Kind.RULED, INFLUENCER, INFLUENCEE),
                  new Way(Kind.GOVERNED, INFLUENCER, INFLUENCEE),
                  new Way(Kind.PREPARED_BY, INFLUENCEE, INFLUENCER),
                  new Way(Kind.FOR, INFLUENCEE, INFLUENCER))));

  private final NodePages nodes;
  private final EdgePages edges;

  ProvWriter(NodePages nodes, EdgePages edges) {
    this.nodes = nodes;
    this.edges = edges;
  }

  void write(OutputStream out) throws IOException {
    try (JsonGenerator json =
        JSON.createGenerator(out).configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false)) {
      json.writeStartObject();
      json.writeObjectPropertyStart("prefix");
      json.writeStringProperty(PREFIX, NAMESPACE);
      json.writeEndObject();
      section(json, "entity", node -> !isAgent(node) && !isActivity(node));
      section(json, "activity", ProvWriter::isActivity);
      section(json, "agent", ProvWriter::isAgent);
      for (Relation relation : RELATIONS) {
        relation(json, relation);
      }
      json.writeEndObject();
    }
    out.flush();
  }

  private static boolean isAgent(Node node) {
    return AGENTS.contains(node.kind());
  }

  private static boolean isActivity(Node node) {
    return node.kind() == Node.Kind.RUN;
  }

  private void section(JsonGenerator json, String name, Predicate<Node> of) {
    json.writeObjectPropertyStart(name);
    nodes.all().map(GraphRows.Numbered::node).filter(of).forEach(node -> record(json, node));
    json.writeEndObject();
  }

  private static void record(JsonGenerator json, Node node) {
    json.writeObjectPropertyStart(id(node.key()));
    json.writeStringProperty("prov:label", node.name());
    json.writeObjectPropertyStart("prov:type");
    json.writeStringProperty("$", type(node));
    json.writeStringProperty("type", "xsd:QName");
    json.writeEndObject();
    if (isActivity(node)) {
      node.text("startedAt").ifPresent(at -> json.writeStringProperty("prov:startTime", at));
      node.text("endedAt").ifPresent(at -> json.writeStringProperty("prov:endTime", at));
      node.text("state").ifPresent(state -> json.writeStringProperty(PREFIX + ":state", state));
    } else if (!isAgent(node)) {
      node.at().ifPresent(at -> json.writeStringProperty(PREFIX + ":at", at.toString()));
      node.text("sha256").ifPresent(sha -> json.writeStringProperty(PREFIX + ":sha256", sha));
      node.text("choice").ifPresent(said -> json.writeStringProperty(PREFIX + ":choice", said));
    }
    json.writeEndObject();
  }

  private static String type(Node node) {
    return switch (node.kind()) {
      case PERSON -> "prov:Person";
      case AGENT -> "prov:SoftwareAgent";
      case PLAN -> "prov:Plan";
      case POLICY_SET -> "prov:Collection";
      default -> PREFIX + ":" + camel(node.kind().name());
    };
  }

  private static String camel(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private void relation(JsonGenerator json, Relation relation) {
    json.writeObjectPropertyStart(relation.name());
    int[] number = {0};
    for (Way way : relation.ways()) {
      edges.each(
          way.kind(),
          edge -> {
            json.writeObjectPropertyStart("_:" + relation.name() + ++number[0]);
            json.writeStringProperty(way.from(), id(edge.from()));
            json.writeStringProperty(way.to(), id(edge.to()));
            if (relation.timed()) {
              edge.at().ifPresent(at -> json.writeStringProperty("prov:time", at.toString()));
            }
            json.writeEndObject();
          });
    }
    json.writeEndObject();
  }

  /** A key as the local part of a qualified name. */
  private static String id(String key) {
    return PREFIX
        + ":"
        + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
