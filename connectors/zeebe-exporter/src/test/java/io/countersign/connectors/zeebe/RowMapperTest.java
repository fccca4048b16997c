package io.countersign.connectors.zeebe;

import static io.countersign.connectors.zeebe.Records.INSTANCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.protocol.impl.record.value.deployment.DeploymentRecord;
import io.camunda.zeebe.protocol.impl.record.value.deployment.ProcessRecord;
import io.camunda.zeebe.protocol.impl.record.value.usertask.UserTaskRecord;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordValue;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.DeploymentIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessIntent;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

class RowMapperTest {

  private final ValueDigest digest = new ValueDigest(Keys.TEST);
  private final RowMapper mapper = new RowMapper(new Redactor(digest));

  @Test
  void map_element_fillsColumnsAndLeavesThePayloadSmall() {
    HistoryRow row = mapper.map(Records.element(41), 17L);

    assertThat(row.previousPosition()).isEqualTo(17);
    assertThat(row.timestamp()).isEqualTo(Records.NOON);
    assertThat(row.columns().bpmnProcessId()).isEqualTo("export-dataset");
    assertThat(row.columns().processVersion()).isEqualTo(3);
    assertThat(row.columns().elementInstanceKey()).isEqualTo(row.key()).isEqualTo(9041);
    assertThat(row.columns().elementType()).isEqualTo("SERVICE_TASK");
    assertThat(row.columns().flowScopeKey()).isEqualTo(INSTANCE);
    assertThat(json(row).propertyNames()).containsOnly("bpmnEventType", "parentElementInstanceKey");
  }

  @Test
  void map_variable_keepsNameScopeAndKeyedDigest() {
    HistoryRow row =
        mapper.map(Records.variable(5, "digest", "{\"b\":1.50,\"a\":[true,null]}"), 4L);

    assertThat(row.columns().name()).isEqualTo("digest");
    assertThat(row.columns().elementInstanceKey()).isEqualTo(INSTANCE + 5);
    assertThat(row.columns().digest())
        .isEqualTo(digest.ofJsonText(INSTANCE, "digest", "{\"a\":[true,null],\"b\":1.5}"));
  }

  @Test
  void map_userTaskCommand_isFoundByTheTaskKeyAndNamesEveryVariable() {
    HistoryRow row =
        mapper.map(
            Records.command(7, ValueType.USER_TASK, UserTaskIntent.COMPLETE, Planted.userTask()),
            null);

    assertThat(row.columns().userTaskKey()).isEqualTo(9007);
    assertThat(row.columns().assignee()).isEqualTo("grace");
    assertThat(row.columns().action()).startsWith("hmac:");
    assertThat(json(row).path("candidateGroupsList").path(0).asString()).isEqualTo("privacy");
    assertThat(json(row).path("dueDate").asString()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(json(row).path("variables").path("email").asString())
        .isEqualTo(digest.of(INSTANCE, "email", StringNode.valueOf(Planted.SECRET)));
  }

  @Test
  void map_userTaskAction_isKeptWhenItLooksLikeACode() {
    var task = new UserTaskRecord().setUserTaskKey(3).setAction("approve");

    HistoryRow row =
        mapper.map(Records.event(7, ValueType.USER_TASK, UserTaskIntent.COMPLETED, task), null);

    assertThat(row.columns().action()).isEqualTo("approve");
    assertThat(row.columns().userTaskKey()).isEqualTo(3);
  }

  @Test
  void map_process_keepsTheModelsSha256NotTheModel() {
    var process =
        new ProcessRecord()
            .setBpmnProcessId("export-dataset")
            .setVersion(4)
            .setKey(77)
            .setResourceName("export-dataset.bpmn")
            .setChecksum(new UnsafeBuffer(new byte[16]))
            .setResource(new UnsafeBuffer("<model/>".getBytes(UTF_8)));

    HistoryRow row =
        mapper.map(Records.event(7, ValueType.PROCESS, ProcessIntent.CREATED, process), null);

    assertThat(row.columns().processVersion()).isEqualTo(4);
    assertThat(row.columns().processDefinitionKey()).isEqualTo(77);
    assertThat(json(row).path("sha256").asString())
        .isEqualTo(ValueDigest.sha256("<model/>".getBytes(UTF_8)));
    assertThat(json(row).path("checksum").asString()).isNotEmpty();
    assertThat(row.payload()).doesNotContain("PG1vZGVsLz4");
  }

  @Test
  void map_deployment_keepsResourceNamesAndChecksums() {
    var deployment = new DeploymentRecord();
    deployment.resources().add().setResourceName("a.bpmn").setResource("<a/>".getBytes(UTF_8));
    var metadata = deployment.processesMetadata().add();
    metadata.setBpmnProcessId("a").setVersion(2).setKey(5).setResourceName("a.bpmn");
    metadata.setChecksum(new UnsafeBuffer(new byte[] {1, 2}));

    JsonNode payload =
        json(
            mapper.map(
                Records.event(7, ValueType.DEPLOYMENT, DeploymentIntent.CREATED, deployment),
                null));

    assertThat(payload.path("resources").path(0).path("sha256").asString())
        .isEqualTo(ValueDigest.sha256("<a/>".getBytes(UTF_8)));
    JsonNode process = payload.path("processesMetadata").path(0);
    assertThat(process.path("version").asInt()).isEqualTo(2);
    assertThat(process.path("processDefinitionKey").asInt()).isEqualTo(5);
    assertThat(process.path("checksum").asString()).isNotEmpty();
  }

  @Test
  void map_plantedValues_appearInNoColumn() {
    for (Record<?> record : Planted.records(100)) {
      HistoryRow row = mapper.map(record, 1L);

      assertThat(row.toString()).as("%s", record.getValueType()).doesNotContain(Planted.SECRET);
      assertThat(row.payload())
          .as("%s", record.getValueType())
          .doesNotContain("unreadable", "lovelace");
    }
  }

  @Test
  void map_kindWithoutAShape_keepsItsNameAndKeysAlone() {
    HistoryRow row = mapper.map(Planted.records(100).getLast(), 1L);

    assertThat(row.valueType()).isEqualTo("USER");
    assertThat(json(row).propertyNames()).containsExactly("userKey");
  }

  @Test
  void map_valueThatCannotBeRead_keepsTheCoordinates() {
    for (String json : List.of("", "not json", "[1]", "{\"elementId\":")) {
      HistoryRow row = mapper.map(withValue(Records.element(8), json), 7L);

      assertThat(row.position()).isEqualTo(8);
      assertThat(row.previousPosition()).isEqualTo(7);
      assertThat(row.intent()).isEqualTo("ELEMENT_ACTIVATED");
    }
  }

  @Test
  void map_fieldsOfANewerEngine_keepsKeysAndDropsTheRest() {
    HistoryRow row =
        mapper.map(
            withValue(
                Records.element(8),
                "{\"elementId\":\"a\\u0000b\",\"rootProcessInstanceKey\":12,\"note\":\"x\","
                    + "\"secretKey\":\"x\",\"tenantId\":\"<default>\"}"),
            7L);

    assertThat(row.columns().elementId()).isEqualTo("a\uFFFDb");
    assertThat(row.payload()).isEqualTo("{\"rootProcessInstanceKey\":12}");
  }

  @Test
  void map_claimsOfANewerEngine_nameTheActor() {
    Record<?> plain = Records.element(8);

    HistoryRow user = mapper.map(withClaims(plain, Map.of("authorized_username", "ada")), 7L);
    HistoryRow client = mapper.map(withClaims(plain, Map.of("authorized_client_id", "bot")), 7L);
    HistoryRow nobody = mapper.map(withClaims(plain, Map.of("authorized_tenants", "x")), 7L);

    assertThat(user.columns().actor()).isEqualTo("ada");
    assertThat(user.columns().actorKind()).isEqualTo("user");
    assertThat(client.columns().actor()).isEqualTo("bot");
    assertThat(client.columns().actorKind()).isEqualTo("client");
    assertThat(nobody.columns().actor()).isNull();
  }

  private static JsonNode json(HistoryRow row) {
    return new JsonMapper().readTree(row.payload());
  }

  private static Record<?> withValue(Record<?> record, String json) {
    RecordValue value = proxy(RecordValue.class, (self, method, arguments) -> json);
    return with(record, "getValue", value);
  }

  private static Record<?> withClaims(Record<?> record, Map<String, Object> claims) {
    return with(record, "getAuthorizations", claims);
  }

  private static Record<?> with(Record<?> record, String getter, Object result) {
    return proxy(
        Record.class,
        (self, method, arguments) ->
            method.getName().equals(getter) ? result : method.invoke(record, arguments));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
