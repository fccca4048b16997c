/** Ports of the places that lineage is told to: catalogues, files, OpenLineage consumers. */
@NullMarked
package io.countersign.spi.lineage;

import org.jspecify.annotations.NullMarked;
