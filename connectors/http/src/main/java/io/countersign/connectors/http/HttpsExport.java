package io.countersign.connectors.http;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectRequest.InputRevision;
import io.countersign.spi.EffectSchema;
import io.countersign.spi.EffectSchema.Field;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Preview;
import io.countersign.spi.Secrets;
import io.countersign.spi.Traits;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The {@code dataset.export} effect to a URL: one PUT that asks the server not to replace anything
 * ({@code If-None-Match: *}, RFC 9110) and says the digest of what it sends ({@code
 * Content-Digest}, RFC 9530). Whether it happened is found out by reading the resource back.
 */
public final class HttpsExport implements Effect {

  private static final EffectSchema SCHEMA =
      new EffectSchema(
          List.of(
              Field.required("store", "Always 'https' for an upload.").matching("https"),
              Field.required("url", "Write the whole URL of the new file.").upTo(4_096)),
          List.of(
              Field.required("format", "The format that the file has: csv.").matching("csv"),
              Field.optional("header.*", "A header; ${secret:NAME} stands for a secret.")
                  .upTo(8_192)),
          true);

  /** What the upload says itself. */
  private static final Set<String> OURS =
      Set.of(
          "content-type",
          "content-digest",
          "content-encoding",
          "content-range",
          "if-match",
          "if-none-match",
          "range",
          "repr-digest",
          "want-content-digest");

  private static final String CSV = "text/csv; charset=utf-8";

  private final Hosts hosts;
  private final Secrets secrets;
  private final Exchange exchange;

  HttpsExport(Hosts hosts, Secrets secrets, Resolver resolver) {
    this.hosts = hosts;
    this.secrets = secrets;
    this.exchange = new Exchange(hosts, resolver);
  }

  @Override
  public String type() {
    return "dataset.export";
  }

  @Override
  public Optional<String> store() {
    return Optional.of("https");
  }

  @Override
  public EffectSchema schema() {
    return SCHEMA;
  }

  private static Call call(String method, EffectRequest request) {
    return Call.of(method, request.target("url"), request.parameters(), "");
  }

  @Override
  public Traits traits(EffectRequest request) {
    return Traits.irreversible(
        hosts.find(call("PUT", request).url()).map(Host::trust).orElse(Traits.UNKNOWN_TRUST));
  }

  @Override
  public String describe(EffectRequest request) {
    String what = request.input().map(InputRevision::name).orElse("a dataset");
    return "Upload " + what + " to " + request.target("url") + ".";
  }

  @Override
  public List<String> problems(EffectRequest request) {
    try {
      Call call = call("PUT", request);
      List<String> problems = new ArrayList<>(call.problems(hosts));
      if (!call.url().scheme().equals("https")) {
        problems.add("'" + call.url() + "' is not https. Datasets are sent encrypted only.");
      }
      call.headers().keySet().stream()
          .filter(name -> OURS.contains(name.toLowerCase(Locale.ROOT)))
          .forEach(name -> problems.add("The header '" + name + "' is said by the upload itself."));
      return problems;
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Preview preview(EffectRequest request) throws EffectException {
    Call call = call("PUT", request);
    InputRevision input = request.input().orElseThrow();
    StringBuilder text = new StringBuilder(call.text("(id of the execution)").strip());
    headersOf(input)
        .forEach((name, value) -> text.append('\n').append(name).append(": ").append(value));
    return new Preview(
        List.of(text.toString().replace("Content-Length: 0\n", "")),
        List.of(),
        Map.of("host", call.url().authority(), "bytes", Long.toString(input.bytes())),
        List.of(
            "What was uploaded cannot be taken back.",
            "That nothing is replaced depends on the server heeding If-None-Match."));
  }

  /** The headers that describe the file, in the order in which they are sent. */
  private static Map<String, String> headersOf(InputRevision input) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", CSV);
    headers.put(
        "Content-Digest",
        "sha-256=:"
            + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(input.sha256()))
            + ":");
    headers.put("Content-Length", Long.toString(input.bytes()));
    headers.put("If-None-Match", "*");
    return headers;
  }

  @Override
  public EffectReceipt execute(EffectRequest request, EffectProgress progress)
      throws EffectException {
    List<String> problems = problems(request);
    if (!problems.isEmpty()) {
      throw new EffectException(
          "RequestNotAllowed", Remedy.NONE, String.join(" ", problems) + " Nothing was sent.");
    }
    InputRevision input = request.input().orElseThrow();
    if (!Files.isReadable(input.path())) {
      throw new EffectException(
          "DatasetMissing",
          Remedy.RETRY,
          "The prepared dataset '"
              + input.path()
              + "' cannot be read. Nothing was sent. It will be tried again.");
    }
    Call call = call("PUT", request);
    Upload upload = new Upload(input, progress);
    Map<String, String> headers = Outgoing.headers(call, secrets);
    headers.put("Idempotency-Key", RequestOrder.key(request.executionId()));
    headers.putAll(headersOf(input));
    Answer answer = send(call, headers, upload);
    if (upload.isChanged()) {
      throw changed(input);
    }
    return outcome(request, call, answer, upload);
  }

  private Answer send(Call call, Map<String, String> headers, Upload upload)
      throws EffectException {
    try {
      return exchange.send(
          new Outgoing("PUT", call.url(), headers, upload.entity(), Outgoing.USUAL_ANSWER),
          hosts.uploadTimeout());
    } catch (Exchange.Unanswered e) {
      if (upload.isChanged()) {
        return new Answer(0, 0, "", false, "");
      }
      if (!upload.isWhole()) {
        throw new EffectException(
            "UploadBroken",
            Remedy.RETRY,
            "The upload to '"
                + call.url()
                + "' broke off before its last part was sent. It will be tried again.");
      }
      throw e;
    }
  }

  private static EffectException changed(InputRevision input) {
    return new EffectException(
        "DatasetChanged",
        Remedy.NONE,
        "The prepared dataset '"
            + input.name()
            + "' is not the content with digest "
            + input.sha256()
            + " that was approved. The upload was broken off before its last part. Request the"
            + " release again.");
  }

  private EffectReceipt outcome(EffectRequest request, Call call, Answer answer, Upload upload)
      throws EffectException {
    int status = answer.status();
    if (status >= 200 && status < 300 && upload.isWhole()) {
      return receipt(request, call, answer.facts());
    }
    String what = "'PUT " + call.url() + "' was answered with status " + status + ".";
    if (status == 412 || status == 409) {
      if (verify(request) instanceof Occurrence.Happened happened) {
        return happened.receipt();
      }
      throw new EffectException(
          "DestinationExists",
          Remedy.NONE,
          what + " Something is there already. Request the release again under another name.");
    }
    if (status == 429) {
      throw new EffectException("TooManyRequests", Remedy.RETRY, what + " It will be tried again.");
    }
    if (status == 507 || status == 401 || status == 403) {
      throw new EffectException(
          "UploadDenied", Remedy.OPERATOR, what + " Allow it there, then resolve the incident.");
    }
    if (status >= 400 && status < 500 && status != 408) {
      throw new EffectException("UploadRefused", Remedy.NONE, what + " It did not happen.");
    }
    if (status == 301 || status == 307 || status == 308) {
      throw new EffectException(
          "Redirected", Remedy.NONE, what + " Redirects are not followed. Name the new URL.");
    }
    throw new IllegalStateException(what + " Whether it was stored is not clear.");
  }

  private static EffectReceipt receipt(
      EffectRequest request, Call call, Map<String, Object> answer) {
    InputRevision input = request.input().orElseThrow();
    Map<String, Object> facts = new HashMap<>(answer);
    facts.put("url", call.url().toString());
    facts.put("sha256", input.sha256());
    facts.put("bytes", input.bytes());
    return new EffectReceipt(facts);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Reads the resource back, all of it: what is there either is the approved content or nobody
   * can tell. A server that does not let it be read leaves that open.
   *
   * @throws IllegalStateException when the server does not answer now
   */
  @Override
  public Occurrence verify(EffectRequest request) {
    InputRevision input = request.input().orElseThrow();
    Call call = call("GET", request);
    Answer answer;
    try {
      answer =
          exchange.send(
              new Outgoing(
                  "GET", call.url(), Outgoing.headers(call, secrets), null, input.bytes() + 1),
              hosts.uploadTimeout());
    } catch (EffectException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    if (answer.status() == 404 || answer.status() == 410) {
      return new Occurrence.NotHappened();
    }
    if (answer.status() != 200) {
      return new Occurrence.CannotTell(
          "'" + call.url() + "' cannot be read back: status " + answer.status() + ".");
    }
    return answer.bytes() == input.bytes() && answer.sha256().equals(input.sha256())
        ? new Occurrence.Happened(
            receipt(request, call, Map.of("readBack", true, "address", answer.address())))
        : new Occurrence.CannotTell(
            "What is at '" + call.url() + "' is not the content that was approved.");
  }
}
