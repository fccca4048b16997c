/** The RFC 6962 Merkle tree: hashing, roots, inclusion and consistency proofs. */
@NullMarked
package io.countersign.ledger.tree;

import org.jspecify.annotations.NullMarked;
