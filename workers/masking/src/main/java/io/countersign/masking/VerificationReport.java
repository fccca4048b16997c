package io.countersign.masking;

import io.countersign.masking.internal.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an independent reading of input and output found.
 *
 * @param survivors original values of masked cells that stand in the output; must be 0
 * @param unmaskedIdentifiers e-mails, cards, IBANs and the like in the output that are no tokens
 * @param originals masked cells whose values were looked for
 * @param probes words and cells of the output that were looked up
 * @param falseAlarms probes that the filter reported and the exact check cleared
 * @param survivorsPerColumn by name of the output column
 * @param residualRisk upper bound (95 %) of the share of cells that still hold a known original: 3
 *     divided by the number of cells that were checked, when none was found
 */
public record VerificationReport(
    long survivors,
    long unmaskedIdentifiers,
    long rows,
    long originals,
    long probes,
    long falseAlarms,
    Map<String, Long> survivorsPerColumn,
    double residualRisk,
    String planDigest,
    String inputSha256,
    String outputSha256,
    double seconds) {

  public VerificationReport {
    survivorsPerColumn = Map.copyOf(survivorsPerColumn);
  }

  /** Whether the output may be released as far as this check can tell. */
  public boolean clean() {
    return survivors == 0 && unmaskedIdentifiers == 0;
  }

  /** Canonical JSON (RFC 8785). */
  public String toJson() {
    Map<String, Object> m = new TreeMap<>();
    m.put("survivors", survivors);
    m.put("unmaskedIdentifiers", unmaskedIdentifiers);
    m.put("rows", rows);
    m.put("originals", originals);
    m.put("probes", probes);
    m.put("falseAlarms", falseAlarms);
    m.put("survivorsPerColumn", survivorsPerColumn);
    m.put("residualRisk", residualRisk);
    m.put("planDigest", planDigest);
    m.put("inputSha256", inputSha256);
    m.put("outputSha256", outputSha256);
    m.put("seconds", Math.round(seconds * 1000) / 1000.0);
    return Json.write(m);
  }
}
