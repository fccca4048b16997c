/** Tests of the whole: the real engine, a real PostgreSQL, the application as its own process. */
package io.countersign.it;
