package io.countersign.masking.internal.mask;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DataClass;
import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Progress;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.Transform;
import io.countersign.masking.internal.csv.Sampler;
import io.countersign.masking.internal.detect.ColumnClassifier;
import io.countersign.masking.internal.detect.ColumnEvidence;
import io.countersign.masking.internal.detect.TextScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Proposes a plan from a sample. */
public final class Planner {
  private Planner() {}

  public static MaskingPlan propose(
      Path in, DatasetProfile profile, ProposeOptions options, Progress progress)
      throws DatasetException {
    List<ColumnEvidence> evidence = Sampler.sample(in, profile, progress);
    List<ColumnClassifier.Decision> decisions = new ArrayList<>();
    for (int i = 0; i < evidence.size(); i++) {
      decisions.add(ColumnClassifier.classify(profile.columns().get(i), evidence.get(i)));
    }
    boolean people = decisions.stream().anyMatch(d -> d.dataClass().direct());
    List<ColumnPlan> columns = new ArrayList<>();
    for (int i = 0; i < decisions.size(); i++) {
      String name = profile.columns().get(i);
      ColumnClassifier.Decision decision = decisions.get(i);
      // The key of a table about people points to a person; elsewhere it counts things.
      if (people && decision.dataClass() == DataClass.NONE && isBareId(name)) {
        decision = new ColumnClassifier.Decision(DataClass.RECORD_ID, 0.9);
      }
      Transform transform = ColumnClassifier.proposed(decision.dataClass());
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
        profile.sha256(),
        profile.bytes(),
        profile.rows(),
        profile.dialect(),
        TextScanner.VERSION,
        options.domain(),
        options.onLateIdentifier(),
        columns);
  }

  private static boolean isBareId(String name) {
    return name.strip().toLowerCase(Locale.ROOT).matches("_?(row_?)?id|nr|no|key");
  }
}
