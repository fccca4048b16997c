/** Tells runs, approvals and data to OpenLineage consumers. */
@NullMarked
package io.countersign.connectors.openlineage;

import org.jspecify.annotations.NullMarked;
