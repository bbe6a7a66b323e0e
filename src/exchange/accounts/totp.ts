import { Secret, TOTP } from 'otpauth';
import type { Random } from '../../base/random.ts';

const SECRET_BYTES = 20;
const PERIOD_S = 30;
const ISSUER = 'hamvoip';

export function makeTotpSecret(random: Random): string {
  return new Secret({ buffer: new Uint8Array(random.bytes(SECRET_BYTES)).buffer }).base32;
}

/** What an authenticator app reads from a picture. */
export function totpAddress(secret: string, name: string, domain: string): string {
  return totpOf(secret, name, domain).toString();
}

/**
 * The step a code belongs to, this one or a neighbour (clocks differ); undefined when it is wrong, or was used
 * already (RFC 6238 §5.2).
 */
export function stepOfCode(
  secret: string,
  code: string,
  { nowMs, lastStep }: { readonly nowMs: number; readonly lastStep: number },
): number | undefined {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totpOf(secret, '', '').validate({ token, timestamp: nowMs, window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(nowMs / 1000 / PERIOD_S) + delta;
  return step > lastStep ? step : undefined;
}

function totpOf(secret: string, label: string, domain: string): TOTP {
  return new TOTP({
    issuer: domain === '' ? ISSUER : `${ISSUER} ${domain}`,
    label,
    secret: Secret.fromBase32(secret),
    period: PERIOD_S,
  });
}
