package io.countersign.lineage;

/**
 * A run began or ended, and sinks have to be told. Published in the transaction that brought it
 * into the graph, once for each beginning and each end.
 *
 * @param run key of the run
 * @param ended whether it is the end
 */
public record RunChanged(String run, boolean ended) {}
