package io.countersign.connectors.http;

import io.countersign.spi.Addresses;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Connects to a host: to one of the very addresses that were checked, so that a name that changes
 * its mind in between leads nowhere. Nothing has been sent when this fails.
 */
final class Connector {

  private final Resolver resolver;

  Connector(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * The addresses of a host, all of which may be talked to.
   *
   * @throws EffectException when there are none, or one may not
   */
  List<InetAddress> addresses(Host host, Url url, Deadline deadline) throws EffectException {
    List<InetAddress> addresses = resolve(url, deadline);
    for (InetAddress address : addresses) {
      if (!Addresses.isAllowed(address, host.allowPrivate())) {
        throw new EffectException(
            "AddressNotAllowed",
            Remedy.OPERATOR,
            "'"
                + url.host()
                + "' has the address "
                + address.getHostAddress()
                + ", which is not one of the public internet. Nothing was sent. If it is meant, set"
                + " allow-private for this host; some addresses are never talked to.");
      }
    }
    return addresses;
  }

  private List<InetAddress> resolve(Url url, Deadline deadline) throws EffectException {
    FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> resolver.resolve(url.host()));
    Thread.ofVirtual().name("countersign-lookup").start(lookup);
    try {
      List<InetAddress> found = lookup.get(deadline.millis(), TimeUnit.MILLISECONDS);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownHostException)) {
        throw new IllegalStateException(e.getCause());
      }
    } catch (TimeoutException e) {
      lookup.cancel(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new EffectException(
        "HostUnknown",
        Remedy.RETRY,
        "The addresses of '"
            + url.host()
            + "' could not be found out. Nothing was sent. It will be tried again.");
  }

  /**
   * Opens a connection, encrypted where the URL says so.
   *
   * @throws EffectException when that fails
   */
  Socket connect(Host host, Url url, Deadline deadline) throws EffectException {
    IOException last = new IOException("no address");
    for (InetAddress address : addresses(host, url, deadline)) {
      Socket socket = new Socket();
      try {
        deadline.closes(socket);
        socket.connect(new InetSocketAddress(address, url.port()), deadline.millis());
        socket.setTcpNoDelay(true);
        return url.scheme().equals("https") ? encrypt(socket, host, url) : socket;
      } catch (SSLException e) {
        close(socket);
        throw new EffectException(
            "TlsFailed",
            Remedy.OPERATOR,
            "'"
                + url.authority()
                + "' did not prove who it is: "
                + e.getMessage()
                + ". Nothing was sent. Check its certificate, or set ca-file for this host.");
      } catch (IOException e) {
        close(socket);
        last = e;
      }
    }
    throw new EffectException(
        "ConnectionFailed",
        Remedy.RETRY,
        "No connection to '"
            + url.authority()
            + "': "
            + last.getMessage()
            + ". Nothing was sent. It will be tried again.");
  }

  private static Socket encrypt(Socket plain, Host host, Url url) throws IOException {
    SSLSocket socket = (SSLSocket) host.tls().createSocket(plain, url.host(), url.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was of no use anyway.
      return;
    }
  }
}
