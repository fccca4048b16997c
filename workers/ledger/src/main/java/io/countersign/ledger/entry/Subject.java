package io.countersign.ledger.entry;

/**
 * A reference to something or someone that an entry is about; never a name or an address.
 *
 * @param type what it is, such as {@code requester}, {@code reviewer}, {@code dataset}
 * @param id its identifier, printable ASCII without spaces
 */
public record Subject(String type, String id) {
  public Subject {
    Require.name(type, "subject type");
    Require.token(id, "subject id");
  }
}
