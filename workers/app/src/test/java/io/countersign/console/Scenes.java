package io.countersign.console;

import io.countersign.actions.SealedAction;
import io.countersign.execution.ActionReviews;
import io.countersign.identity.LinkedIdentity;
import io.countersign.releases.Destination;
import io.countersign.releases.ReleaseDesk;
import io.countersign.releases.ReleaseException;
import io.countersign.releases.ReleaseRequest;
import io.countersign.releases.RequestResult;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.RequestDesk;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.OpeningResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.support.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Reviews for pages to show, made by the application itself, as its workers would. */
@Component
class Scenes {

  private static final String CUSTOMERS =
      """
      customer_id,name,email,city,signed_up,plan
      1001,Mara Lindqvist,mara.lindqvist@example.org,Uppsala,2024-02-11,pro
      1002,Jonas Weber,jonas.weber@example.org,Leipzig,2024-03-02,basic
      1003,Aiko Tanaka,aiko.tanaka@example.org,Osaka,2024-03-19,pro
      1004,Samir Haddad,samir.haddad@example.org,Lyon,2024-04-27,team
      1005,Ines Duarte,ines.duarte@example.org,Porto,2024-05-08,basic
      """;

  private final ReleaseDesk releases;
  private final RequestDesk requests;
  private final ActionReviews reviews;
  private final ReviewDesk desk;
  private final Path folder;
  private final AtomicInteger number = new AtomicInteger();

  Scenes(
      ReleaseDesk releases,
      RequestDesk requests,
      ActionReviews reviews,
      ReviewDesk desk,
      DataDirectory data) {
    this.releases = releases;
    this.requests = requests;
    this.reviews = reviews;
    this.desk = desk;
    this.folder = data.dataDir();
  }

  /** An export of masked customers, up to its open review. */
  ReviewRound export(String requester, String reason) {
    try {
      int at = number.incrementAndGet();
      Path source =
          Files.writeString(
              Files.createDirectories(folder.resolve("sources/" + at)).resolve("customers.csv"),
              CUSTOMERS + at + ",A,b@example.org,C,2024-01-01,pro\n");
      Path exports = Files.createDirectories(folder.resolveSibling("exports"));
      ReleaseRequest request =
          new ReleaseRequest(
              source,
              new Destination.File(exports.resolve("customers-" + at + ".csv")),
              reason,
              requester);
      UUID id = ((RequestResult.Accepted) releases.request(request)).release().id();
      releases.accept(id, number.incrementAndGet());
      releases.fingerprint(id);
      releases.propose(id);
      releases.mask(id);
      releases.verify(id);
      releases.seal(id);
      return open(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReleaseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A lamp that somebody wants lit for a while, up to its open review. */
  ReviewRound lamp(String requester, String reason) {
    Ask ask =
        new Ask(
            "test.switch",
            Map.of("lamp", "lamp-" + number.incrementAndGet()),
            Map.of("window", "PT30M"),
            requester,
            Optional.empty(),
            reason,
            false,
            Optional.empty());
    SealedAction action = ((AskResult.Accepted) requests.ask(ask)).action().action();
    return open(action.id());
  }

  private ReviewRound open(UUID action) {
    reviews.rule(action);
    return ((OpeningResult.Opened) reviews.open(action)).round();
  }

  DecisionResult decide(ReviewRound round, String who, Choice choice, String comment) {
    return desk.decide(
        new Decision(
            round.id(),
            Optional.empty(),
            LinkedIdentity.directory(who),
            Optional.of(choice),
            Optional.of(comment),
            round.subject().digest(),
            round.shownDigest(),
            Channel.API));
  }

  ReviewRound again(ReviewRound round) {
    return desk.round(round.id()).orElseThrow();
  }
}
