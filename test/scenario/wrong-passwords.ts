import { authorization, type Challenge } from '../../testkit/digest-client.ts';
import { DOMAIN, type ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';

export const BAN_MS = 3_600_000;

/** Failed registrations at given times; each takes the same few milliseconds, so their distances are exact. */
export async function failAt(
  t: ExchangeUnderTest,
  phone: Phone,
  timesMs: readonly number[],
): Promise<(number | undefined)[]> {
  const startMs = t.clock.now();
  const statuses: (number | undefined)[] = [];
  for (const timeMs of timesMs) {
    await t.clock.advance(startMs + timeMs - t.clock.now());
    const response = await t.answerWithin(1000, phone.register());
    statuses.push(response?.status);
  }
  return statuses;
}

export async function ask(t: ExchangeUnderTest, phone: Phone): Promise<number | undefined> {
  return (await t.answerWithin(1000, phone.register({ credentials: 'none' })))?.status;
}

export function counted(t: ExchangeUnderTest): number {
  return t.journal.of('authentication-failed').filter((fact) => fact.counted).length;
}

/** The very REGISTER that answers a challenge with a wrong password. */
export function guess(
  phone: Phone,
  challenge: Challenge,
  options: { nc?: number; cseq?: number; number?: string } = {},
): string {
  const { nc = 1, cseq = 50, number = phone.number } = options;
  const uri = `sip:${DOMAIN}`;
  const secret = { username: number, password: `guess ${cseq}` };
  const value = authorization(challenge, secret, { method: 'REGISTER', uri }, { nc, cnonce: 'abc' });
  const aor = `sip:${number}@${DOMAIN}`;
  return [
    `REGISTER ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP ${phone.address}:5060;branch=z9hG4bKguess${cseq}${nc};rport`,
    'Max-Forwards: 70',
    `From: <${aor}>;tag=guess`,
    `To: <${aor}>`,
    'Call-ID: guess',
    `CSeq: ${cseq} REGISTER`,
    `Contact: <sip:${number}@${phone.address}>`,
    `Authorization: ${value}`,
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
}

/** A REGISTER without credentials, sent once. */
export function guessLess(phone: Phone): string {
  return guess(phone, {
    realm: '',
    nonce: '',
    algorithm: 'MD5',
    qop: [],
    stale: false,
    opaque: undefined,
  }).replace(/Authorization: .*\r\n/, '');
}
