import { BugError } from '../../base/bug-error.ts';
import { fail, ok, type Parsed } from '../../base/result.ts';
import { isSpace, isToken, readDecimal, skipSpace } from './grammar.ts';
import { Headers } from './headers.ts';
import { type NameAddr, parseNameAddr } from './name-addr.ts';
import { parseUri, type Uri } from './uri.ts';
import { parseVia, topViaText, type Via } from './via.ts';

export interface CSeq {
  /** 0 to 2**32-1. */
  readonly number: number;
  readonly method: string;
}

export type ContactList =
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'contacts'; readonly contacts: readonly NameAddr[] };

export type SipMessage = SipRequest | SipResponse;

const NO_BODY = new Uint8Array(0);
const MAX_CSEQ = 0xffff_ffff;

/** The last text read by one getter and what it gave. */
interface Reading<T> {
  readonly text: string | undefined;
  readonly result: Parsed<T>;
}

/**
 * What requests and responses share. Headers are read when asked for and once only, until their line changes.
 * `readVia()` and its like may fail by input; `via` and its like must not be asked of a message that was not
 * validated.
 */
abstract class Message {
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly version: string;
  #via: Reading<Via> | undefined;
  #from: Reading<NameAddr> | undefined;
  #to: Reading<NameAddr> | undefined;
  #cseq: Reading<CSeq> | undefined;
  #contacts: { readonly revision: number; readonly result: Parsed<ContactList> } | undefined;

  constructor(version: string, headers: Headers | undefined, body: Uint8Array | undefined) {
    this.version = version;
    this.headers = headers ?? new Headers();
    this.body = body ?? NO_BODY;
  }

  readVia(): Parsed<Via> {
    const text = topViaText(this.headers);
    if (this.#via === undefined || this.#via.text !== text) this.#via = reading('Via', text, parseVia);
    return this.#via.result;
  }

  readFrom(): Parsed<NameAddr> {
    const text = this.headers.get('from');
    if (this.#from === undefined || this.#from.text !== text)
      this.#from = reading('From', text, parseNameAddr);
    return this.#from.result;
  }

  readTo(): Parsed<NameAddr> {
    const text = this.headers.get('to');
    if (this.#to === undefined || this.#to.text !== text) this.#to = reading('To', text, parseNameAddr);
    return this.#to.result;
  }

  readCSeq(): Parsed<CSeq> {
    const text = this.headers.get('cseq');
    if (this.#cseq === undefined || this.#cseq.text !== text) this.#cseq = reading('CSeq', text, parseCSeq);
    return this.#cseq.result;
  }

  /** The topmost Via. */
  get via(): Via {
    return must(this.readVia());
  }

  get from(): NameAddr {
    return must(this.readFrom());
  }

  get to(): NameAddr {
    return must(this.readTo());
  }

  get cseq(): CSeq {
    return must(this.readCSeq());
  }

  get callId(): string {
    const value = this.headers.get('call-id');
    if (value === undefined) throw new BugError('Call-ID read of a message that was not validated');
    return value;
  }

  /** Every Contact of every line; an empty list when there is none. */
  get contacts(): Parsed<ContactList> {
    const { revision } = this.headers;
    if (this.#contacts === undefined || this.#contacts.revision !== revision)
      this.#contacts = { revision, result: parseContacts(this.headers.list('contact')) };
    return this.#contacts.result;
  }
}

export class SipRequest extends Message {
  readonly kind = 'request';
  readonly method: string;
  readonly requestUri: string;
  /** How long it was on the wire; 0 for one of our own. */
  receivedBytes = 0;
  #uri: Parsed<Uri> | undefined;

  constructor(
    method: string,
    requestUri: string,
    headers?: Headers,
    body?: Uint8Array,
    version: string = 'SIP/2.0',
  ) {
    super(version, headers, body);
    this.method = method;
    this.requestUri = requestUri;
  }

  get uri(): Parsed<Uri> {
    this.#uri ??= parseUri(this.requestUri);
    return this.#uri;
  }

  /** 0 to 255; undefined when it is absent or no such number. */
  get maxForwards(): number | undefined {
    const value = this.headers.get('max-forwards');
    return value === undefined ? undefined : readDecimal(value, 0, value.length, 255);
  }
}

export class SipResponse extends Message {
  readonly kind = 'response';
  readonly status: number;
  /** Raw UTF-8 bytes as latin1; may be empty. */
  readonly reason: string;

  constructor(
    status: number,
    reason: string,
    headers?: Headers,
    body?: Uint8Array,
    version: string = 'SIP/2.0',
  ) {
    super(version, headers, body);
    this.status = status;
    this.reason = reason;
  }
}

function reading<T>(name: string, text: string | undefined, parse: (text: string) => Parsed<T>): Reading<T> {
  if (text === undefined) return { text, result: fail(`${name}: missing`) };
  const result = parse(text);
  return { text, result: result.ok ? result : fail(`${name}: ${result.error}`) };
}

function must<T>(result: Parsed<T>): T {
  if (!result.ok) throw new BugError(`read of a message that was not validated: ${result.error}`);
  return result.value;
}

/** `1*DIGIT LWS Method` (RFC 3261 §20.16). */
export function parseCSeq(text: string): Parsed<CSeq> {
  let end = 0;
  while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
  const number = readDecimal(text, 0, end, MAX_CSEQ);
  if (number === undefined) return fail('unreadable number');
  const method = text.slice(skipSpace(text, end));
  return isToken(method) ? ok({ number, method }) : fail('unreadable method');
}

function parseContacts(values: readonly string[]): Parsed<ContactList> {
  if (values.length === 1 && values[0] === '*') return ok({ kind: 'wildcard' });
  const contacts: NameAddr[] = [];
  for (const value of values) {
    const contact = parseNameAddr(value);
    if (!contact.ok) return fail(`Contact: ${contact.error}`);
    contacts.push(contact.value);
  }
  return ok({ kind: 'contacts', contacts });
}
