package io.countersign.local.idp;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What people see of the identity provider beside its own forms. */
final class IdpPages {

  private static final String PAGE =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Countersign demo</title>
      <body style="font-family:sans-serif;max-width:30em;margin:4em auto">%s</body></html>
      """;

  private static final String ASK =
      """
      <h1>Sign in a terminal</h1>
      <form action="/oauth2/device_verification">
      <p><label>The code that it shows: <input name="user_code" autofocus></label></p>
      <p><button>Go on</button></p></form>
      <p>Only if you have just started it yourself.</p>
      """;

  private IdpPages() {}

  static RouterFunction<ServerResponse> routes(Invitations invitations) {
    return RouterFunctions.route()
        .GET(Invitations.PATH + "{key}", invitations::enter)
        .GET("/activate", IdpPages::activate)
        .GET("/", request -> page("<h1>Done</h1><p>You may close this page.</p>"))
        .build();
  }

  /** Asks for the code that a terminal shows, unless the link brings it along. */
  private static ServerResponse activate(ServerRequest request) {
    String code = request.param("user_code").orElse("");
    return code.matches("[A-Za-z]{4}-?[A-Za-z]{4}")
        ? ServerResponse.seeOther(URI.create("/oauth2/device_verification?user_code=" + code))
            .build()
        : page(ASK);
  }

  /** Says in a sentence of ours why not. */
  static ServerResponse refusal(String sentence) {
    return page(HttpStatus.FORBIDDEN, "<h1>Not this way</h1><p>" + sentence + "</p>");
  }

  private static ServerResponse page(String body) {
    return page(HttpStatus.OK, body);
  }

  private static ServerResponse page(HttpStatus status, String body) {
    return ServerResponse.status(status)
        .contentType(MediaType.TEXT_HTML)
        .body(PAGE.formatted(body));
  }
}
