package io.countersign.operations.internal;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/** Plain log lines under {@link Redaction}. Named in {@code application.yaml}. */
class RedactedText implements StructuredLogFormatter<ILoggingEvent> {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%t] %logger{39} : %msg%n%ex";

  private final PatternLayout layout = new PatternLayout();

  RedactedText() {
    LoggerContext context = new LoggerContext();
    layout.setContext(context);
    layout.setPattern(PATTERN);
    layout.start();
  }

  @Override
  public String format(ILoggingEvent event) {
    return Redaction.of(layout.doLayout(event));
  }
}
