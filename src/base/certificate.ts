/** Why TLS has nothing new to show, or shows what phones refuse. */
export type CertificateFault =
  /** A file is missing, or may not be read. */
  | 'unreadable'
  | 'no-certificate'
  | 'no-key'
  /** The key belongs to another certificate. */
  | 'wrong-key'
  /** Too weak, or of a kind that TLS does not take. */
  | 'unusable'
  | 'not-yet-valid'
  | 'expired';

export interface CertificateState {
  readonly source: 'files' | 'self-made';
  readonly fault: CertificateFault | undefined;
  /** End of what is shown to phones; undefined when there is nothing to show and TLS refuses every connection. */
  readonly expiresAtMs: number | undefined;
  /** Names and addresses it is for. */
  readonly names: readonly string[];
}

/** The certificate of this exchange, as those see it who only watch over it. */
export interface Certificate {
  state(): CertificateState;
  /** Reads the files again. What was good before stays in use when they are not. */
  reload(): CertificateState;
}
