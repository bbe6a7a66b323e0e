import type { PhoneServerTransaction } from './phone-transactions.ts';
import { field, uriOf, type WireMessage } from './wire.ts';

/** A text message as the phone shows it. */
export interface ReceivedText {
  readonly from: string;
  /** The display name of From. */
  readonly name: string;
  readonly text: string;
  readonly request: WireMessage;
}

/**
 * What reaches a scripted phone outside of every call and subscription: text messages, unasked NOTIFYs, and the question
 * whether it is there.
 */
export class PhoneMail {
  readonly texts: ReceivedText[] = [];
  /** NOTIFYs the phone never subscribed to. */
  readonly notifies: WireMessage[] = [];
  /** What the phone answers; undefined: nothing. */
  answersWith: Record<'MESSAGE' | 'NOTIFY' | 'OPTIONS', number | undefined> = {
    MESSAGE: 200,
    NOTIFY: 200,
    OPTIONS: 200,
  };

  /** The status to answer with; `nothing` when the phone leaves it unanswered. */
  take({ request }: PhoneServerTransaction): number | 'nothing' {
    if (request.method === 'OPTIONS') return this.answersWith.OPTIONS ?? 'nothing';
    if (request.method === 'NOTIFY') {
      this.notifies.push(request);
      return this.answersWith.NOTIFY ?? 'nothing';
    }
    const status = this.answersWith.MESSAGE;
    if (status !== undefined && status < 300) this.texts.push(readText(request));
    return status ?? 'nothing';
  }
}

export function readText(request: WireMessage): ReceivedText {
  const from = field(request, 'from');
  return {
    from: /^sips?:([^@;]+)@/.exec(uriOf(from))?.[1] ?? '',
    name: from
      .slice(0, Math.max(0, from.indexOf('<')))
      .trim()
      .replace(/^"(.*)"$/, '$1'),
    text: Buffer.from(request.body, 'latin1').toString('utf8'),
    request,
  };
}
