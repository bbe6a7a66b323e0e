import { createHash } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import { RecentTries } from '../../policy/recent-tries.ts';
import type { PasskeyRecord } from '../../store/records/ledger-records.ts';
import { notFound, refuse, tooMany } from '../administration/refusal.ts';
import type { Outcome } from '../console/outcome.ts';
import type { Holder, PasskeyView, Visitor } from '../console/sessions.ts';
import { type Ledger, put, remove } from '../tables/ledger.ts';

const CHALLENGE_BYTES = 32;
const CHALLENGE_LIFE_MS = 5 * 60_000;
const MOST_CHALLENGES = 10_000;
/** Asked for by one address while they live: strangers must not push out what somebody is about to sign. */
const MOST_ASKED = 30;
const MOST_OF_ONE = 10;
const LONGEST_NAME = 64;
const LARGEST_RESPONSE_CHARACTERS = 32 * 1024;

/** Loaded with the first passkey: it takes megabytes that many exchanges never need. */
function webAuthn() {
  return import('@simplewebauthn/server');
}

/** Keys of WebAuthn. One is two means at once: the device, and the finger or the PIN that opens it. */
export class Passkeys {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #random: Random;
  /** By challenge, the oldest first: when it ends, and for whose key it is. */
  readonly #challenges = new Map<string, { readonly untilMs: number; readonly use: string }>();
  readonly #asked: RecentTries;

  constructor(parts: { readonly ledger: Ledger; readonly clock: Clock; readonly random: Random }) {
    this.#ledger = parts.ledger;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#asked = new RecentTries({ clock: parts.clock, most: MOST_ASKED, windowMs: CHALLENGE_LIFE_MS });
  }

  list(holder: Holder): readonly PasskeyView[] {
    return this.#of(holder).map(view);
  }

  async challenge({ origin, source }: Visitor): Promise<Outcome<object>> {
    const rpID = hostOf(origin);
    if (rpID === undefined) return refused();
    const waitS = this.#asked.secondsLeft(source);
    if (waitS > 0) return tooMany(waitS);
    this.#asked.record(source);
    const challenge = this.#newChallenge('log-in');
    const { generateAuthenticationOptions } = await webAuthn();
    // No list of keys: it would tell who has some.
    return ok(await generateAuthenticationOptions({ rpID, challenge, userVerification: 'required' }));
  }

  /** Whose key signed; the new state of the key is to be stored with the session. */
  async verify(response: unknown, { origin }: Visitor): Promise<Outcome<{ readonly record: PasskeyRecord }>> {
    const given = readResponse<AuthenticationResponseJSON>(response);
    const record = given && this.#ledger.get('passkeys', given.id);
    if (given === undefined || record === undefined) return refused();
    const { verifyAuthenticationResponse } = await webAuthn();
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: given,
        expectedChallenge: (challenge) => this.#takeChallenge(challenge, 'log-in'),
        expectedOrigin: origin,
        expectedRPID: record.relyingParty,
        credential: {
          id: record.id,
          publicKey: new Uint8Array(Buffer.from(record.publicKey, 'base64url')),
          counter: record.counter,
        },
        requireUserVerification: true,
      });
      if (!verified) return refused();
      const { newCounter: counter } = authenticationInfo;
      return ok({ record: { ...record, counter, lastUsedAtMs: Math.round(this.#clock.wallTime()) } });
    } catch {
      // The library throws at whatever does not fit.
      return refused();
    }
  }

  async options(holder: Holder, { origin }: Visitor): Promise<Outcome<object>> {
    const rpID = hostOf(origin);
    if (rpID === undefined) return refused();
    const name = holder.role === 'administrator' ? holder.name : holder.extension;
    const { generateRegistrationOptions } = await webAuthn();
    return ok(
      await generateRegistrationOptions({
        rpName: 'hamvoip',
        rpID,
        userName: name,
        // Tells the device's own list of keys whose it is, and nobody else anything.
        userID: new Uint8Array(createHash('sha256').update(ownerOf(holder)).digest()),
        challenge: this.#newChallenge(ownerOf(holder)),
        attestationType: 'none',
        excludeCredentials: this.#of(holder).map(({ id }) => ({ id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      }),
    );
  }

  async add(
    holder: Holder,
    { name, response }: { readonly name: string; readonly response: unknown },
    { origin }: Visitor,
  ): Promise<Outcome<PasskeyView>> {
    const given = readResponse<RegistrationResponseJSON>(response);
    const relyingParty = hostOf(origin);
    if (given === undefined || relyingParty === undefined) return refused();
    if (this.#of(holder).length >= MOST_OF_ONE) {
      return refuse('too-many-open', `At most ${MOST_OF_ONE} passkeys`, { most: MOST_OF_ONE });
    }
    const made = await this.#verifyNew(holder, given, origin, relyingParty);
    if (made === undefined || this.#ledger.get('passkeys', made.id) !== undefined) return refused();
    const record: PasskeyRecord = {
      id: made.id,
      administrator: holder.role === 'administrator' ? holder.id : null,
      extension: holder.role === 'member' ? holder.extension : null,
      relyingParty,
      publicKey: Buffer.from(made.publicKey).toString('base64url'),
      counter: made.counter,
      transports: JSON.stringify(made.transports ?? []),
      name: name.trim().slice(0, LONGEST_NAME) || 'passkey',
      createdAtMs: Math.round(this.#clock.wallTime()),
      lastUsedAtMs: null,
    };
    const written = await this.#ledger.commit(put('passkeys', record));
    return written.ok ? ok(view(record)) : written;
  }

  async remove(holder: Holder, id: string): Promise<Outcome<PasskeyView>> {
    const record = this.#of(holder).find((one) => one.id === id);
    if (record === undefined) return notFound('passkey', id);
    const written = await this.#ledger.commit(remove('passkeys', id));
    return written.ok ? ok(view(record)) : written;
  }

  async #verifyNew(holder: Holder, response: RegistrationResponseJSON, origin: string, relyingParty: string) {
    const { verifyRegistrationResponse } = await webAuthn();
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: (challenge) => this.#takeChallenge(challenge, ownerOf(holder)),
        expectedOrigin: origin,
        expectedRPID: relyingParty,
        requireUserVerification: true,
      });
      return verified ? registrationInfo.credential : undefined;
    } catch {
      return undefined;
    }
  }

  #of(holder: Holder): PasskeyRecord[] {
    return this.#ledger
      .list('passkeys')
      .filter(({ administrator, extension }) =>
        holder.role === 'administrator' ? administrator === holder.id : extension === holder.extension,
      );
  }

  #newChallenge(use: string): Uint8Array<ArrayBuffer> {
    const now = this.#clock.now();
    for (const [challenge, { untilMs }] of this.#challenges) {
      if (untilMs > now && this.#challenges.size < MOST_CHALLENGES) break;
      this.#challenges.delete(challenge);
    }
    const bytes = new Uint8Array(this.#random.bytes(CHALLENGE_BYTES));
    this.#challenges.set(Buffer.from(bytes).toString('base64url'), { untilMs: now + CHALLENGE_LIFE_MS, use });
    return bytes;
  }

  /** Each works once. */
  #takeChallenge(challenge: string, use: string): boolean {
    const known = this.#challenges.get(challenge);
    this.#challenges.delete(challenge);
    return known !== undefined && known.use === use && this.#clock.now() < known.untilMs;
  }
}

function ownerOf(holder: Holder): string {
  return holder.role === 'administrator' ? `administrator ${holder.id}` : `member ${holder.extension}`;
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.hostname || undefined;
}

/** The library reads the rest, and refuses what does not fit. */
function readResponse<Response extends { readonly id: string }>(response: unknown): Response | undefined {
  if (typeof response !== 'object' || response === null || !('id' in response)) return undefined;
  if (typeof response.id !== 'string' || JSON.stringify(response).length > LARGEST_RESPONSE_CHARACTERS)
    return undefined;
  return response as unknown as Response;
}

function view({ id, name, createdAtMs, lastUsedAtMs }: PasskeyRecord): PasskeyView {
  return { id, name, createdAtMs, lastUsedAtMs };
}

function refused() {
  return refuse('passkey-refused', 'The passkey was not accepted');
}
