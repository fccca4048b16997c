package io.countersign.process.internal;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.bpmn.JobTypes;
import io.countersign.channels.Notices;
import io.countersign.channels.Notices.NoticeRefused;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Says something where a group is told of reviews, in every chat that is set up. A job that is
 * handed out again says it again.
 */
@Component
class NotifyReviewers implements JobTask {

  private static final String GROUP = "noticeGroup";
  private static final String WORDS = "noticeWords";
  private static final int LONGEST = 2_000;

  private final Notices notices;

  NotifyReviewers(Notices notices) {
    this.notices = notices;
  }

  @Override
  public String type() {
    return JobTypes.REVIEWERS_NOTIFY;
  }

  @Override
  public List<String> reads() {
    return List.of(GROUP, WORDS);
  }

  @Override
  public Map<String, Object> perform(ActivatedJob job) throws Exception {
    try {
      String words = Inputs.text(job, WORDS);
      if (words.length() > LONGEST) {
        throw new Inputs.Unfit(
            "'" + WORDS + "' has " + words.length() + " characters; " + LONGEST + " are allowed.");
      }
      return Map.of("told", notices.sayToGroup(Inputs.text(job, GROUP), words));
    } catch (Inputs.Unfit e) {
      throw new BusinessError("NoticeInvalid", String.valueOf(e.getMessage()));
    } catch (NoticeRefused e) {
      throw new BusinessError("NoticeRefused", String.valueOf(e.getMessage()));
    }
  }
}
