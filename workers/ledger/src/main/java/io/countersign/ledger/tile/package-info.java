/** C2SP tlog-tiles: names and bytes of tiles and entry bundles, and reading nodes from them. */
@NullMarked
package io.countersign.ledger.tile;

import org.jspecify.annotations.NullMarked;
