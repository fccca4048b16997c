package io.countersign.connectors.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host; asked once per connection, which goes to what it answered. */
@FunctionalInterface
interface Resolver {

  /** The system's. */
  Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  List<InetAddress> resolve(String host) throws UnknownHostException;
}
