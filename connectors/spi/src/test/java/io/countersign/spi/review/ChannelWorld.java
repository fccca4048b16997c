package io.countersign.spi.review;

import io.countersign.spi.review.CardDecision.Choice;
import java.time.Clock;
import java.util.List;

/**
 * A chat system with people in it, as the contract of channels needs it; a fake with its limits.
 */
public interface ChannelWorld extends AutoCloseable {

  /** Who somebody is to the workspace or tenant. */
  enum Who {
    MEMBER,
    SECOND_MEMBER,
    GUEST,
    BOT,
    DELETED,
    /** Of another workspace or tenant. */
    FOREIGNER
  }

  /** A channel that is set up for this world; not started. */
  ReviewChannel channel(ReviewPort reviews, Clock clock);

  /** A conversation that the app may post to. */
  String place();

  /** The name in the channel's system under which the application is told of somebody. */
  String subject(Who who);

  /** Everything that can be read in a message. */
  String read(MessageRef message);

  /** Whether a message offers to approve. */
  boolean offersApproval(MessageRef message);

  /** What stands in a message's thread, oldest first. */
  List<String> thread(MessageRef message);

  /** Clicks the button of a message, as far as there is one or was one, and opens its dialog. */
  void click(Who who, MessageRef message, Choice choice);

  /** Whether somebody has a dialog open that can be submitted. */
  boolean isAsked(Who who);

  /** Submits the open dialog; answers what they then see. */
  String submit(Who who, String words);

  /** Clicks and submits with a dialog that somebody else had open. */
  String submitDialogOf(Who other, Who who, String words);

  /** What somebody was told by themselves, wherever. */
  List<String> told(Who who);

  /** The system fails every call, or works again. */
  void down(boolean now);

  /** The system wants to be left alone for so many seconds; 0 ends that. */
  void limit(long seconds);

  void delete(MessageRef message);

  @Override
  void close();
}
