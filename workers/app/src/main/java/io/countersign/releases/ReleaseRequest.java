package io.countersign.releases;

import java.nio.file.Path;

/**
 * What someone asks for.
 *
 * @param source the file to release; absolute
 * @param destination the file to write; absolute
 * @param reason why
 * @param requestedBy directory id of the authenticated requester
 */
public record ReleaseRequest(Path source, Path destination, String reason, String requestedBy) {}
