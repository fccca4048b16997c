package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.bpmn.JobTypes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every job type that our models ask for, or that element templates offer, has exactly one worker,
 * and no other worker is there.
 */
class JobTasksTest {

  @Test
  void workers_andModels_nameTheSameJobTypesOnce() throws Exception {
    List<String> asked = new ArrayList<>(JobTypes.all());
    asked.addAll(JobTypes.offered());
    assertThat(WorkerBeans.all())
        .extracting(JobTask::type)
        .containsExactlyInAnyOrderElementsOf(asked);
  }
}
