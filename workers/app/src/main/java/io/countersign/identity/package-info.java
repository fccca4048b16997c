/** Resolves every identity of one human to one {@code Person}, and knows who owns which agent. */
@ApplicationModule(displayName = "Who is who")
@NullMarked
package io.countersign.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
