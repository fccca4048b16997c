package io.countersign.masking.internal.mask;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.detect.TextScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether a plan is for this file, this program and these keys. */
public final class Plans {
  private Plans() {}

  /** Checks the detector, the keys and the size of the file. */
  public static void check(Path in, MaskingPlan plan, MaskingKeys keys) throws DatasetException {
    if (!plan.detectorVersion().equals(TextScanner.VERSION)) {
      throw DatasetException.of(
          Kind.PLAN_MISMATCH,
          in,
          "the plan was made by detector "
              + plan.detectorVersion()
              + ", this is "
              + TextScanner.VERSION
              + ". Propose a new plan and have it reviewed.");
    }
    List<String> ids =
        plan.columns().stream()
            .map(ColumnPlan::keyId)
            .filter(id -> !id.isEmpty())
            .distinct()
            .toList();
    if (ids.size() > 1 || (ids.size() == 1 && !keys.has(ids.getFirst()))) {
      throw DatasetException.of(
          Kind.PLAN_MISMATCH,
          in,
          "the plan names the key "
              + String.join(", ", ids)
              + ", the key file holds "
              + String.join(", ", keys.ids())
              + ". Use the key file that the plan was made with.");
    }
    for (ColumnPlan c : plan.columns()) {
      checkTransform(in, plan, c, keys);
    }
    try {
      long size = Files.size(in);
      if (size != plan.inputBytes()) {
        throw changed(in, "it has " + size + " bytes, the plan is for " + plan.inputBytes());
      }
    } catch (IOException e) {
      throw CsvSource.unreadable(in, e);
    }
  }

  private static void checkTransform(Path in, MaskingPlan plan, ColumnPlan column, MaskingKeys keys)
      throws DatasetException {
    switch (column.transform().kind()) {
      case REVERSIBLE -> {
        if (keys.reversal() == null) {
          throw DatasetException.of(
              Kind.KEY_INVALID,
              in,
              "the plan makes tokens of the column "
                  + column.name()
                  + " that can be turned back; that takes a second key file (--reversal-key).");
        }
      }
      case SHIFT -> {
        String subject = column.transform().subject();
        if (plan.columns().stream().noneMatch(c -> c.name().equals(subject))) {
          throw DatasetException.of(
              Kind.PLAN_INVALID,
              in,
              "the dates of the column "
                  + column.name()
                  + " move by the column "
                  + subject
                  + ", which is not there.");
        }
      }
      default -> {}
    }
  }

  public static void checkDigest(Path in, MaskingPlan plan, String sha256) throws DatasetException {
    if (!sha256.equals(plan.inputSha256())) {
      throw changed(in, "its digest is " + sha256 + ", the plan is for " + plan.inputSha256());
    }
  }

  private static DatasetException changed(Path in, String how) {
    return DatasetException.of(
        Kind.CHANGED,
        in,
        "the file is not the one that the plan was made for: "
            + how
            + ". Propose a plan for the file as it is now.");
  }
}
