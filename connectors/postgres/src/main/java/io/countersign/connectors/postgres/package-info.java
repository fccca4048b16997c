/** Temporary role memberships, and datasets loaded into new tables, on PostgreSQL. */
@NullMarked
package io.countersign.connectors.postgres;

import org.jspecify.annotations.NullMarked;
