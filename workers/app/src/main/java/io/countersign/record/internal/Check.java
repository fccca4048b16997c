package io.countersign.record.internal;

import java.util.List;

/** One comparison of what has to agree. Answers what does not, each time it is asked. */
interface Check {

  List<Observation> look();
}
