package io.countersign.lineage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.countersign.actions.Actions;
import io.countersign.actions.Payloads;
import io.countersign.actions.SealedAction;
import io.countersign.connectors.openlineage.PublishedSchemas;
import io.countersign.history.ProcessHistory;
import io.countersign.lineage.ColumnTrace;
import io.countersign.lineage.Deed;
import io.countersign.lineage.LineageExport;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.LineageGraph.Direction;
import io.countersign.lineage.Node;
import io.countersign.lineage.Sighting;
import io.countersign.lineage.Slice;
import io.countersign.lineage.internal.Story.Treated;
import io.countersign.policy.DecisionTables;
import io.countersign.review.Choice;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.spi.lineage.LineageEvent;
import io.countersign.spi.lineage.LineageSink;
import io.countersign.support.CanonicalJson;
import io.countersign.testing.DatabaseScan;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The graph over a real database: what happens is told by the modules' own events. */
@SpringBootTest(classes = LineageIT.LineageCore.class, webEnvironment = WebEnvironment.NONE)
class LineageIT {

  private static final Treated MAIL = new Treated("mail", "EMAIL", "token");
  private static final Treated BACKUP = new Treated("backup", "EMAIL", "keep");
  private static final Treated NOTES = new Treated("notes", "FREE_TEXT", "text");

  @Autowired private Actions actions;
  @Autowired private ReviewDesk desk;
  @Autowired private JdbcClient jdbc;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private TransactionTemplate transactions;
  @Autowired private Ticking clock;
  @Autowired private LineageGraph graph;
  @Autowired private LineageExport export;
  @Autowired private Scribe scribe;
  @Autowired private Ear ear;
  @Autowired private Payloads payloads;

  private Story story;
  private String dataset;
  private String source;
  private String masked;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    SliceDatabase.registerFresh(registry);
  }

  @BeforeEach
  void begin() {
    story = new Story(jdbc, actions, desk, events, transactions, clock);
    dataset = "customers-" + UUID.randomUUID();
    source = Requests.digest("source of " + dataset);
    masked = Requests.digest("masked " + dataset);
  }

  @Test
  void around_aCopy_reachesItsSourceAndEveryDecisionOnTheWay() {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    SealedAction action = story.exported(dataset, source, plan, masked, "ada", "grace");
    scribe.run();

    Slice up = graph.around(List.of(copyOf(action)), Direction.UP, 100);
    assertThat(up.nodes())
        .extracting(Node::key)
        .contains(
            "revision:" + source,
            "revision:" + masked,
            "run:masking:" + plan,
            "action:" + action.id(),
            "person:ada",
            "person:grace",
            "policy:action-policy@" + Requests.digest("policy"));
    assertThat(up.nodes()).filteredOn(node -> node.kind() == Node.Kind.DECISION).hasSize(1);
    assertThat(up.truncated()).isFalse();

    Slice down = graph.around(List.of("revision:" + source), Direction.DOWN, 100);
    assertThat(down.nodes()).extracting(Node::key).contains(copyOf(action));
    assertThat(graph.find(dataset)).extracting(Node::key).contains("revision:" + source);
    assertThat(graph.find(action.id().toString())).hasSize(1);
    assertThat(graph.find("nothing is called so")).isEmpty();
    assertThat(graph.around(List.of("nothing"), Direction.BOTH, 10).nodes()).isEmpty();
  }

  @Test
  void columns_tagTravelsOn_andOnlyRecordedMaskingClearsIt() {
    String again = Requests.digest("again " + dataset);
    String plan = story.masked(dataset, source, masked, true, MAIL, BACKUP, NOTES);
    String second =
        story.masked(
            "partner",
            masked,
            again,
            true,
            new Treated("mail", "NONE", "keep"),
            new Treated("backup", "NONE", "keep"),
            new Treated("notes", "NONE", "keep"));
    story.sealed(dataset, source, plan, masked, "ada");
    story.sealed("partner", masked, second, again, "ada");
    scribe.run();

    assertThat(graph.columns("revision:" + again))
        .extracting(ColumnTrace::name, trace -> String.join(" ", trace.tags()))
        .containsExactly(tuple("mail", ""), tuple("backup", "EMAIL"), tuple("notes", "FREE_TEXT"));
    assertThat(graph.columns("revision:" + masked).getFirst().sources())
        .singleElement()
        .satisfies(
            from -> {
              assertThat(from.treatment()).isEqualTo("token");
              assertThat(from.masked()).isTrue();
              assertThat(from.clears()).isTrue();
              assertThat(from.revision()).isEqualTo(source);
            });
    assertThat(graph.reachedBy("revision:" + source, "backup"))
        .extracting(ColumnTrace::revision)
        .containsExactly(source, masked, again);
    assertThat(graph.reachedBy("revision:" + source, "mail"))
        .extracting(ColumnTrace::revision)
        .containsExactly(source);
  }

  @Test
  void columns_maskingThatIsNotOnRecord_clearsNothing() {
    String plan = story.masked(dataset, source, masked, false, MAIL);
    story.sealed(dataset, source, plan, masked, "ada");
    scribe.run();
    assertThat(graph.columns("revision:" + masked).getFirst().tags()).containsExactly("EMAIL");
  }

  @Test
  void around_contentThatMakesItself_ends() {
    String plan = story.masked(dataset, source, source, true, BACKUP);
    story.sealed(dataset, source, plan, source, "ada");
    scribe.run();
    Slice slice = graph.around(List.of("revision:" + source), Direction.BOTH, 100);
    assertThat(slice.nodes()).extracting(Node::key).contains("run:masking:" + plan);
    assertThat(graph.columns("revision:" + source).getFirst().tags()).containsExactly("EMAIL");
  }

  @Test
  void around_moreThanAllowed_saysSo() {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    story.exported(dataset, source, plan, masked, "ada", "grace");
    scribe.run();
    assertThat(graph.around(List.of("revision:" + source), Direction.DOWN, 2).truncated()).isTrue();
  }

  @Test
  void affectedBy_anApproval_isWhatItLetHappen_andWhatWasMadeOfThat() {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    SealedAction wrong = story.exported(dataset, source, plan, masked, "ada", "grace");
    SealedAction other = story.exported(dataset, source, plan, masked, "bob", "hank");
    String again = Requests.digest("made of the copy " + dataset);
    String second = story.masked("partner", masked, again, true, MAIL);
    SealedAction later = story.exported("partner", masked, second, again, "bob", "hank");
    scribe.run();

    String decision = decisionOn(wrong);
    List<String> affected =
        graph.affectedBy(decision, 100).nodes().stream().map(Node::key).toList();
    assertThat(affected)
        .contains(copyOf(wrong), "run:masking:" + second, "revision:" + again, copyOf(later))
        .doesNotContain(copyOf(other), "run:masking:" + plan, "revision:" + source);
    assertThat(graph.affectedBy("action:" + wrong.id(), 100).nodes())
        .extracting(Node::key)
        .contains(copyOf(wrong));
  }

  @Test
  void affectedBy_aDenial_isNothingButTheReview() {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    SealedAction action = story.sealed(dataset, source, plan, masked, "ada");
    ReviewRound round = story.open(action);
    story.decide(round, "grace", Choice.DENY, "No");
    scribe.run();
    assertThat(graph.affectedBy(decisionOn(action), 100).nodes())
        .extracting(Node::kind)
        .containsExactlyInAnyOrder(Node.Kind.DECISION, Node.Kind.RUN);
  }

  @Test
  void sightings_nameWhoAskedWhoCouldReviewWhoDecidedAndWhereItWent() {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    SealedAction action = story.exported(dataset, source, plan, masked, "ada", "grace");
    scribe.run();
    assertThat(graph.sightings("revision:" + masked, 100))
        .extracting(Sighting::who, Sighting::how)
        .contains(
            tuple("person:ada", "asked"),
            tuple("person:hank", "could review"),
            tuple("person:grace", "decided"),
            tuple(copyOf(action), "received"));
  }

  @Test
  void deeds_ofAnAgentInAPeriod_areThoseAndNoOthers() {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    story.sealed(dataset, source, plan, masked, "bot");
    clock.forward(Duration.ofHours(2));
    Instant from = clock.instant();
    SealedAction inside = story.sealed(dataset, source, plan, masked, "bot");
    clock.forward(Duration.ofHours(2));
    Instant to = clock.instant();
    story.sealed(dataset, source, plan, masked, "bot");
    scribe.run();
    assertThat(graph.deeds("agent:bot", from, to, 100))
        .extracting(Deed::node)
        .extracting(Node::key)
        .containsExactly("action:" + inside.id());
  }

  @Test
  void rebuild_givesTheSameGraph() {
    String plan = story.masked(dataset, source, masked, true, MAIL, BACKUP);
    story.exported(dataset, source, plan, masked, "ada", "grace");
    SealedAction denied = story.sealed(dataset, source, plan, masked, "bot");
    scribe.run();
    story.decide(story.open(denied), "hank", Choice.DENY, "No");
    scribe.run();
    List<Map<String, Object>> before = everything();

    graph.rebuild();
    assertThat(graph.pending()).isPositive();
    scribe.run();

    assertThat(graph.pending()).isZero();
    assertThat(everything()).isEqualTo(before).isNotEmpty();
  }

  @Test
  void run_afterAnErasure_forgetsWhatWasErased() {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    SealedAction action = story.exported(dataset, source, plan, masked, "ada", "grace");
    scribe.run();
    assertThat(graph.node(decisionOn(action)).orElseThrow().facts())
        .containsEntry("comment", "Looks fine");
    assertThat(graph.node("action:" + action.id()).orElseThrow().facts())
        .containsEntry("reason", action.request().reason());
    assertThat(DatabaseScan.of(jdbc).tablesWith("Looks fine", action.request().reason())).isEmpty();
    String rest = action.canonical().replace(action.request().reason(), "[erased]");
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql(
                  """
                  insert into erasure
                  values (gen_random_uuid(), ?, 'grace', 'gdpr-17', 'asked for', '{}', ?, 1, now())
                  """)
              .params(action.id(), CanonicalJson.digest(rest))
              .update();
          jdbc.sql("select erase_payload(?, ?)")
              .params(action.id(), payloads.sealRemaining(action.id(), "canonical", rest))
              .query(Integer.class)
              .single();
        });
    payloads.destroy(action.id());
    assertThat(graph.node(decisionOn(action)).orElseThrow().facts())
        .as("before the graph is made again")
        .containsEntry("comment", "[erased]");
    scribe.run();

    assertThat(graph.node(decisionOn(action)).orElseThrow().facts())
        .containsEntry("comment", "[erased]");
    assertThat(graph.node("action:" + action.id()).orElseThrow().facts())
        .containsEntry("reason", "[erased]")
        .containsEntry("erased", true)
        .containsEntry("intact", true);
  }

  @Test
  void run_actionWhosePreparationIsMissing_isThereAndSaysSo() {
    SealedAction action =
        story.sealed(dataset, source, Requests.digest("no such plan"), masked, "ada");
    scribe.run();
    Node revision = graph.node("revision:" + masked).orElseThrow();
    assertThat(revision.facts()).containsEntry("recorded", false);
    assertThat(graph.around(List.of("action:" + action.id()), Direction.BOTH, 100).nodes())
        .extracting(Node::key)
        .contains("revision:" + source);
  }

  @Test
  void run_oneThatCannotBeRead_holdsUpNoOther() {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    SealedAction broken = story.sealed(dataset, source, plan, masked, "ada");
    jdbc.sql("alter table ruling disable trigger user").update();
    jdbc.sql("update ruling set content = ? where action_id = ?")
        .params("{\"decisionId\":\"p\",\"why\":[\"\\ud800\"]}", broken.id())
        .update();
    jdbc.sql("alter table ruling enable trigger user").update();
    SealedAction fine = story.sealed(dataset, source, plan, masked, "ada");
    scribe.run();

    assertThat(graph.node("action:" + fine.id())).isPresent();
    assertThat(graph.node("action:" + broken.id())).isEmpty();
    assertThat(graph.pending()).isEqualTo(1);
    jdbc.sql("alter table ruling disable trigger user").update();
    jdbc.sql(
            "update ruling set content = '{\"decisionId\":\"p\",\"version\":1}' where action_id = ?")
        .param(broken.id())
        .update();
    jdbc.sql("alter table ruling enable trigger user").update();
    clock.forward(Duration.ofMinutes(20));
    scribe.run();
    assertThat(graph.node("action:" + broken.id())).isPresent();
    assertThat(graph.pending()).isZero();
  }

  @Test
  void export_openLineage_passesThePublishedSchemas_andReachesTheSourceFromTheCopy()
      throws Exception {
    String plan = story.masked(dataset, source, masked, true, MAIL, BACKUP);
    SealedAction action = story.exported(dataset, source, plan, masked, "bot", "grace");
    SealedAction denied = story.sealed(dataset, source, plan, masked, "ada");
    story.decide(story.open(denied), "hank", Choice.DENY, "<b>No\u202e");
    scribe.run();

    List<String> lines = export("openlineage").lines().toList();
    PublishedSchemas schemas = new PublishedSchemas();
    assertThat(lines).allSatisfy(line -> assertThat(schemas.problems(line)).isEmpty());
    assertThat(export("openlineage").lines().toList()).isEqualTo(lines);
    Map<String, List<String>> phases = new HashMap<>();
    Map<String, Set<String>> madeOf = new HashMap<>();
    for (String line : lines) {
      JsonNode event = JsonMapper.shared().readTree(line);
      phases
          .computeIfAbsent(event.path("run").path("runId").asString(""), run -> new ArrayList<>())
          .add(event.path("eventType").asString(""));
      Set<String> inputs = names(event.path("inputs"));
      names(event.path("outputs"))
          .forEach(out -> madeOf.computeIfAbsent(out, o -> new HashSet<>()).addAll(inputs));
    }
    assertThat(phases.values())
        .allSatisfy(
            events -> {
              assertThat(events.getFirst()).isEqualTo("START");
              assertThat(events.size()).isLessThanOrEqualTo(2);
            });
    assertThat(madeOf.get("/srv/exports/customers.csv"))
        .contains("release." + action.id(), dataset + ".masked");
    assertThat(madeOf.get("release." + action.id())).containsExactly(dataset + ".masked");
    assertThat(madeOf.get(dataset + ".masked")).contains(dataset);
    assertThat(madeOf).doesNotContainKey("release." + denied.id());
    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(denied.id().toString(), "\"verdict\":\"denied\"", "ABORT"));
  }

  @Test
  void export_ocel_namesOnlyTypesAndObjectsThatItDeclares() throws Exception {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    SealedAction action = story.exported(dataset, source, plan, masked, "ada", "grace");
    scribe.run();

    JsonNode log = JsonMapper.shared().readTree(export("ocel"));
    Set<String> objectTypes = texts(log.path("objectTypes"), "name");
    Set<String> eventTypes = texts(log.path("eventTypes"), "name");
    Set<String> objects = texts(log.path("objects"), "id");
    assertThat(objects).hasSize(log.path("objects").size()).contains("action:" + action.id());
    assertThat(texts(log.path("events"), "id")).hasSize(log.path("events").size());
    assertThat(objectTypes).containsAll(texts(log.path("objects"), "type"));
    assertThat(eventTypes).containsAll(texts(log.path("events"), "type")).contains("decision");
    for (String part : List.of("objects", "events")) {
      log.path(part)
          .forEach(
              one -> assertThat(objects).containsAll(texts(one.path("relationships"), "objectId")));
    }
    log.path("events")
        .forEach(event -> assertThat(Instant.parse(event.path("time").asString(""))).isNotNull());
  }

  @Test
  void exportOf_aFewActions_isWholeAndHoldsNothingElse() throws Exception {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    SealedAction action = story.exported(dataset, source, plan, masked, "bot", "grace");
    String otherSource = Requests.digest("another source of " + dataset);
    String otherMasked = Requests.digest("another masked " + dataset);
    String otherPlan = story.masked("other-" + dataset, otherSource, otherMasked, true, MAIL);
    SealedAction other =
        story.exported("other-" + dataset, otherSource, otherPlan, otherMasked, "ada", "hank");
    UUID unknown = UUID.randomUUID();
    scribe.run();

    List<String> lines = exportOf("openlineage", List.of(action.id(), unknown)).lines().toList();
    PublishedSchemas schemas = new PublishedSchemas();
    assertThat(lines).allSatisfy(line -> assertThat(schemas.problems(line)).isEmpty());
    assertThat(export("openlineage").lines()).containsAll(lines);
    assertThat(lines).anyMatch(line -> line.contains("release." + action.id()));
    assertThat(String.join("", lines)).doesNotContain(other.id().toString());

    JsonNode log = JsonMapper.shared().readTree(exportOf("ocel", List.of(action.id())));
    Set<String> objects = texts(log.path("objects"), "id");
    assertThat(objects)
        .contains("action:" + action.id(), "revision:" + source, "person:grace")
        .doesNotContain("action:" + other.id());
    assertThat(texts(log.path("events"), "type")).contains("decision");
    for (String part : List.of("objects", "events")) {
      log.path(part)
          .forEach(
              one -> assertThat(objects).containsAll(texts(one.path("relationships"), "objectId")));
    }
    assertThat(exportOf("openlineage", List.of())).isEmpty();
    assertThat(JsonMapper.shared().readTree(exportOf("ocel", List.of())).path("objects")).isEmpty();
    assertThatThrownBy(() -> exportOf("prov", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String exportOf(String format, List<UUID> actions) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    export.writeOf(format, actions, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void export_prov_usesOnlyWhatItDeclares_andEachRelationHasItsEnds() throws Exception {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    SealedAction action = story.exported(dataset, source, plan, masked, "ada", "grace");
    scribe.run();

    JsonNode prov = JsonMapper.shared().readTree(export("prov"));
    assertThat(ProvRules.problems(prov)).isEmpty();
    assertThat(prov.path("prefix").path("cs").asString()).endsWith("#");
    assertThat(prov.path("entity").propertyNames())
        .contains("cs:action%3A" + action.id(), "cs:revision%3Asha256%3A" + masked.substring(7));
    assertThat(prov.path("agent").propertyNames()).contains("cs:person%3Aada", "cs:person%3Agrace");
    assertThat(prov.path("wasAttributedTo").toString())
        .contains("\"prov:agent\":\"cs:person%3Agrace\"", "cs:decision%3A");
    assertThat(prov.path("wasGeneratedBy").toString()).contains(masked.substring(7));
    assertThat(
            ProvRules.problems(
                JsonMapper.shared()
                    .readTree(
                        export("prov").replace("\"prov:activity\":", "\"prov:activities\":"))))
        .isNotEmpty();
  }

  @Test
  void export_ocelSqlite_hasTheTablesOfTheSpecification_andSaysWhatTheJsonSays(@TempDir Path folder)
      throws Exception {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    story.exported(dataset, source, plan, masked, "ada", "grace");
    scribe.run();

    Path file = folder.resolve("log.sqlite");
    try (OutputStream out = Files.newOutputStream(file)) {
      export.write("ocel-sqlite", out);
    }
    JsonNode log = JsonMapper.shared().readTree(export("ocel"));
    try (OcelReader read = new OcelReader(file)) {
      assertThat(read.one("select count(*) from pragma_foreign_key_check")).isEqualTo("0");
      for (String kind : List.of("object", "event")) {
        assertThat(read.all("select ocel_type from " + kind + "_map_type"))
            .isEqualTo(texts(log.path(kind + "Types"), "name"));
        assertThat(read.all("select ocel_id from " + kind))
            .isEqualTo(texts(log.path(kind + "s"), "id"));
        Set<String> rows = new HashSet<>();
        for (String table : read.all("select ocel_type_map from " + kind + "_map_type")) {
          rows.addAll(read.all("select ocel_id from " + kind + "_" + table));
        }
        assertThat(rows).isEqualTo(texts(log.path(kind + "s"), "id"));
      }
      Set<String> related = new HashSet<>();
      log.path("events")
          .forEach(
              event ->
                  event
                      .path("relationships")
                      .forEach(
                          to ->
                              related.add(
                                  event.path("id").asString()
                                      + "|"
                                      + to.path("objectId").asString()
                                      + "|"
                                      + to.path("qualifier").asString())));
      assertThat(
              read.all(
                  "select ocel_event_id || '|' || ocel_object_id || '|' || ocel_qualifier"
                      + " from event_object"))
          .isEqualTo(related);
      assertThat(read.one("select count(*) from event_Decision where datetime(ocel_time) is null"))
          .isEqualTo("0");
      assertThat(
              read.all(
                  "select ocel_time from object_Revision where ocel_changed_field is not null"))
          .isEmpty();
    }
  }

  private String export(String format) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    export.write(format, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Set<String> names(JsonNode datasets) {
    return texts(datasets, "name");
  }

  private static Set<String> texts(JsonNode list, String field) {
    Set<String> texts = new HashSet<>();
    list.forEach(item -> texts.add(item.path(field).asString("")));
    return texts;
  }

  @Test
  void run_withASinkThatListens_tellsEachBeginningAndEachEndOnce() {
    String plan = story.masked(dataset, source, masked, true, MAIL);
    ear.listen(true);
    SealedAction action = story.exported(dataset, source, plan, masked, "ada", "grace");
    scribe.run();
    story.rule(
        actions.seal(
            UUID.randomUUID(),
            Requests.anExport().before(clock.instant().plusSeconds(60)).build()));
    scribe.run();
    try {
      await()
          .untilAsserted(
              () ->
                  assertThat(ear.heard(action.id()))
                      .containsExactlyInAnyOrder(
                          "perform-action START",
                          "perform-action COMPLETE",
                          "review-action.review START",
                          "review-action.review COMPLETE",
                          "preprocess-dataset.mask START",
                          "preprocess-dataset.mask COMPLETE",
                          "export-dataset.export START",
                          "export-dataset.export COMPLETE"));
    } finally {
      ear.listen(false);
    }
  }

  private String copyOf(SealedAction action) {
    return "copy:"
        + jdbc.sql("select id from execution where action_id = ?")
            .param(action.id())
            .query(String.class)
            .single();
  }

  private String decisionOn(SealedAction action) {
    return "decision:"
        + jdbc.sql(
                "select v.id from review_vote v join review_round r on r.id = v.round_id where r.subject_id = ?")
            .param(action.id())
            .query(String.class)
            .single();
  }

  /** The graph without the numbers that its rows happen to have. */
  private List<Map<String, Object>> everything() {
    return jdbc.sql(
            """
            select 'node' as what, key as a, kind as b, name as c, at::text as d, facts as e from lineage_node
            union all
            select 'edge', f.key, e.kind, t.key, e.at::text, '' from lineage_edge e
              join lineage_node f on f.id = e.from_id join lineage_node t on t.id = e.to_id
            union all
            select 'column', n.key, c.class, c.name, c.position::text, '' from lineage_column c
              join lineage_node n on n.id = c.revision_id
            union all
            select 'column edge', f.key, t.key, e.from_position || ' ' || e.to_position, e.plan,
              e.treatment || e.masked || e.clears from lineage_column_edge e
              join lineage_node f on f.id = e.from_revision join lineage_node t on t.id = e.to_revision
            order by 1, 2, 3, 4, 5, 6
            """)
        .query()
        .listOfRows();
  }

  /** A sink that remembers what it was told. */
  static final class Ear implements LineageSink {

    private final List<LineageEvent> heard = new CopyOnWriteArrayList<>();
    private volatile boolean listening;

    void listen(boolean on) {
      listening = on;
    }

    List<String> heard(UUID action) {
      return heard.stream()
          .filter(event -> action.toString().equals(event.action().get("id")))
          .map(event -> event.run().job() + " " + event.phase())
          .toList();
    }

    @Override
    public String name() {
      return "ear";
    }

    @Override
    public String text(LineageEvent event) {
      return event.toString();
    }

    @Override
    public boolean isConnected() {
      return listening;
    }

    @Override
    public void send(LineageEvent event) {
      heard.add(event);
    }
  }

  /** Actions, reviews and lineage; no engine, no web. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ComponentScan({
    "io.countersign.actions",
    "io.countersign.policy",
    "io.countersign.review",
    "io.countersign.grants",
    "io.countersign.lineage"
  })
  @ConfigurationPropertiesScan({"io.countersign.policy", "io.countersign.review"})
  static class LineageCore {

    @Bean
    Ticking clock() {
      return new Ticking();
    }

    @Bean
    People people() {
      return new People()
          .person("ada", "data-owners")
          .person("bob")
          .person("grace", "data-owners")
          .person("hank", "data-owners")
          .agent("bot", "ada");
    }

    @Bean
    Ear ear() {
      return new Ear();
    }

    @Bean
    ProcessHistory history() {
      return Stub.of(ProcessHistory.class)
          .on("partitions", args -> List.of())
          .on("ofInstance", args -> List.of())
          .get();
    }

    @Bean
    DecisionTables tables() {
      return (decision, inputs) -> {
        throw new AssertionError("No test here asks the engine.");
      };
    }
  }
}
