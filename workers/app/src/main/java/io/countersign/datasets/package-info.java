/** Content-addressed revisions of datasets and where they are kept. */
@ApplicationModule(displayName = "Datasets")
@NullMarked
package io.countersign.datasets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
