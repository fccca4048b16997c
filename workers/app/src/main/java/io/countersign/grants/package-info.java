/** Single-use, expiring permissions, each bound to one action digest. */
@ApplicationModule(displayName = "Grants")
@NullMarked
package io.countersign.grants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
