package io.countersign.api.internal;

import io.countersign.support.Waiting;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events: one per change, the whole state each, with its entity tag as the event's id.
 * Ends after the last change, or after ten minutes; clients then connect again by themselves.
 */
@Component
class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final Duration STEP = Duration.ofMillis(250);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Waiting waiting;
  private final JsonMapper json;

  EventStream(Waiting waiting, JsonMapper json) {
    this.waiting = waiting;
    this.json = json;
  }

  /**
   * Streams the changes of something.
   *
   * @param name the events' name
   * @param lastSeen the id of the last event that the caller has, if any
   * @param look how it is now
   * @param isLast whether nothing more will change
   */
  <T> void send(
      HttpServletResponse response,
      String caller,
      String name,
      @Nullable String lastSeen,
      Supplier<T> look,
      Predicate<T> isLast)
      throws IOException {
    waiting.enter(caller);
    try {
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      write(response.getOutputStream(), "retry: 2000\n\n");
      follow(response.getOutputStream(), name, lastSeen, look, isLast);
    } catch (IOException gone) {
      LOG.debug("A listener went away: {}", gone.getMessage());
    } finally {
      waiting.leave(caller);
    }
  }

  private <T> void follow(
      OutputStream out,
      String name,
      @Nullable String lastSeen,
      Supplier<T> look,
      Predicate<T> isLast)
      throws IOException {
    long start = System.nanoTime();
    long said = start;
    @Nullable String last = lastSeen;
    while (System.nanoTime() - start < LONGEST.toNanos()) {
      T now = look.get();
      String tag = Etags.of(now);
      if (!tag.equals(last)) {
        write(out, event(name, tag, now));
        last = tag;
        said = System.nanoTime();
      } else if (System.nanoTime() - said > SIGN_OF_LIFE.toNanos()) {
        write(out, ": still here\n\n");
        said = System.nanoTime();
      }
      if (isLast.test(now) || waiting.pause(STEP)) {
        return;
      }
    }
  }

  private String event(String name, String tag, Object state) {
    return "event: " + name + "\nid: " + tag + "\ndata: " + json.writeValueAsString(state) + "\n\n";
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
