/** How it is run: whether it is well, metrics, logs without data, what is wrong with settings. */
@ApplicationModule(displayName = "Operations")
@NullMarked
package io.countersign.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
