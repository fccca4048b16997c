@NullMarked
package io.countersign.connectors.files;

import org.jspecify.annotations.NullMarked;
