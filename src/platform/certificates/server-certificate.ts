import { constants, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { Certificate, CertificateFault, CertificateState } from '../../base/certificate.ts';
import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { makeCertificate } from './self-made-certificate.ts';

export type CertificateSource =
  | { readonly kind: 'files'; readonly certificate: string; readonly key: string }
  /** Kept in `file`, certificate and key together; made when it is missing or not for the first of `names`. */
  | { readonly kind: 'self-made'; readonly file: string; readonly names: readonly string[] };

/** What is shown to phones. */
interface Shown {
  readonly options: SecureContextOptions;
  readonly context: SecureContext;
  readonly validFromMs: number;
  readonly expiresAtMs: number;
  readonly names: readonly string[];
}

const LOOK_AGAIN_MS = 10_000;
const DAY_MS = 86_400_000;
const SELF_MADE_MS = 3_650 * DAY_MS;
const RENEW_BEFORE_MS = 30 * DAY_MS;

/** Security 2.12: TLS 1.2 with what encrypts and authenticates at once, TLS 1.3 as it is. */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/** How TLS is spoken by every server of this exchange. */
export const TLS_RULES = {
  minVersion: 'TLSv1.2',
  ciphers: CIPHERS,
  honorCipherOrder: true,
  secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
} as const;

/**
 * The certificate of this exchange and its key: given in files, which are looked at again and again, or made here.
 * What was good stays in use until something better is read; it is never replaced by another kind.
 */
export class ServerCertificate implements Certificate {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #source: CertificateSource;
  readonly #watchers: ((options: SecureContextOptions) => void)[] = [];
  #shown: Shown | undefined;
  /** Why the last reading gave nothing. */
  #fault: CertificateFault | undefined;
  #stamp = '';
  #look: Scheduled | undefined;

  constructor(parts: { readonly clock: Clock; readonly log: Log; readonly source: CertificateSource }) {
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#source = parts.source;
    this.reload();
    this.#lookLater();
  }

  /** Undefined while there is nothing to show. */
  get context(): SecureContext | undefined {
    return this.#shown?.context;
  }

  /** Told what there is to show, now and whenever that changes: for servers that keep a context of their own. */
  watch(watcher: (options: SecureContextOptions) => void): void {
    this.#watchers.push(watcher);
    if (this.#shown !== undefined) watcher(this.#shown.options);
  }

  state(): CertificateState {
    const { expiresAtMs, names = [] } = this.#shown ?? {};
    return { source: this.#source.kind, fault: this.#fault ?? this.#validity(), expiresAtMs, names };
  }

  reload(): CertificateState {
    const source = this.#source;
    this.#stamp = stampOf(source);
    const read = source.kind === 'files' ? readFiles(source) : this.#readOrMake(source);
    if (read.ok) {
      this.#shown = read.value;
      this.#fault = undefined;
      for (const watcher of this.#watchers) watcher(read.value.options);
    } else this.#fault = read.error;
    const state = this.state();
    if (state.fault === undefined) this.#log.info('tls certificate read', { source: state.source });
    else this.#complain(state.fault);
    return state;
  }

  close(): void {
    this.#look?.cancel();
  }

  #complain(fault: CertificateFault): void {
    const consequence = this.#shown === undefined ? 'every connection is refused' : 'the one in use stays';
    this.#log.error(`tls certificate cannot be used: ${fault}; ${consequence}`);
  }

  #validity(): CertificateFault | undefined {
    return this.#shown && validity(this.#shown, this.#clock.wallTime());
  }

  #lookLater(): void {
    this.#look = this.#clock.schedule(LOOK_AGAIN_MS, () => {
      if (stampOf(this.#source) !== this.#stamp || this.#isDue()) this.reload();
      this.#lookLater();
    });
  }

  #isDue(): boolean {
    const endMs = this.#shown?.expiresAtMs ?? Number.POSITIVE_INFINITY;
    return this.#source.kind === 'self-made' && endMs - this.#clock.wallTime() < RENEW_BEFORE_MS;
  }

  #readOrMake(source: CertificateSource & { kind: 'self-made' }): Result<Shown, CertificateFault> {
    const [main = ''] = source.names;
    const kept = readFiles({ certificate: source.file, key: source.file });
    const nowMs = this.#clock.wallTime();
    if (kept.ok && kept.value.names.includes(main) && kept.value.expiresAtMs - nowMs >= RENEW_BEFORE_MS)
      return kept;
    const text = makeCertificate({ names: source.names, nowMs, expiresAtMs: nowMs + SELF_MADE_MS });
    try {
      writeFileSync(`${source.file}.new`, text, { mode: 0o600 });
      renameSync(`${source.file}.new`, source.file);
    } catch {
      this.#log.warn('the certificate that was made cannot be kept; the next start makes another');
    }
    this.#stamp = stampOf(source);
    return readPem(text, text);
  }
}

/** Changes when the files do: links of certbot are followed. */
function stampOf(source: CertificateSource): string {
  const files = source.kind === 'files' ? [source.certificate, source.key] : [source.file];
  return files.map(stampOfFile).join(' ');
}

function stampOfFile(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return `${ino}/${size}/${mtimeMs}`;
  } catch {
    return 'missing';
  }
}

function readFiles({
  certificate,
  key,
}: {
  certificate: string;
  key: string;
}): Result<Shown, CertificateFault> {
  try {
    return readPem(readFileSync(certificate, 'utf8'), readFileSync(key, 'utf8'));
  } catch {
    return fail('unreadable');
  }
}

/** The first certificate is ours; those behind it lead to an authority. */
function readPem(chain: string, keyText: string): Result<Shown, CertificateFault> {
  const certificate = readCertificate(chain);
  if (certificate === undefined) return fail('no-certificate');
  const key = readKey(keyText);
  if (key === undefined) return fail('no-key');
  if (!certificate.checkPrivateKey(key)) return fail('wrong-key');
  const options = { cert: chain, key: keyText, ...TLS_RULES };
  try {
    return ok({
      options,
      context: createSecureContext(options),
      validFromMs: certificate.validFromDate.getTime(),
      expiresAtMs: certificate.validToDate.getTime(),
      names: namesOf(certificate),
    });
  } catch {
    return fail('unusable');
  }
}

function readCertificate(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    return undefined;
  }
}

function readKey(text: string): KeyObject | undefined {
  try {
    return createPrivateKey(text);
  } catch {
    return undefined;
  }
}

/** `DNS:club.example, IP Address:192.0.2.10` as names and addresses, in the form they have in settings. */
function namesOf({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName.split(', ').flatMap((entry) => {
    const [, kind, value = ''] = /^(DNS|IP Address):(.*)$/.exec(entry) ?? [];
    if (kind === undefined) return [];
    return [isIP(value) === 6 ? new URL(`http://[${value}]`).hostname.slice(1, -1) : value.toLowerCase()];
  });
}

/** What the files hold, for who only looks: nothing is made, kept or told. Undefined: the next start makes it. */
export function examineCertificate(source: CertificateSource, nowMs: number): CertificateState | undefined {
  const { kind } = source;
  const read = readFiles(kind === 'files' ? source : { certificate: source.file, key: source.file });
  if (read.ok) {
    const { expiresAtMs, names } = read.value;
    return { source: kind, fault: validity(read.value, nowMs), expiresAtMs, names };
  }
  if (kind === 'self-made') return undefined;
  return { source: kind, fault: read.error, expiresAtMs: undefined, names: [] };
}

function validity({ validFromMs, expiresAtMs }: Shown, nowMs: number): CertificateFault | undefined {
  if (nowMs >= expiresAtMs) return 'expired';
  return nowMs < validFromMs ? 'not-yet-valid' : undefined;
}
