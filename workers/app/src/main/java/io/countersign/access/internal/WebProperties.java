package io.countersign.access.internal;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How people's browsers reach the application.
 *
 * @param url its address as browsers know it, without a path; https makes cookies secure
 */
@ConfigurationProperties("countersign.web")
record WebProperties(String url) {

  WebProperties {
    url = url.replaceFirst("/+$", "");
    if (!Issuer.isSafe(url)) {
      throw new IllegalArgumentException(
          "countersign.web.url is '"
              + url
              + "', not an https address, nor one of this machine. Whoever reads the line between"
              + " could take over a session.");
    }
  }

  boolean isSecure() {
    return url.regionMatches(true, 0, "https:", 0, "https:".length());
  }

  /** Under TLS the browser itself sees to it that no other host sets it. */
  String cookie() {
    return isSecure() ? "__Host-countersign" : "countersign";
  }
}
