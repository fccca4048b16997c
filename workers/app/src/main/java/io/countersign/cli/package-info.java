/** The command line. Talks to a running application over HTTP; masking runs offline. */
@ApplicationModule(displayName = "Command line")
@NullMarked
package io.countersign.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
