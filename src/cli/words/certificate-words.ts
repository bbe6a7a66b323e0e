import type { CertificateFault, CertificateState } from '../../base/certificate.ts';

export type CertificateCommand = 'certificate' | 'certificate show' | 'certificate reload';

/** What is said about the certificate that TLS shows. */
export interface CertificateWords {
  readonly commands: Readonly<Record<CertificateCommand, string>>;
  readonly labels: Readonly<Record<'source' | 'names' | 'until', string>>;
  readonly sources: Readonly<Record<CertificateState['source'], string>>;
  /** In the place of names and an end that are not there. */
  readonly nothing: string;
  readonly faults: Readonly<Record<CertificateFault, string>>;
  /** At the start; `fault` is one of the above. */
  readonly warning: (fault: string, command: string) => string;
}
