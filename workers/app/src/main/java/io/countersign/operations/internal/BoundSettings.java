package io.countersign.operations.internal;

import io.countersign.operations.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Binds every group of settings, one after the other, and keeps what each of them says. */
public final class BoundSettings {

  private BoundSettings() {}

  /** What the groups of settings refuse. */
  public static List<Check> problems(Environment environment) {
    Binder binder = Binder.get(environment);
    List<Check> problems = new ArrayList<>();
    for (Class<?> type : groups()) {
      ConfigurationProperties group =
          Objects.requireNonNull(type.getAnnotation(ConfigurationProperties.class));
      problem(binder, group.value(), type).ifPresent(problems::add);
    }
    return problems;
  }

  private static Optional<Check> problem(Binder binder, String prefix, Class<?> type) {
    try {
      binder.bindOrCreate(prefix, Bindable.of(type));
      return Optional.empty();
    } catch (BindException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      String said = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      if (said.contains("${")) {
        return Optional.empty(); // A missing variable, which is named elsewhere.
      }
      return Optional.of(
          Check.problem(e.getName().toString(), said, "Correct it; its meaning is in the README."));
    }
  }

  private static List<Class<?>> groups() {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    List<Class<?>> groups = new ArrayList<>();
    for (BeanDefinition found : scan.findCandidateComponents("io.countersign")) {
      try {
        groups.add(Class.forName(found.getBeanClassName()));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
    return groups;
  }
}
