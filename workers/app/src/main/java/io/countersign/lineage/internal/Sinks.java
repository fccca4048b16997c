package io.countersign.lineage.internal;

import io.countersign.spi.lineage.LineageEvent;
import io.countersign.spi.lineage.LineageSink;
import io.countersign.spi.lineage.LineageSinkFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The connectors that write or send lineage. */
@Component
class Sinks {

  private final List<LineageSink> sinks;

  Sinks(Environment environment, ObjectProvider<LineageSink> own) {
    List<LineageSink> all = new ArrayList<>(own.orderedStream().toList());
    ServiceLoader.load(LineageSinkFactory.class)
        .forEach(factory -> all.add(factory.create(settings(environment, factory.name()))));
    this.sinks = List.copyOf(all);
  }

  private static Map<String, String> settings(Environment environment, String name) {
    Map<String, String> settings =
        new HashMap<>(
            Binder.get(environment)
                .bind("countersign.lineage." + name, Bindable.mapOf(String.class, String.class))
                .orElseGet(Map::of));
    settings.values().removeIf(String::isBlank);
    return Map.copyOf(settings);
  }

  boolean isAnyConnected() {
    return sinks.stream().anyMatch(LineageSink::isConnected);
  }

  Optional<LineageSink> named(String name) {
    return sinks.stream().filter(sink -> sink.name().equals(name)).findFirst();
  }

  List<String> names() {
    return sinks.stream().map(LineageSink::name).toList();
  }

  void send(LineageEvent event) {
    for (LineageSink sink : sinks) {
      if (sink.isConnected()) {
        try {
          sink.send(event);
        } catch (IOException e) {
          throw new UncheckedIOException("'" + sink.name() + "' did not take an event.", e);
        }
      }
    }
  }
}
