import type { Scheduled } from '../src/base/clock.ts';
import type { Phone } from './phone.ts';
import type { RegisterOptions } from './phone-types.ts';
import { wordParty, wordTo } from './phone-wording.ts';
import { type Field, field, fields, paramOf, uriOf, type WireMessage } from './wire.ts';

/** Below this a Snom takes what it was granted for a mistake. */
const LEAST_GRANTED_S = 15;
const REFRESH_AT = 0.9;

/** The phone's registration: what it says in REGISTER, and what it does about it by itself. */
export class PhoneRegistration {
  /** Answers to its REGISTERs, the challenges left out. */
  readonly outcomes: number[] = [];
  readonly #phone: Phone;
  readonly #callId: string;
  readonly #tag: string;
  #cseq: number;
  #next: Scheduled | undefined;
  #keepAlive: Scheduled | undefined;

  constructor(phone: Phone) {
    this.#phone = phone;
    this.#callId = phone.newCallId();
    this.#tag = phone.newTag();
    this.#cseq = phone.personality.firstCseq.register - 1;
  }

  /** The final response to a REGISTER, after the challenge. */
  async register(options: RegisterOptions): Promise<WireMessage> {
    const phone = this.#phone;
    const before = phone.contactUri;
    const response = await this.#send(options);
    const moved = phone.personality.learnsAddress === 'registers again' && phone.contactUri !== before;
    if (!moved || response.status !== 200 || options.contact !== undefined) return response;
    await this.#send({ ...options, contact: `<${before}>`, expires: 0 });
    return this.#send(options);
  }

  /** Registers and stays registered as the phone would by itself, with its keep-alive, until told to stop. */
  keep(): void {
    this.stop();
    this.#registerAndGoOn();
    const { keepAlive } = this.#phone.personality;
    if (keepAlive) this.#keepRouterOpen(keepAlive.everyS * 1000);
  }

  stop(): void {
    this.#next?.cancel();
    this.#keepAlive?.cancel();
  }

  #send(options: RegisterOptions): Promise<WireMessage> {
    const phone = this.#phone;
    const { personality } = phone;
    const uri = phone.addressOfRecord;
    const name = personality.displayName;
    const expires = 'expires' in options ? options.expires : personality.expiresS;
    const contact = (): Field[] => {
      const value = options.contact === undefined ? phone.registeredContact : options.contact;
      if (value === null) return [];
      const isOwn = options.contact === undefined;
      const says = isOwn && expires !== undefined && personality.expiryPlace !== 'header';
      return [['Contact', says ? `${value};expires=${expires}` : value]];
    };
    const saysHeader = expires !== undefined && (personality.expiryPlace !== 'contact' || options.contact);
    return phone.request({
      method: 'REGISTER',
      uri: `${personality.scheme}:${phone.domain}${personality.ownUriParameters}`,
      from: wordParty(personality, uri, { name, tag: this.#tag }),
      to: wordTo(personality, uri),
      callId: this.#callId,
      nextCseq: () => ++this.#cseq,
      // Asked for anew for every try, because the challenge may have told the phone its address.
      get extra() {
        const headers: Field[] = [...(options.headers ?? []), ...contact()];
        if (saysHeader) headers.push(['Expires', String(expires)]);
        return headers;
      },
      body: '',
      credentials: options.credentials ?? 'when-asked',
    });
  }

  #registerAndGoOn(): void {
    const again = (delayS: number): void => {
      if (Number.isFinite(delayS) && this.#phone.powered)
        this.#next = this.#phone.clock.schedule(delayS * 1000, () => this.#registerAndGoOn());
    };
    this.register({}).then(
      (response) => {
        this.outcomes.push(response.status ?? 0);
        again(this.#delayAfter(response));
      },
      () => {
        this.outcomes.push(408);
        again(this.#retryAfter(408));
      },
    );
  }

  /** Seconds to the next REGISTER. */
  #delayAfter(response: WireMessage): number {
    if (response.status !== 200) return this.#retryAfter(response.status ?? 0);
    const granted = this.#grantedBy(response);
    if (granted === undefined) {
      this.#phone.problems.push('200 to a REGISTER without its Contact');
      return this.#retryAfter(0);
    }
    if (granted < LEAST_GRANTED_S) this.#phone.problems.push(`registered for ${granted} s only`);
    return granted * REFRESH_AT;
  }

  #grantedBy(response: WireMessage): number | undefined {
    const own = fields(response, 'contact').find((value) => uriOf(value) === this.#phone.contactUri);
    const seconds = own && (paramOf(own.slice(own.indexOf('>')), 'expires') ?? field(response, 'expires'));
    return seconds === undefined ? undefined : Number(seconds);
  }

  #retryAfter(status: number): number {
    const { after, otherwise } = this.#phone.personality.retry;
    return after[status] ?? otherwise;
  }

  #keepRouterOpen(everyMs: number): void {
    this.#keepAlive = this.#phone.clock.schedule(everyMs, () => {
      this.#phone.sendKeepAlive();
      this.#keepRouterOpen(everyMs);
    });
  }
}
