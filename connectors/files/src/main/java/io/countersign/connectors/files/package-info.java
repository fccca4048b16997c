/** Exports dataset revisions to a file system: atomically, once, with a manifest. */
@NullMarked
package io.countersign.connectors.files;

import org.jspecify.annotations.NullMarked;
