/** Sealed requests to HTTP APIs, and datasets uploaded over HTTPS. */
@NullMarked
package io.countersign.connectors.http;

import org.jspecify.annotations.NullMarked;
