/**
 * Parquet files (format specification 2.10): footers, pages and the encodings that common writers
 * use. Own code, since unmasked column chunks are copied byte for byte, which readers of rows do
 * not offer.
 */
@org.jspecify.annotations.NullMarked
package io.countersign.masking.internal.parquet;
