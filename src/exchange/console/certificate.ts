import type { CertificateState } from '../../base/certificate.ts';
import type { Outcome } from './outcome.ts';

/** What TLS shows to phones; `not-found` when nothing speaks TLS. */
export interface CertificateConsole {
  show(): Outcome<CertificateState>;
  /** Reads the files again, before they are looked at anyway. */
  reload(): Promise<Outcome<CertificateState>>;
}
