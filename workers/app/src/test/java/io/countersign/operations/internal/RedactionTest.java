package io.countersign.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sent to ada@example.org today|sent to <e-mail> today",
        "IBAN DE89 3704 0044 0532 0130 00 and DE89370400440532013000.|IBAN <iban> and <iban>.",
        "call +49 151 2345-6789 now|call <phone> now",
        "card 4111 1111 1111 1111|card <number>",
        "ssn 078-05-1120|ssn <number>",
        "jdbc:postgresql://db/c?user=x&password=hunter2&ssl=true|jdbc:postgresql://db/c?user=x&password=<secret>&ssl=true",
        "Authorization: Bearer abcdefgh.ijkl|Authorization: <secret>",
        "token eyJhbGciOi.eyJzdWIi.c2ln ends|token <secret> ends",
        "bot xoxb-12-34-abc|bot <secret>",
        "  Detail: Key (email)=(x) already exists.|Detail: <data>",
        "Failing row contains (1, Ada Okafor, null).|Failing row contains <data>"
      })
  void text_withWhatMustNotBeLogged_losesIt(String text, String redacted) {
    assertThat(Redaction.of(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Process 2251799813685249 of version 8.8.14 took 1 234 ms",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "2026-11-23T16:00:00.000Z release 018f3c2a-7b1e-7c22-9a51-0c1d2e3f4a5b by ada",
        "java.lang.Object@1b2c3d and AB12 CDEF 3456 are no data",
        "http://127.0.0.1:8686/api/v1/health"
      })
  void text_thatOperatorsNeed_stays(String text) {
    assertThat(Redaction.of(text)).isEqualTo(text);
  }

  @Test
  void line_ofAnException_isRedactedInAllItsCauses() {
    LoggingEvent event =
        new LoggingEvent(
            "x",
            new LoggerContext().getLogger("io.countersign.Some"),
            Level.WARN,
            "failed for {}",
            new IllegalStateException("outer", new IllegalArgumentException("bad ada@example.org")),
            new Object[] {"grace@example.org"});

    String line = new RedactedText().format(event);

    assertThat(line)
        .contains("WARN", "failed for <e-mail>", "outer", "bad <e-mail>", "Caused by")
        .doesNotContain("example.org")
        .endsWith("\n");
  }
}
