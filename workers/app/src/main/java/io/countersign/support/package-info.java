/** What every module may use: canonical JSON, digests, identifiers. Knows no module. */
@ApplicationModule(displayName = "Support", type = ApplicationModule.Type.OPEN)
@NullMarked
package io.countersign.support;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
