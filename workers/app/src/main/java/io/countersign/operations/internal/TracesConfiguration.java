package io.countersign.operations.internal;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sends traces to an OpenTelemetry collector, where one is named. */
@Configuration
@Conditional(TracesConfiguration.CollectorNamed.class)
class TracesConfiguration {

  static final String ENDPOINT = "countersign.operations.traces-endpoint";

  @Bean
  SpanExporter spanExporter(@Value("${" + ENDPOINT + "}") String endpoint) {
    return new WordlessSpans(OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build());
  }

  @Bean
  KeptTraces keptTraces(Tracer tracer, Propagator propagator, JdbcClient database) {
    return new KeptTraces(tracer, propagator, database);
  }

  static class CollectorNamed implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return TogetherSettings.value(context.getEnvironment(), ENDPOINT).isPresent();
    }
  }
}
