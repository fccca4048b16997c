package io.countersign.datasets;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A dataset at one moment, named by its content.
 *
 * @param sha256 digest of the content, with prefix
 * @param dataset the dataset's name
 * @param stage original or masked
 * @param path where the content lies
 * @param bytes its size
 * @param rows its records, the header not counted
 * @param derivedFrom digest of the revision that it was made from
 * @param maskingPlan digest of the plan that it was made by
 */
public record Revision(
    String sha256,
    String dataset,
    Stage stage,
    Path path,
    long bytes,
    long rows,
    Optional<String> derivedFrom,
    Optional<String> maskingPlan) {}
