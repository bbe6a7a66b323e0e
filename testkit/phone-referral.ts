import type { PhoneServerTransaction } from './phone-transactions.ts';
import { cseqOf, field, paramOf, type WireMessage } from './wire.ts';

/** A REFER that a scripted phone sent within a call, and what it was told of it (RFC 3515, RFC 4488). */
export class PhoneReferral {
  response: WireMessage | undefined;
  readonly notifies: WireMessage[] = [];
  state: 'asking' | 'active' | 'terminated' = 'asking';
  readonly #complain: (problem: string) => void;
  readonly #isFirst: boolean;
  #cseq = 0;

  constructor(complain: (problem: string) => void, isFirst: boolean) {
    this.#complain = complain;
    this.#isFirst = isFirst;
  }

  get finalStatus(): number | undefined {
    return this.response?.status;
  }

  /** What was reported, in order: 100, then how the call fares. */
  get statuses(): readonly number[] {
    return this.notifies.map(({ body }) => Number(/^SIP\/2\.0 (\d{3}) /.exec(body)?.[1] ?? 0));
  }

  onAnswer(response: WireMessage): void {
    this.response = response;
    this.#cseq = cseqOf(response).number;
    if ((response.status ?? 0) >= 300) this.state = 'terminated';
  }

  /** True when the NOTIFY is about this REFER. */
  takes({ request }: PhoneServerTransaction): boolean {
    const event = field(request, 'event');
    if (!/^refer\b/.test(event)) return false;
    const id = paramOf(event, 'id');
    return id === undefined ? this.#isFirst : Number(id) === this.#cseq;
  }

  receive({ request }: PhoneServerTransaction): void {
    if (this.state === 'terminated') this.#complain('NOTIFY after the last one of a REFER');
    if (!/^message\/sipfrag\b/.test(field(request, 'content-type'))) this.#complain('NOTIFY of no sipfrag');
    if (!/^SIP\/2\.0 \d{3} [^\r\n]*\r\n$/.test(request.body))
      this.#complain('NOTIFY with more than a status');
    if (field(request, 'contact') === '') this.#complain('NOTIFY without Contact');
    this.notifies.push(request);
    this.state = field(request, 'subscription-state').startsWith('terminated') ? 'terminated' : 'active';
  }
}
