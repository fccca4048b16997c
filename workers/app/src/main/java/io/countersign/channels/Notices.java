package io.countersign.channels;

/** Says things in a channel that are no reviews, for steps that modellers add. */
public interface Notices {

  /**
   * Says something, as plain text.
   *
   * @param channel the channel's name, for example {@code slack}
   * @param place a conversation as that system names it
   * @throws NoticeRefused when it cannot be said there, for good
   * @throws IllegalStateException when it cannot be said now
   */
  void say(String channel, String place, String words);

  /**
   * Says something, as plain text, wherever a group is told of reviews.
   *
   * @param group a group of the directory
   * @return how many conversations it was said in
   * @throws NoticeRefused when the group is told nowhere, or it cannot be said there, for good
   * @throws IllegalStateException when it cannot be said now; it may have been said in some already
   */
  int sayToGroup(String group, String words);

  /** It cannot be said as it was asked for; names the value and what to do. */
  final class NoticeRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoticeRefused(String message) {
      super(message);
    }
  }
}
