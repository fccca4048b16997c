package io.countersign.channels.internal;

import io.countersign.spi.review.HttpReceiver;
import io.countersign.spi.review.ReviewChannel;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Takes calls for {@code /channels/NAME} and hands their bodies on byte for byte. Asks the request
 * for no parameter: that would consume a form and rebuild it differently from what was signed.
 */
final class ChannelEndpoint extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient ObjectProvider<Channels> channels;

  ChannelEndpoint(ObjectProvider<Channels> channels) {
    this.channels = channels;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = String.valueOf(request.getPathInfo()).replaceFirst("^/", "");
    Optional<HttpReceiver> receiver =
        channels.getObject().find(name).flatMap(ReviewChannel::receiver);
    if (receiver.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(HttpReceiver.LARGEST_BODY + 1);
    if (body.length > HttpReceiver.LARGEST_BODY) {
      response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    HttpReceiver.Answer answer =
        receiver.get().receive(new HttpReceiver.Call(headers(request), body));
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers
          .computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .addAll(Collections.list(request.getHeaders(name)));
    }
    return headers;
  }
}
