package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.bpmn.JobTypes;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;

/**
 * Every job type that the models ask for has exactly one worker, and no worker waits in vain,
 * except for those that modellers ask for themselves.
 */
class JobTasksTest {

  @Test
  void workers_andModels_nameTheSameJobTypesOnce() throws Exception {
    List<String> types = new ArrayList<>();
    for (BeanDefinition found : scan()) {
      Class<?> type = Class.forName(found.getBeanClassName());
      if (JobTask.class.isAssignableFrom(type)) {
        types.add(((JobTask) withoutDependencies(type)).type());
        continue;
      }
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Bean.class) && method.getReturnType() == JobTask.class) {
          method.setAccessible(true);
          types.add(((JobTask) method.invoke(withoutDependencies(type))).type());
        }
      }
    }
    assertThat(types.remove(NotifyTask.TYPE)).as("for modellers' own steps").isTrue();
    assertThat(types).containsExactlyInAnyOrderElementsOf(JobTypes.all());
  }

  private static Iterable<BeanDefinition> scan() {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(true);
    return scanner.findCandidateComponents("io.countersign.process.internal");
  }

  private static Object withoutDependencies(Class<?> type) throws Exception {
    var constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(new Object[constructor.getParameterCount()]);
  }
}
