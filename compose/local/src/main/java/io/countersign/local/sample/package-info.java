@NullMarked
package io.countersign.local.sample;

import org.jspecify.annotations.NullMarked;
