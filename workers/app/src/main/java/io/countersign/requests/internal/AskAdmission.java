package io.countersign.requests.internal;

import io.countersign.actions.Reason;
import io.countersign.identity.Agent;
import io.countersign.identity.Directory;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.requests.Ask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether a request makes sense before its effect is asked about it. */
@Component
class AskAdmission {

  private final Directory directory;
  private final RequestProperties properties;

  AskAdmission(Directory directory, RequestProperties properties) {
    this.directory = directory;
    this.properties = properties;
  }

  List<String> problems(Ask ask) {
    List<String> problems = new ArrayList<>(Reason.problems(ask.reason()));
    requester(ask, problems);
    ask.onBehalfOf().ifPresent(person -> beneficiary(person, problems));
    ask.validFor().ifPresent(time -> validity(ask.breakGlass(), time, problems));
    return problems;
  }

  private void requester(Ask ask, List<String> problems) {
    switch (directory.resolve(ask.requestedBy())) {
      case Resolution.Known known -> breakGlass(ask, known.person(), problems);
      case Resolution.IsAgent agent -> agent(ask, agent.agent(), problems);
      case Resolution.Unknown unknown ->
          problems.add("'" + unknown.identity() + "' is not in the directory.");
      case Resolution.Disabled disabled ->
          problems.add("'" + disabled.identity() + "' may no longer act.");
    }
  }

  private void agent(Ask ask, Agent agent, List<String> problems) {
    if (!(directory.resolve(agent.owner()) instanceof Resolution.Known)) {
      problems.add(
          "Nobody answers for the agent '"
              + agent.id()
              + "': its owner '"
              + agent.owner()
              + "' may no longer act. Give it another owner.");
    }
    if (ask.breakGlass()) {
      problems.add("Agents never go ahead without a review. Ask without breaking the glass.");
    }
  }

  private void breakGlass(Ask ask, Person person, List<String> problems) {
    if (ask.breakGlass() && !person.groups().contains(properties.breakGlassGroup())) {
      problems.add(
          person.name()
              + " is not in group '"
              + properties.breakGlassGroup()
              + "', whose people alone may go ahead without a review.");
    }
  }

  private void beneficiary(String id, List<String> problems) {
    if (!(directory.resolve(id) instanceof Resolution.Known)) {
      problems.add("It is asked for '" + id + "', who is no active person of the directory.");
    }
  }

  private void validity(boolean breakGlass, Duration time, List<String> problems) {
    Duration longest = properties.longest(breakGlass);
    if (time.isNegative() || time.isZero() || time.compareTo(longest) > 0) {
      problems.add(
          "It shall be valid for " + time + ". Give a time above zero and up to " + longest + ".");
    }
  }
}
