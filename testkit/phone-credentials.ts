import { authorization, type Challenge, readChallenge } from './digest-client.ts';
import type { Personality } from './phone-personality.ts';
import type { WireMessage } from './wire.ts';

const MOST_TRIES = 4;

/** What a phone knows of digest: its secret, the last nonce and how often that was used. */
export class PhoneCredentials {
  username: string;
  password: string;
  readonly #personality: Personality;
  readonly #token: (length: number) => string;
  #last: Challenge | undefined;
  #nonceCount = 0;

  constructor(
    secret: { username: string; password: string },
    personality: Personality,
    token: (length: number) => string,
  ) {
    this.username = secret.username;
    this.password = secret.password;
    this.#personality = personality;
    this.#token = token;
  }

  /** What to begin with, before anybody asked. */
  get unasked(): Challenge | undefined {
    return this.#personality.reusesNonce ? this.#last : undefined;
  }

  authorize(challenge: Challenge, request: { method: string; uri: string }): string {
    const nc = this.#count(challenge);
    const withCount = this.#personality.qop && challenge.qop.includes('auth');
    const count = withCount ? { nc, cnonce: this.#token(8) } : undefined;
    return authorization(challenge, this, request, count, this.#personality.digestWording);
  }

  /** The challenge to answer now, unless the response is the end of it. */
  next(response: WireMessage, used: Challenge | undefined, tries: number): Challenge | undefined {
    if (tries >= MOST_TRIES) return undefined;
    const challenge = this.choose(response);
    if (!challenge) return undefined;
    const mayTryAgain = tries === 1 && !this.#personality.needsStale;
    return used === undefined || challenge.stale || mayTryAgain ? challenge : undefined;
  }

  choose(response: WireMessage): Challenge | undefined {
    if (response.status !== 401 && response.status !== 407) return undefined;
    const name = response.status === 407 ? 'proxy-authenticate' : 'www-authenticate';
    const challenges = response.headers
      .filter(([candidate]) => candidate === name)
      .flatMap(([, value]) => readChallenge(value) ?? []);
    const { algorithm } = this.#personality;
    if (algorithm === 'first') return challenges[0];
    const [wanted, from] = algorithm === 'last, MD5' ? ['MD5', -1] : [algorithm, 0];
    return challenges.slice(from).find((challenge) => challenge.algorithm === wanted);
  }

  #count(challenge: Challenge): number {
    if (this.#last?.nonce !== challenge.nonce) this.#nonceCount = 0;
    this.#last = challenge;
    if (this.#personality.nonceCount === 'rises' || this.#nonceCount === 0) this.#nonceCount += 1;
    return this.#nonceCount;
  }
}
