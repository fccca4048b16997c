/**
 * Ports and vocabulary that connectors implement. Depends on the JDK and JSpecify only, so that a
 * connector can be written and tested without the application.
 */
@NullMarked
package io.countersign.spi;

import org.jspecify.annotations.NullMarked;
