/** The console over a real database, with its security and a real identity provider; no engine. */
@org.jspecify.annotations.NullMarked
package io.countersign.console;
