/**
 * What the in-memory 8.8 engine lacks at its gateway. It lies in the engine's package because the
 * engine's command writer is visible there alone.
 */
@NullMarked
package io.camunda.zeebe.process.test.engine;

import org.jspecify.annotations.NullMarked;
