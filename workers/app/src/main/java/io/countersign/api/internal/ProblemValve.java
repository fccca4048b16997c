package io.countersign.api.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Answers what does not reach the application, such as requests that are no HTTP. */
public final class ProblemValve extends ErrorReportValve {

  private static final int FIRST_ERROR = 400;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable fault) {
    int status = response.getStatus();
    if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    byte[] json = Problems.protocol(HttpStatusCode.valueOf(status), null).json();
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      OutputStream out = response.getOutputStream();
      out.write(json);
      response.finishResponse();
    } catch (IOException | IllegalStateException gone) {
      container.getLogger().debug("The answer could not be given.", gone);
    }
  }
}
