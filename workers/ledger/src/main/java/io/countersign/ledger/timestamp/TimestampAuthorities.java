package io.countersign.ledger.timestamp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * The time-stamp authorities that somebody trusts, and the check of what they sign (RFC 3161, RFC
 * 5816): status, imprint, certificate path, purpose of the certificate, signature. Needs no
 * network, and therefore knows nothing of revocation: take a certificate out once its owner has
 * revoked it.
 */
public final class TimestampAuthorities {
  private final Set<X509Certificate> trusted;

  /**
   * Trusts these.
   *
   * @param trusted certificates of authorities, or of those who issue theirs
   */
  public TimestampAuthorities(Set<X509Certificate> trusted) {
    this.trusted = Set.copyOf(trusted);
  }

  /** Trusts nobody. */
  public static TimestampAuthorities none() {
    return new TimestampAuthorities(Set.of());
  }

  /**
   * Trusts the certificates of a file.
   *
   * @param pem one certificate or more
   * @throws IOException if there is none, or one is malformed
   */
  public static TimestampAuthorities read(Path pem) throws IOException {
    try {
      Set<X509Certificate> certificates = new HashSet<>();
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(pem)))) {
        certificates.add((X509Certificate) certificate);
      }
      if (certificates.isEmpty()) {
        throw new IOException(pem + " holds no certificate");
      }
      return new TimestampAuthorities(certificates);
    } catch (CertificateException e) {
      throw new IOException(pem + " holds no certificates: " + e.getMessage(), e);
    }
  }

  /** Whether nobody is trusted. */
  public boolean isEmpty() {
    return trusted.isEmpty();
  }

  /**
   * Checks a response.
   *
   * @param response a DER {@code TimeStampResp}
   * @param text what is to have been stamped
   */
  public Timestamp check(byte[] response, byte[] text) {
    try {
      return check(new TimeStampResponse(response), text);
    } catch (TSPException | IOException | RuntimeException e) {
      // Bouncy Castle reports some malformed structures with exceptions of its own choice.
      return new Timestamp.Wrong("it is no time-stamp response: " + e.getMessage());
    }
  }

  Timestamp check(TimeStampResponse response, byte[] text) {
    int status = response.getStatus();
    if (status != PKIStatus.GRANTED && status != PKIStatus.GRANTED_WITH_MODS) {
      return new Timestamp.Wrong(
          "the authority refused (status %d): %s"
              .formatted(status, String.valueOf(response.getStatusString()).strip()));
    }
    TimeStampToken token = response.getTimeStampToken();
    if (token == null) {
      return new Timestamp.Wrong("it holds no token");
    }
    if (!token.getTimeStampInfo().getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256)
        || !Arrays.equals(token.getTimeStampInfo().getMessageImprintDigest(), sha256(text))) {
      return new Timestamp.Wrong("it is of other bytes than this checkpoint's text");
    }
    return signer(token, token.getTimeStampInfo().getGenTime().toInstant());
  }

  private Timestamp signer(TimeStampToken token, Instant at) {
    Optional<X509Certificate> signer = new SignerPath(trusted).find(token, at);
    if (signer.isEmpty()) {
      return new Timestamp.Untrusted("no trusted authority vouches for its signer");
    }
    try {
      token.validate(
          new JcaSimpleSignerInfoVerifierBuilder()
              .build(new X509CertificateHolder(signer.get().getEncoded())));
      return new Timestamp.Valid(at, signer.get().getSubjectX500Principal().getName());
    } catch (TSPException | OperatorCreationException | CertificateException | IOException e) {
      return new Timestamp.Wrong("its signature does not hold: " + e.getMessage());
    }
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
