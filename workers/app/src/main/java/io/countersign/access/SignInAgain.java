package io.countersign.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Has people prove anew who they are, where policy wants to be surer than an old session can make
 * it.
 */
public interface SignInAgain {

  /**
   * Remembers in the caller's session where they come back to, and answers the path that leads to
   * their identity provider. It is told to ask for credentials again; whether it did, only the
   * token says that it gives afterwards ({@link Caller#signedInAt}).
   *
   * @param backTo a path of this application; never taken from a request
   * @return empty where they have no session of a browser
   */
  Optional<String> begin(HttpServletRequest request, String backTo);
}
