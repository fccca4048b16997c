/**
 * An exporter for Zeebe that writes process history, without the data, into PostgreSQL.
 *
 * <p>{@link io.countersign.connectors.zeebe.CountersignExporter} is what the broker loads. A record
 * passes {@code Selection} (is it history?), {@code RowMapper} (which parts of it may be kept?) and
 * {@code RowBuffer}; {@code HistoryWriter} takes batches from there to the database.
 */
@NullMarked
package io.countersign.connectors.zeebe;

import org.jspecify.annotations.NullMarked;
