package io.countersign.spi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses may be talked to. After the special-purpose registries of IANA (RFC 6890), as far
 * as they matter here; addresses that hide another one (NAT64, 6to4, Teredo) are refused as well,
 * and those under which clouds hand out credentials.
 */
public final class Addresses {

  private static final List<Range> PRIVATE =
      ranges(
          "127.0.0.0/8",
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "198.18.0.0/15",
          "::1/128",
          "fc00::/7");

  private static final List<Range> NEVER =
      ranges(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "168.63.129.16/32",
          "100.100.100.200/32",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "fd00:ec2::254/128",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  private static final List<Range> PUBLIC = ranges("0.0.0.0/0", "2000::/3");

  private Addresses() {}

  /**
   * Whether a connection may be made.
   *
   * @param address where to, as it was resolved; connect to this very address
   * @param privateToo whether to machines of one's own network as well
   */
  public static boolean isAllowed(InetAddress address, boolean privateToo) {
    if (contains(NEVER, address)) {
      return false;
    }
    return contains(PRIVATE, address) ? privateToo : contains(PUBLIC, address);
  }

  private static boolean contains(List<Range> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address.getAddress()));
  }

  private static List<Range> ranges(String... texts) {
    return Arrays.stream(texts).map(Range::of).toList();
  }

  /** Addresses that begin alike. */
  private record Range(List<Byte> base, int bits) {

    static Range of(String text) {
      int slash = text.indexOf('/');
      try {
        // A literal: nothing is looked up.
        return new Range(
            boxed(InetAddress.getByName(text.substring(0, slash)).getAddress()),
            Integer.parseInt(text.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }

    private static List<Byte> boxed(byte[] bytes) {
      Byte[] boxed = new Byte[bytes.length];
      Arrays.setAll(boxed, i -> bytes[i]);
      return List.of(boxed);
    }

    boolean contains(byte[] address) {
      if (address.length != base.size()) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (base.get(bit / 8) & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
