/** What Countersign promises, each as tests that fail when a guard of it is taken away. */
@NullMarked
package io.countersign.promises;

import org.jspecify.annotations.NullMarked;
