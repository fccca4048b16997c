package io.countersign.ledger.timestamp;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Store;

/** Finds the certificate that signed a token, and a path from it to a trusted one (RFC 5280). */
final class SignerPath {
  private final Set<X509Certificate> trusted;

  SignerPath(Set<X509Certificate> trusted) {
    this.trusted = trusted;
  }

  /**
   * The signer's certificate, if it was trusted at that time.
   *
   * @param token brings certificates along; those that are trusted need not be among them
   */
  Optional<X509Certificate> find(TimeStampToken token, Instant at) {
    try {
      List<X509Certificate> all = new ArrayList<>(trusted);
      Store<X509CertificateHolder> brought = token.getCertificates();
      JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
      for (X509CertificateHolder holder : brought.getMatches(null)) {
        all.add(converter.getCertificate(holder));
      }
      for (X509Certificate candidate : all) {
        if (token.getSID().match(new JcaX509CertificateHolder(candidate))
            && (trusted.contains(candidate) || leadsToTrust(candidate, all, at))) {
          return Optional.of(candidate);
        }
      }
      return Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private boolean leadsToTrust(X509Certificate signer, List<X509Certificate> all, Instant at) {
    if (trusted.isEmpty()) {
      return false;
    }
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(signer);
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(
              trusted.stream()
                  .map(certificate -> new TrustAnchor(certificate, null))
                  .collect(Collectors.toSet()),
              target);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(all)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (CertPathBuilderException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform builds PKIX paths", e);
    }
  }
}
