package io.countersign.operations;

import io.countersign.operations.internal.BoundSettings;
import io.countersign.operations.internal.TogetherSettings;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The settings as {@code serve} would see them, without starting anything. */
public final class Settings {

  private Settings() {}

  /**
   * Reads environment, command line and files.
   *
   * @param arguments such as {@code --server.port=9000}
   * @throws IllegalStateException when a file of settings cannot be read
   */
  public static ConfigurableEnvironment read(List<String> arguments) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new SimpleCommandLinePropertySource(arguments.toArray(String[]::new)));
    environment.setIgnoreUnresolvableNestedPlaceholders(true);
    ConfigurationPropertySources.attach(environment);
    new SpringApplicationJsonEnvironmentPostProcessor()
        .postProcessEnvironment(environment, new SpringApplication());
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    ConfigurationPropertySources.attach(environment);
    return environment;
  }

  /** Everything that is missing, malformed or contradictory; empty when nothing is. */
  public static List<Check> problems(ConfigurableEnvironment environment) {
    List<Check> problems = new ArrayList<>(TogetherSettings.problems(environment));
    problems.addAll(BoundSettings.problems(environment));
    return problems;
  }
}
