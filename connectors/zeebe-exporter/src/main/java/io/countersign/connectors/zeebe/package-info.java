@NullMarked
package io.countersign.connectors.zeebe;

import org.jspecify.annotations.NullMarked;
