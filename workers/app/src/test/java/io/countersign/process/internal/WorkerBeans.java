package io.countersign.process.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;

/** The job tasks that the application would find, made without what they need to work. */
final class WorkerBeans {

  private WorkerBeans() {}

  static JobTask task(String type) throws ReflectiveOperationException {
    return all().stream().filter(task -> task.type().equals(type)).findFirst().orElseThrow();
  }

  static List<JobTask> all() throws ReflectiveOperationException {
    List<JobTask> tasks = new ArrayList<>();
    for (BeanDefinition found :
        new ClassPathScanningCandidateComponentProvider(true)
            .findCandidateComponents("io.countersign.process.internal")) {
      Class<?> type = Class.forName(found.getBeanClassName());
      if (JobTask.class.isAssignableFrom(type)) {
        tasks.add((JobTask) withoutDependencies(type));
        continue;
      }
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Bean.class) && method.getReturnType() == JobTask.class) {
          method.setAccessible(true);
          tasks.add((JobTask) method.invoke(withoutDependencies(type)));
        }
      }
    }
    return tasks;
  }

  private static Object withoutDependencies(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(new Object[constructor.getParameterCount()]);
  }
}
