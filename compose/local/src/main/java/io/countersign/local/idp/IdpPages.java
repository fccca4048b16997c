package io.countersign.local.idp;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people see of the identity provider beside its own forms. */
@RestController
class IdpPages {

  private static final String PAGE =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Countersign demo</title>
      <body style="font-family:sans-serif;max-width:30em;margin:4em auto">%s</body></html>
      """;

  /** Asks for the code that a terminal shows, unless the link brings it along. */
  @GetMapping(path = "/activate", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> activate(
      @RequestParam(name = "user_code", required = false) @Nullable String code) {
    if (code != null && code.matches("[A-Za-z]{4}-?[A-Za-z]{4}")) {
      return ResponseEntity.status(HttpStatus.FOUND)
          .header("Location", "/oauth2/device_verification?user_code=" + code)
          .build();
    }
    return ResponseEntity.ok(
        PAGE.formatted(
            """
            <h1>Sign in a terminal</h1>
            <form action="/oauth2/device_verification">
            <p><label>The code that it shows: <input name="user_code" autofocus></label></p>
            <p><button>Go on</button></p></form>
            <p>Only if you have just started it yourself.</p>
            """));
  }

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  String done() {
    return PAGE.formatted("<h1>Done</h1><p>You may close this page.</p>");
  }
}
