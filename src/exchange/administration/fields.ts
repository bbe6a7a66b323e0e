/** What people give us as text, before it is stored. */
import { ok } from '../../base/result.ts';
import type { Outcome } from '../console/outcome.ts';
import { refuse } from './refusal.ts';

const LONGEST_NAME = 64;
const LONGEST_REASON = 200;
/** RFC 5321 §4.5.3.1.3 leaves 254 characters for an address. */
const LONGEST_EMAIL = 254;
/** Controls, line separators, and the marks that reverse the direction of text: names are shown on phones. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u;
/** Security 2.18: a room that is protected has at least 6 digits. */
const PIN = /^\d{6,12}$/;

export const SHORTEST_BAN_MS = 1_000;
export const LONGEST_BAN_MS = 10 * 365 * 86_400_000;

export function readName(text: string): Outcome<string> {
  const name = text.normalize('NFC').trim().replace(/ {2,}/g, ' ');
  if (name === '' || name.length > LONGEST_NAME || UNPRINTABLE.test(name)) {
    return refuse('name-invalid', `A name has 1 to ${LONGEST_NAME} printable characters`, {
      longest: LONGEST_NAME,
    });
  }
  return ok(name);
}

/** Only the shape: whether mail arrives is found out by sending it. */
export function readEmail(text: string | undefined): Outcome<string | null> {
  const email = text?.trim() ?? '';
  if (email === '') return ok(null);
  const at = email.lastIndexOf('@');
  const plausible = at > 0 && at < email.length - 1 && email.length <= LONGEST_EMAIL;
  if (!plausible || /\s/.test(email) || UNPRINTABLE.test(email)) {
    return refuse('email-invalid', 'An e-mail address looks like name@example.net');
  }
  return ok(email);
}

/** Why a suspension; null when none is given. */
export function readReason(text: string | null | undefined): Outcome<string | null> {
  const reason = text?.normalize('NFC').trim() ?? '';
  if (reason === '') return ok(null);
  return reason.length <= LONGEST_REASON && !UNPRINTABLE.test(reason)
    ? ok(reason)
    : refuse('reason-invalid', `A reason has at most ${LONGEST_REASON} printable characters`, {
        longest: LONGEST_REASON,
      });
}

export function readPin(text: string | undefined): Outcome<string | null> {
  if (text === undefined || text === '') return ok(null);
  return PIN.test(text)
    ? ok(text)
    : refuse('pin-invalid', 'A PIN has 6 to 12 digits', { shortest: 6, longest: 12 });
}

export function readBanDuration(durationMs: number): Outcome<number> {
  if (Number.isFinite(durationMs) && durationMs >= SHORTEST_BAN_MS && durationMs <= LONGEST_BAN_MS) {
    return ok(Math.round(durationMs));
  }
  return refuse('duration-invalid', 'A ban lasts from 1 second to 10 years', {
    shortestSeconds: SHORTEST_BAN_MS / 1_000,
    longestSeconds: LONGEST_BAN_MS / 1_000,
  });
}
