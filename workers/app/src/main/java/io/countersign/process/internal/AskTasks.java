package io.countersign.process.internal;

import static io.countersign.bpmn.JobTypes.ACTION_REQUEST;
import static io.countersign.bpmn.JobTypes.RELEASE_OPEN;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.releases.Destination;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import io.countersign.releases.ReleaseRequest;
import io.countersign.releases.RequestResult;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ask for actions and releases on behalf of processes that modellers made. They are execution
 * listeners on call activities, which throw no BPMN errors: what is refused becomes a {@code
 * rejection}, and the first step of the called process throws it.
 *
 * <p>A request is claimed in the transaction that makes it, so that nothing else starts it.
 */
@Configuration
class AskTasks {

  static final String CLAIM = "claim";

  private final RequestDesk requests;
  private final ReleaseDesk releases;
  private final Requesters requesters;
  private final TransactionTemplate atOnce;

  AskTasks(
      RequestDesk requests,
      ReleaseDesk releases,
      Requesters requesters,
      PlatformTransactionManager transactions) {
    this.requests = requests;
    this.releases = releases;
    this.requesters = requesters;
    this.atOnce = new TransactionTemplate(transactions);
  }

  @Bean
  JobTask requestAction() {
    return new SimpleTask(
        ACTION_REQUEST,
        List.of(
            "actionEffect",
            "actionTarget",
            "actionParameters",
            "actionReason",
            "actionOnBehalfOf",
            "actionValidFor"),
        job -> {
          String agent = requesters.of(job);
          return attempt("actionId", () -> claim(ask(job, agent), job.getProcessInstanceKey()));
        });
  }

  private static Ask ask(ActivatedJob job, String agent) {
    return new Ask(
        Inputs.text(job, "actionEffect"),
        Inputs.texts(job, "actionTarget"),
        Inputs.texts(job, "actionParameters"),
        agent,
        Vars.text(job, "actionOnBehalfOf").filter(name -> !name.isBlank()),
        Inputs.text(job, "actionReason"),
        false,
        Vars.text(job, "actionValidFor").filter(time -> !time.isBlank()).map(AskTasks::duration));
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new Inputs.Unfit("'actionValidFor' is '" + text + "'; write for example PT4H.", e);
    }
  }

  private Map<String, Object> claim(Ask ask, long instance) {
    return inOneTransaction(
        () ->
            switch (requests.ask(ask)) {
              case AskResult.Rejected rejected ->
                  throw new Inputs.Unfit(String.join(" ", rejected.problems()));
              case AskResult.Accepted accepted -> claimed(accepted.action(), instance);
            });
  }

  private Map<String, Object> claimed(RequestedAction action, long instance) {
    UUID id = action.action().id();
    if (!requests.accept(id, instance)) {
      throw new Inputs.Unfit(
          "The same is under way already as action " + id + ". Wait for its end, then ask again.");
    }
    return answer(Map.of("actionId", id.toString(), CLAIM, Long.toString(instance)));
  }

  @Bean
  JobTask openRelease() {
    return new SimpleTask(
        RELEASE_OPEN,
        List.of("datasetPath", "datasetDestination", "datasetReason"),
        job -> {
          String agent = requesters.of(job);
          return attempt("releaseId", () -> open(release(job, agent), job.getProcessInstanceKey()));
        });
  }

  private static ReleaseRequest release(ActivatedJob job, String agent) {
    try {
      return new ReleaseRequest(
          Path.of(Inputs.text(job, "datasetPath")),
          destination(Inputs.text(job, "datasetDestination")),
          Inputs.text(job, "datasetReason"),
          agent);
    } catch (InvalidPathException e) {
      throw new Inputs.Unfit("'datasetPath' is no path: " + e.getReason() + ".", e);
    }
  }

  private static Destination destination(String text) {
    try {
      return Destination.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Inputs.Unfit(String.valueOf(e.getMessage()), e);
    }
  }

  /** A job that is handed out again finds what it opened. */
  private Map<String, Object> open(ReleaseRequest wanted, long instance) {
    Optional<Release> before =
        releases.openOf(instance).stream()
            .filter(open -> open.source().equals(wanted.source()))
            .filter(open -> open.destination().equals(wanted.destination()))
            .findFirst();
    UUID id = before.map(Release::id).orElseGet(() -> create(wanted, instance));
    return answer(Map.of("releaseId", id.toString()));
  }

  private UUID create(ReleaseRequest wanted, long instance) {
    return inOneTransaction(
        () ->
            switch (releases.request(wanted)) {
              case RequestResult.Rejected rejected ->
                  throw new Inputs.Unfit(String.join(" ", rejected.problems()));
              case RequestResult.Accepted accepted -> {
                releases.accept(accepted.release().id(), instance);
                yield accepted.release().id();
              }
            });
  }

  private <T> T inOneTransaction(Supplier<T> work) {
    return Objects.requireNonNull(atOnce.execute(status -> work.get()));
  }

  private interface Attempt {
    Map<String, Object> make();
  }

  private static Map<String, Object> attempt(String id, Attempt attempt) {
    try {
      return attempt.make();
    } catch (Inputs.Unfit e) {
      Map<String, Object> none = new HashMap<>();
      none.put(id, null);
      none.put(Inputs.REJECTION, String.valueOf(e.getMessage()));
      return none;
    }
  }

  /** Says that nothing was rejected: a variable of that name further out must not be believed. */
  private static Map<String, Object> answer(Map<String, Object> found) {
    Map<String, Object> answer = new HashMap<>(found);
    answer.put(Inputs.REJECTION, null);
    return answer;
  }
}
