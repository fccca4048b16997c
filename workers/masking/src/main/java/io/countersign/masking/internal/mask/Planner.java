package io.countersign.masking.internal.mask;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DataClass;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.Transform;
import io.countersign.masking.internal.detect.ColumnClassifier;
import io.countersign.masking.internal.detect.ColumnEvidence;
import io.countersign.masking.internal.detect.HeaderWords;
import io.countersign.masking.internal.detect.TextScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Proposes a plan from a sample. */
public final class Planner {
  private Planner() {}

  /**
   * @param evidence of each column of the profile
   */
  public static MaskingPlan propose(
      DatasetProfile profile, List<ColumnEvidence> evidence, ProposeOptions options) {
    List<ColumnClassifier.Decision> decisions = new ArrayList<>();
    for (int i = 0; i < evidence.size(); i++) {
      decisions.add(ColumnClassifier.classify(label(profile, i), evidence.get(i)));
    }
    boolean people = decisions.stream().anyMatch(d -> isAboutPeople(d.dataClass()));
    List<ColumnPlan> columns = new ArrayList<>();
    for (int i = 0; i < decisions.size(); i++) {
      String name = profile.columns().get(i);
      ColumnClassifier.Decision decision = decisions.get(i);
      // The key of a table about people points to a person; elsewhere it counts things.
      String label = label(profile, i);
      if (people && decision.dataClass() == DataClass.NONE && isBareId(label)) {
        decision = new ColumnClassifier.Decision(DataClass.RECORD_ID, 0.9);
      }
      if (people && decision.dataClass() == DataClass.NONE && isBareName(label)) {
        decision = new ColumnClassifier.Decision(DataClass.PERSON, 0.5);
      }
      Transform transform =
          Presets.apply(
              options,
              decision.dataClass(),
              transform(label, decision.dataClass(), people),
              people);
      columns.add(
          new ColumnPlan(
              i,
              name,
              decision.dataClass(),
              decision.confidence(),
              evidence.get(i).counts(),
              transform,
              transform.kind() == Transform.Kind.KEEP ? "" : options.keyId()));
    }
    return new MaskingPlan(
        profile.format(),
        profile.sha256(),
        profile.bytes(),
        profile.rows(),
        profile.dialect(),
        TextScanner.VERSION,
        options.domain(),
        MaskingPlan.TokenMac.AES_CMAC,
        options.onLateIdentifier(),
        columns);
  }

  private static String label(DatasetProfile profile, int column) {
    String name = profile.columns().get(column);
    return profile.format().equals(MaskingPlan.CSV) ? name : PathLabels.label(name);
  }

  /** Whether a column of this class makes its table one about people. */
  private static boolean isAboutPeople(DataClass c) {
    return switch (c) {
      case PERSON, EMAIL, PHONE, CARD, IBAN, US_SSN, MEDICAL_RECORD, DATE_OF_BIRTH -> true;
      default -> c.name().startsWith("NATIONAL_ID");
    };
  }

  /**
   * Places and positions point to a person only beside others of their data, so in a table about
   * something else they stay; links are personal where the name says so.
   */
  private static Transform transform(String name, DataClass c, boolean people) {
    boolean stays =
        switch (c) {
          case URL -> HeaderWords.lookup(name) != DataClass.URL;
          case LOCATION, POSTCODE, COORDINATES, STREET_ADDRESS -> !people;
          default -> false;
        };
    return stays ? Transform.KEEP : ColumnClassifier.proposed(c);
  }

  /** In a table about people an unqualified name is a person's, even if no list knows it. */
  private static boolean isBareName(String name) {
    return name.strip().toLowerCase(Locale.ROOT).matches("(full[_ ]?)?names?");
  }

  private static boolean isBareId(String name) {
    return name.strip().toLowerCase(Locale.ROOT).matches("_?(row_?)?id|nr|no|key");
  }
}
