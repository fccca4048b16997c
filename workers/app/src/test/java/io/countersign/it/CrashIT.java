package io.countersign.it;

import static io.countersign.it.Releases.destination;
import static io.countersign.it.Releases.exported;
import static io.countersign.it.Releases.until;
import static io.countersign.it.Releases.untilEnded;
import static io.countersign.it.Releases.untilPending;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Whatever is killed, whenever: the run completes, once, and history has no gap. */
class CrashIT {

  private static final int ROWS = 20_000;

  /** Large enough that masking can be interrupted. */
  private static final int MANY_ROWS = 250_000;

  private static App app;
  private static Path customers;
  private static Path manyCustomers;

  /** What is killed and started again. */
  enum Victim {
    APPLICATION {
      @Override
      void strike() {
        app.kill();
        app.restart();
      }
    },
    BROKER {
      @Override
      void strike() {
        Embedded.stack().broker().kill();
        Embedded.stack().broker().restart();
      }
    },
    DATABASE {
      @Override
      void strike() {
        Embedded.stack().postgres().kill();
        Embedded.stack().postgres().restart();
      }
    };

    abstract void strike();
  }

  @BeforeAll
  static void start() throws IOException {
    app = App.shared();
    customers = Embedded.folder("sources").resolve("customers-to-survive.csv");
    new CustomersGenerator(ROWS, 11).write(customers);
    manyCustomers = Embedded.folder("sources").resolve("many-customers.csv");
    new CustomersGenerator(MANY_ROWS, 12).write(manyCustomers);
  }

  @ParameterizedTest
  @EnumSource
  void killed_whileMasking_completesOnce(Victim victim) throws IOException {
    Path destination = destination();
    // A plan is bound to its input, and its result is kept; new content is masked anew.
    Path fresh = Embedded.folder("sources").resolve(victim + ".csv");
    Files.copy(manyCustomers, fresh);
    int more = 1 + victim.ordinal();
    Files.writeString(fresh, firstRow(manyCustomers).repeat(more), StandardOpenOption.APPEND);
    String id = Releases.request(app.as("ada"), fresh, destination);
    until(
        app.as("ada"),
        id,
        "masking",
        release -> release.path("progress").path("name").asString("").equals("masking"));

    victim.strike();

    approve(id);
    assertReleasedOnce(id, destination, MANY_ROWS + more);
  }

  private static String firstRow(Path csv) throws IOException {
    try (Stream<String> lines = Files.lines(csv)) {
      return lines.skip(1).findFirst().orElseThrow() + "\n";
    }
  }

  @ParameterizedTest
  @EnumSource
  void killed_whileReviewIsPending_completesOnce(Victim victim) throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("ada"), customers, destination);
    untilPending(app.as("ada"), id);

    victim.strike();

    approve(id);
    assertReleasedOnce(id, destination, ROWS);
  }

  @ParameterizedTest
  @EnumSource
  void killed_rightAfterApproval_completesOnce(Victim victim) throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("ada"), customers, destination);

    approve(id);
    victim.strike();

    assertReleasedOnce(id, destination, ROWS);
  }

  private static void approve(String id) {
    String review = untilPending(app.as("ada"), id).path("review").asString();
    Api.Answer answer = app.as("grace").decide(review, "approve", "");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
  }

  private static void assertReleasedOnce(String id, Path destination, int rows) throws IOException {
    JsonNode ended = untilEnded(app.as("ada"), id);
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(ended.path("survivors").asLong(-1)).isZero();
    assertThat(ended.path("rowsOut").asLong()).isEqualTo(rows);
    assertThat(exported(destination)).containsExactly("out.csv", "out.csv.manifest.json");
    assertThat(Database.count("select count(*) from history.gap")).isZero();
    assertThat(
            Database.count(
                "select count(*) from countersign.execution where state = 'DONE' and action_id = '"
                    + id
                    + "'"))
        .isOne();
  }
}
