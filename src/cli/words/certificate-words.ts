import type { CertificateFault } from '../../base/certificate.ts';

/** What is said about the certificate that TLS shows. */
export interface CertificateWords {
  readonly faults: Readonly<Record<CertificateFault, string>>;
  /** At the start; `fault` is one of the above. */
  readonly warning: (fault: string, command: string) => string;
}
