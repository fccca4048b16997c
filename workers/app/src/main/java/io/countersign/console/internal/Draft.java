package io.countersign.console.internal;

import io.countersign.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.UUID;

/**
 * What somebody wrote on a review before they had to sign in again. Kept in their session, until
 * they decide; whoever signs in instead of them does not see it.
 */
record Draft(UUID review, String person, String comment) implements Serializable {

  private static final String KEY = Draft.class.getName();

  /** The most characters that are kept, as many as a comment may have. */
  private static final int MOST = 2000;

  static void keep(HttpServletRequest request, UUID review, Caller writer, String comment) {
    String some = comment.length() > MOST ? comment.substring(0, MOST) : comment;
    request.getSession().setAttribute(KEY, new Draft(review, writer.id(), some));
  }

  /** What this reader wrote on this review; empty where they wrote nothing. */
  static String of(HttpServletRequest request, UUID review, Caller reader) {
    HttpSession session = request.getSession(false);
    return session != null
            && session.getAttribute(KEY) instanceof Draft(UUID on, String by, String comment)
            && on.equals(review)
            && by.equals(reader.id())
        ? comment
        : "";
  }

  static void forget(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(KEY);
    }
  }
}
