package io.countersign.record.internal;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.execution.Publication;
import io.countersign.identity.LinkedIdentity;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.testing.Requests;
import io.countersign.testing.Ticking;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The application's own decisions and record, without an engine, as a process that may be killed.
 * Decides without end; says on standard output what is committed and what the ledger's state is,
 * and takes commands on standard input, one a line.
 */
final class DecidingApplication {

  private final ApplicationContext context;
  private final List<Thread> deciders = new ArrayList<>();
  private volatile boolean deciding = true;

  private DecidingApplication(ApplicationContext context) {
    this.context = context;
  }

  /**
   * Runs until its input ends.
   *
   * @param args first the number of threads that decide, then Spring's
   */
  public static void main(String[] args) throws IOException {
    String[] settings = List.of(args).subList(1, args.length).toArray(String[]::new);
    ApplicationContext context =
        new SpringApplicationBuilder(LedgerSlice.Slice.class)
            .web(WebApplicationType.NONE)
            .run(settings);
    DecidingApplication application = new DecidingApplication(context);
    Thread.ofPlatform().daemon().start(application::tellState);
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      application.deciders.add(Thread.ofPlatform().daemon().start(application::decideWithoutEnd));
    }
    application.obey();
    Runtime.getRuntime().halt(0);
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private void tellState() {
    SequencerStatus status = context.getBean(SequencerStatus.class);
    String last = "";
    while (true) {
      var now = status.now();
      String state =
          now.healthy() ? (now.leading() ? "leading" : "following") : "down " + now.sentence();
      if (!state.equals(last)) {
        say(state);
        last = state;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private void decideWithoutEnd() {
    while (deciding) {
      say("decided " + decide());
    }
  }

  private UUID decide() {
    Ticking clock = context.getBean(Ticking.class);
    SealedAction action =
        context
            .getBean(Actions.class)
            .seal(
                UUID.randomUUID(),
                Requests.anExport()
                    .because("test " + UUID.randomUUID())
                    .before(clock.instant().plus(Duration.ofHours(1)))
                    .build());
    ReviewDesk desk = context.getBean(ReviewDesk.class);
    Opening opening =
        new Opening(
            new Subject(Subject.Kind.ACTION, action.id(), action.digest()),
            List.of(new Requirement("data-owners", 1)),
            Set.of("ada"),
            Map.of("title", "Export"));
    ReviewRound round = ((Opened) desk.open(opening)).round();
    DecisionResult result =
        desk.decide(
            new Decision(
                round.id(),
                Optional.empty(),
                LinkedIdentity.directory("grace"),
                Optional.of(Choice.APPROVE),
                Optional.empty(),
                round.subject().digest(),
                round.shownDigest(),
                Channel.API));
    if (!(result instanceof DecisionResult.Accepted)) {
      throw new AssertionError(result);
    }
    return action.id();
  }

  private void obey() throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      switch (line.split(" ", 2)[0]) {
        case "fill" -> fill();
        case "free" -> Files.delete(filler());
        case "await" -> say("publication " + obstacle(UUID.fromString(line.split(" ", 2)[1])));
        case "verify" -> say("verdict " + verdict());
        default -> throw new AssertionError(line);
      }
    }
  }

  private String obstacle(UUID action) {
    return context.getBean(Publication.class).await(action).orElse("none");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Path log() {
    return context.getBean(LedgerPlace.class).directory();
  }

  private Path filler() {
    return log().resolveSibling("filler");
  }

  /** Takes what space there is. */
  private void fill() throws IOException {
    byte[] block = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      say("full " + e.getMessage());
    }
  }

  /** Decides no more, waits until everything is published, and verifies the log. */
  private String verdict() throws IOException {
    deciding = false;
    deciders.forEach(DecidingApplication::join);
    JdbcClient jdbc = context.getBean(JdbcClient.class);
    while (jdbc.sql("select exists (select from ledger_intent where state = 'INTENDED')")
        .query(Boolean.class)
        .single()) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    Head head = context.getBean(Heads.class).current().orElseThrow();
    TrustPolicy policy = TrustPolicy.of(head.verifier()).withKnown(List.of(head.note()));
    return switch (new LogVerifier(policy).verify(log())) {
      case Verdict.Sound sound -> "sound " + head.checkpoint().size();
      case Verdict.Broken broken -> "broken " + broken.sentence();
    };
  }
}
