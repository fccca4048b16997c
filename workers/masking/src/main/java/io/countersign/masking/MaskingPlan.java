package io.countersign.masking;

import io.countersign.masking.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What will be done to one dataset, column by column: what an approver signs by its {@link
 * #digest()}. It names the input by its digest and holds counts, never values.
 *
 * @param format {@code csv}, {@code jsonl} or {@code parquet}
 * @param inputSha256 lower-case hex; masking any other bytes is refused
 * @param detectorVersion masking with another detector is refused
 * @param domain separates tokens of different tenants under one root key
 * @param tokenMac the keyed function behind tokens
 * @param onLateIdentifier for identifiers met in a kept column while masking
 * @param suppressBelow rows whose combination of quasi-identifiers fewer rows have lose these
 *     cells; 0 for none
 * @param census how many rows share their quasi-identifiers as the plan was proposed, or null
 */
public record MaskingPlan(
    String format,
    String inputSha256,
    long inputBytes,
    long rows,
    Dialect dialect,
    String detectorVersion,
    String domain,
    TokenMac tokenMac,
    LatePolicy onLateIdentifier,
    int suppressBelow,
    @Nullable KAnonymity census,
    List<ColumnPlan> columns) {

  /** Values separated by a character. */
  public static final String CSV = "csv";

  /** One JSON object a line. */
  public static final String JSONL = "jsonl";

  /** Apache Parquet. */
  public static final String PARQUET = "parquet";

  private static final long VERSION = 1;

  /** The keyed function behind tokens. */
  public enum TokenMac {
    /** AES-CMAC (RFC 4493); the fast one. */
    AES_CMAC,
    /** HMAC-SHA256 (RFC 2104). */
    HMAC_SHA256
  }

  /** What to do with an identifier in a column that the plan keeps. */
  public enum LatePolicy {
    /** Replace it by a token and report it. */
    MASK,
    /** Stop the run; nothing is written. */
    STOP
  }

  /** A plan without census and suppression. */
  public MaskingPlan(
      String format,
      String inputSha256,
      long inputBytes,
      long rows,
      Dialect dialect,
      String detectorVersion,
      String domain,
      TokenMac tokenMac,
      LatePolicy onLateIdentifier,
      List<ColumnPlan> columns) {
    this(
        format,
        inputSha256,
        inputBytes,
        rows,
        dialect,
        detectorVersion,
        domain,
        tokenMac,
        onLateIdentifier,
        0,
        null,
        columns);
  }

  public MaskingPlan {
    columns = List.copyOf(columns);
    if (suppressBelow < 0 || suppressBelow > 1_000_000) {
      throw new IllegalArgumentException(
          "\"suppressBelow\" must be 0 to 1000000, not " + suppressBelow + ".");
    }
    if (!Set.of(CSV, JSONL, PARQUET).contains(format)) {
      throw new IllegalArgumentException("There is no format \"" + format + "\".");
    }
  }

  /** The same plan with one column decided otherwise. */
  public MaskingPlan with(ColumnPlan column) {
    List<ColumnPlan> changed =
        columns.stream().map(c -> c.index() == column.index() ? column : c).toList();
    return new MaskingPlan(
        format,
        inputSha256,
        inputBytes,
        rows,
        dialect,
        detectorVersion,
        domain,
        tokenMac,
        onLateIdentifier,
        suppressBelow,
        census,
        changed);
  }

  /** The plan by which the masked file is read again: it is always UTF-8. */
  public MaskingPlan ofOutput() {
    return new MaskingPlan(
        format,
        inputSha256,
        inputBytes,
        rows,
        dialect.inUtf8(),
        detectorVersion,
        domain,
        tokenMac,
        onLateIdentifier,
        suppressBelow,
        census,
        columns);
  }

  /** The same plan with another policy for late identifiers. */
  public MaskingPlan withLatePolicy(LatePolicy policy) {
    return new MaskingPlan(
        format,
        inputSha256,
        inputBytes,
        rows,
        dialect,
        detectorVersion,
        domain,
        tokenMac,
        policy,
        suppressBelow,
        census,
        columns);
  }

  /** The same plan with another function behind tokens; tokens of the two do not join. */
  public MaskingPlan withTokenMac(TokenMac mac) {
    return new MaskingPlan(
        format,
        inputSha256,
        inputBytes,
        rows,
        dialect,
        detectorVersion,
        domain,
        mac,
        onLateIdentifier,
        suppressBelow,
        census,
        columns);
  }

  /** The same plan with a census of its rows. */
  public MaskingPlan withCensus(@Nullable KAnonymity counted) {
    return copy(suppressBelow, counted);
  }

  /**
   * The same plan that takes the quasi-identifiers from rows whose combination fewer than {@code k}
   * rows have; 0 for none.
   */
  public MaskingPlan withSuppressionBelow(int k) {
    return copy(k, census);
  }

  private MaskingPlan copy(int suppress, @Nullable KAnonymity counted) {
    return new MaskingPlan(
        format,
        inputSha256,
        inputBytes,
        rows,
        dialect,
        detectorVersion,
        domain,
        tokenMac,
        onLateIdentifier,
        suppress,
        counted,
        columns);
  }

  /** The least confidence of all columns; 1 for none. */
  public double confidence() {
    return columns.stream().mapToDouble(ColumnPlan::confidence).min().orElse(1);
  }

  private static TokenMac tokenMac(String name) {
    return switch (name) {
      case "aes-cmac" -> TokenMac.AES_CMAC;
      case "hmac-sha256" -> TokenMac.HMAC_SHA256;
      default ->
          throw new IllegalArgumentException(
              "\"tokenMac\" must be aes-cmac or hmac-sha256, not " + name);
    };
  }

  private static LatePolicy latePolicy(String name) {
    return switch (name) {
      case "mask" -> LatePolicy.MASK;
      case "stop" -> LatePolicy.STOP;
      default ->
          throw new IllegalArgumentException(
              "\"onLateIdentifier\" must be mask or stop, not " + name);
    };
  }

  /** Canonical JSON (RFC 8785). */
  public String toJson() {
    Map<String, Object> m = new TreeMap<>();
    m.put("version", VERSION);
    m.put("format", format);
    m.put("inputSha256", inputSha256);
    m.put("inputBytes", inputBytes);
    m.put("rows", rows);
    if (format.equals(CSV)) {
      m.put("dialect", dialect.toMap());
    }
    m.put("detectorVersion", detectorVersion);
    m.put("domain", domain);
    m.put("tokenMac", tokenMac == TokenMac.AES_CMAC ? "aes-cmac" : "hmac-sha256");
    m.put("onLateIdentifier", onLateIdentifier.name().toLowerCase(Locale.ROOT));
    if (suppressBelow > 0) {
      m.put("suppressBelow", suppressBelow);
    }
    if (census != null) {
      m.put("census", census.toMap());
    }
    m.put("columns", columns.stream().map(ColumnPlan::toMap).toList());
    return Json.write(m);
  }

  /** {@code sha256:} and the lower-case hex digest of {@link #toJson()} in UTF-8. */
  public String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(toJson().getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a plan, in canonical form or edited by a person.
   *
   * @throws IllegalArgumentException naming what is missing or wrong
   */
  public static MaskingPlan fromJson(String json) {
    Map<String, Object> m = Json.object(Json.parse(json), "plan");
    if (Json.number(m, "version") != VERSION) {
      throw new IllegalArgumentException(
          "The plan has version " + m.get("version") + "; this program reads " + VERSION + ".");
    }
    List<ColumnPlan> columns =
        Json.list(m, "columns").stream()
            .map(c -> ColumnPlan.fromMap(Json.object(c, "column")))
            .toList();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).index() != i) {
        throw new IllegalArgumentException("The columns must be listed in order from index 0.");
      }
    }
    String format = Json.string(m, "format");
    return new MaskingPlan(
        format,
        Json.string(m, "inputSha256"),
        Json.number(m, "inputBytes"),
        Json.number(m, "rows"),
        format.equals(CSV)
            ? Dialect.fromMap(Json.object(m.get("dialect"), "dialect"))
            : Dialect.NONE,
        Json.string(m, "detectorVersion"),
        Json.string(m, "domain"),
        tokenMac(Json.string(m, "tokenMac")),
        latePolicy(Json.string(m, "onLateIdentifier")),
        m.containsKey("suppressBelow") ? Math.toIntExact(Json.number(m, "suppressBelow")) : 0,
        m.containsKey("census") ? KAnonymity.fromMap(Json.object(m.get("census"), "census")) : null,
        columns);
  }
}
