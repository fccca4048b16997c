package io.countersign.api.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Reads a call's body once, up to the limit, and refuses what {@link StrictJson} refuses. */
@Component
@Order(CallFilter.FIRST + 1)
class BodyFilter extends CallFilter {

  private final int largest;
  private final StrictJson strict;

  BodyFilter(LimitProperties limits) {
    this.largest = Math.toIntExact(limits.largestBody().toBytes());
    this.strict = new StrictJson(limits.deepest(), largest);
  }

  @Override
  void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (caller(request).isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    if (request.getContentLengthLong() > largest) {
      tooLarge().write(response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(largest + 1);
    Optional<Problem> problem = problem(request.getContentType(), body);
    if (problem.isPresent()) {
      problem.get().write(response);
      return;
    }
    chain.doFilter(new Read(request, body), response);
  }

  private Problem tooLarge() {
    return Problem.of(
        HttpStatus.CONTENT_TOO_LARGE,
        "TooLarge",
        "The body has more than " + largest + " bytes, the most that is taken.");
  }

  private Optional<Problem> problem(String contentType, byte[] body) {
    if (body.length > largest) {
      return Optional.of(tooLarge());
    }
    if (body.length == 0 || contentType == null) {
      return Optional.empty();
    }
    try {
      MediaType type = MediaType.parseMediaType(contentType);
      if (type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
        return Optional.of(unsupported("Send the body in UTF-8."));
      }
      return type.getSubtype().endsWith("json")
          ? strict
              .problem(body)
              .map(sentence -> Problem.of(HttpStatus.BAD_REQUEST, "Malformed", sentence))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(unsupported("The Content-Type cannot be read."));
    }
  }

  private static Problem unsupported(String sentence) {
    return Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType", sentence);
  }

  /** A request whose body has been read. */
  static final class Read extends HttpServletRequestWrapper {

    private final byte[] body;

    Read(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new Bytes(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    byte[] body() {
      return body.clone();
    }
  }

  private static final class Bytes extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    Bytes(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return bytes.read(into, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("The body has been read.");
    }
  }
}
