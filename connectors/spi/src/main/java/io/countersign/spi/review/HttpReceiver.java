package io.countersign.spi.review;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a channel's calls over HTTP. The application hands over the body byte for byte and checks
 * nothing: whoever calls is a stranger until the receiver has verified them.
 */
@FunctionalInterface
public interface HttpReceiver {

  /** Answers one call. Never throws. */
  Answer receive(Call call);

  /**
   * A call.
   *
   * @param headers by lower-case name
   * @param body as it came, at most {@link #LARGEST_BODY} bytes
   */
  record Call(Map<String, List<String>> headers, byte[] body) {

    /** The value of a header that is there exactly once. */
    public Optional<String> header(String name) {
      List<String> values = headers.getOrDefault(name, List.of());
      return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
  }

  /**
   * An answer.
   *
   * @param body UTF-8
   */
  record Answer(int status, String contentType, String body) {

    /** An answer without content. */
    public static Answer empty(int status) {
      return new Answer(status, "text/plain", "");
    }
  }

  /** In bytes; longer calls are refused before they get here. */
  int LARGEST_BODY = 1 << 20;
}
