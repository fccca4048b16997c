package io.countersign.releases;

import java.nio.file.Path;

/**
 * What someone asks for.
 *
 * @param source the file to release; absolute
 * @param destination where to
 * @param reason why
 * @param requestedBy directory id of the authenticated requester
 */
public record ReleaseRequest(
    Path source, Destination destination, String reason, String requestedBy) {}
