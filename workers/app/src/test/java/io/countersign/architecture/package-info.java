/** The rules that hold between modules, and classes that break them on purpose. */
@NullMarked
package io.countersign.architecture;

import org.jspecify.annotations.NullMarked;
