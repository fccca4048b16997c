package io.countersign.connectors.zeebe;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceCreationRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceRecord;
import io.camunda.zeebe.protocol.impl.record.value.usertask.UserTaskRecord;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceCreationIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private final Selection selection = new Selection();

  @Test
  void accepts_tamperingAndUserTaskCommands_andTheirRejections() {
    assertThat(accepts(RecordType.COMMAND, ProcessInstanceIntent.CANCEL)).isTrue();
    assertThat(accepts(RecordType.COMMAND, ProcessInstanceIntent.ACTIVATE_ELEMENT)).isFalse();
    for (RecordType type : Set.of(RecordType.COMMAND, RecordType.COMMAND_REJECTION)) {
      assertThat(
              selection.accepts(
                  Records.record(
                      1, type, ValueType.USER_TASK, UserTaskIntent.COMPLETE, new UserTaskRecord())))
          .isTrue();
    }
  }

  @Test
  void accepts_transientSteps_no() {
    assertThat(selection.accepts(Records.noise(1))).isFalse();
    assertThat(accepts(RecordType.EVENT, ProcessInstanceIntent.ELEMENT_COMPLETING)).isFalse();
    assertThat(accepts(RecordType.EVENT, ProcessInstanceIntent.ELEMENT_COMPLETED)).isTrue();
  }

  @Test
  void accepts_intentOfANewerEngine_yes() {
    assertThat(selection.accepts(Records.event(1, ValueType.JOB, Intent.UNKNOWN, new JobRecord())))
        .isTrue();
    assertThat(accepts(RecordType.EVENT, Intent.UNKNOWN)).isTrue();
  }

  @Test
  void accepts_commandsThatNameNoActor_onlyWhereTheCommandItselfMatters() {
    assertThat(
            selection.accepts(
                Records.command(1, ValueType.JOB, JobIntent.COMPLETE, new JobRecord())))
        .isFalse();
    assertThat(
            selection.accepts(
                Records.command(
                    1,
                    ValueType.PROCESS_INSTANCE_CREATION,
                    ProcessInstanceCreationIntent.CREATE,
                    new ProcessInstanceCreationRecord())))
        .isFalse();
  }

  /** A kind of record that is left out must be left out on purpose. */
  @Test
  void acceptValue_kindsLeftOut_areTheKnownOnes() {
    Set<String> leftOut =
        Arrays.stream(ValueType.values())
            .filter(type -> !selection.acceptValue(type))
            .map(Enum::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(leftOut)
        .containsExactly(
            "CHECKPOINT",
            "COMMAND_DISTRIBUTION",
            "COMPENSATION_SUBSCRIPTION",
            "DEPLOYMENT_DISTRIBUTION",
            "JOB_BATCH",
            "MESSAGE_BATCH",
            "MESSAGE_CORRELATION",
            "MESSAGE_START_EVENT_SUBSCRIPTION",
            "MESSAGE_SUBSCRIPTION",
            "NULL_VAL",
            "PROCESS_EVENT",
            "PROCESS_INSTANCE_BATCH",
            "PROCESS_INSTANCE_RESULT",
            "PROCESS_MESSAGE_SUBSCRIPTION",
            "SBE_UNKNOWN",
            "SIGNAL_SUBSCRIPTION");
  }

  private boolean accepts(RecordType type, Intent intent) {
    return selection.accepts(
        Records.record(1, type, ValueType.PROCESS_INSTANCE, intent, new ProcessInstanceRecord()));
  }
}
