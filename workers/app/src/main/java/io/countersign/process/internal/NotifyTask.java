package io.countersign.process.internal;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.bpmn.JobTypes;
import io.countersign.channels.Notices;
import io.countersign.channels.Notices.NoticeRefused;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Says something in a chat, for steps that modellers add; our own models do not ask for it. A job
 * that is handed out again says it again.
 */
@Component
class NotifyTask implements JobTask {

  private static final String CHANNEL = "noticeChannel";
  private static final String PLACE = "noticePlace";
  private static final String WORDS = "noticeWords";
  private static final int LONGEST = 2_000;

  private final Notices notices;

  NotifyTask(Notices notices) {
    this.notices = notices;
  }

  @Override
  public String type() {
    return JobTypes.NOTIFY;
  }

  @Override
  public List<String> reads() {
    return List.of(CHANNEL, PLACE, WORDS);
  }

  @Override
  public Map<String, Object> perform(ActivatedJob job) throws Exception {
    try {
      String words = wanted(job, WORDS);
      if (words.length() > LONGEST) {
        throw new OperatorNeeded(
            "Variable '" + WORDS + "' has " + words.length() + " characters of " + LONGEST + ".");
      }
      notices.say(wanted(job, CHANNEL), wanted(job, PLACE), words);
      return Map.of();
    } catch (NoticeRefused e) {
      throw new OperatorNeeded(String.valueOf(e.getMessage()));
    }
  }

  private static String wanted(ActivatedJob job, String name) throws OperatorNeeded {
    return Vars.text(job, name)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () -> new OperatorNeeded("Variable '" + name + "' is missing. Fill in the step."));
  }
}
