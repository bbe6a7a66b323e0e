/** SIPp's scenarios, put together from steps instead of one XML file for each. */
import type { Seat } from './peer.ts';

/** A step as XML. */
export type Step = string;

export interface RequestOptions {
  /** The Request-URI; whom it is for unless given. `[next_url]` within a dialog. */
  readonly uri?: string;
  readonly cseq: number;
  /** Of the other side, with its name: `;tag=...`. */
  readonly toTag?: string;
  readonly callId?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly contentType?: string;
  /** Answers the challenge that came. */
  readonly authorized?: boolean;
  /** Belongs to the transaction of the request before (ACK of a refusal, CANCEL). */
  readonly sameTransaction?: boolean;
}

export interface ReplyOptions {
  /** Begins a dialog: adds our tag. */
  readonly tag?: boolean;
  /** To the request that `awaitForLater` took, although another one came after it. */
  readonly later?: boolean;
  readonly headers?: readonly string[];
  readonly body?: string;
  /** Goes on at this label. */
  readonly next?: number;
}

/** Keeps what an expression finds, or insists on it: `name` is the variable of its first group. */
export interface Expectation {
  readonly pattern: string;
  /** A header's name with its colon; the body unless given. */
  readonly header?: string;
  readonly name?: string;
  /** Whether it may be missing. */
  readonly optional?: boolean;
}

const RTP = 1000;
export const ALLOW = 'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, PRACK, UPDATE, NOTIFY, MESSAGE';

/** The steps of one seat. */
export class SippSteps {
  readonly #seat: Seat;
  readonly #variables: string[] = [];
  #loops = 0;

  constructor(seat: Seat) {
    this.#seat = seat;
  }

  /** The whole file. */
  scenario(name: string, steps: readonly Step[]): string {
    const names = [...new Set(this.#variables)];
    const references = names.length > 0 ? `<Reference variables="${names.join(',')}"/>` : '';
    return `<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="${name}">\n${steps.join('\n')}\n${references}\n</scenario>\n`;
  }

  request(method: string, target: string, options: RequestOptions): Step {
    const { host } = this;
    const { number } = this.#seat;
    const { uri, cseq, toTag = '', callId = '[call_id]', headers = [], body = '' } = options;
    const via = `Via: SIP/2.0/[transport] ${host}:[local_port];branch=[branch];rport`;
    const lines = [
      `${method} ${uri ?? `sip:${target}@${host}`} SIP/2.0`,
      options.sameTransaction ? '[last_Via:]' : via,
      'Max-Forwards: 70',
      `From: <sip:${number}@${host}>;tag=[pid]x[call_number]`,
      `To: <sip:${target}@${host}>${toTag}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      ...(method === 'ACK' || method === 'CANCEL' ? [] : [this.contact]),
      ...(options.authorized ? [this.#authorization()] : []),
      ...headers,
      ...(body === '' ? [] : [`Content-Type: ${options.contentType ?? 'application/sdp'}`]),
      'Content-Length: [len]',
    ];
    const retransmits = method === 'ACK' ? '' : ' retrans="500"';
    return `<send${retransmits}><![CDATA[\n${lines.join('\n')}\n\n${body}\n]]></send>`;
  }

  /** The same without credentials, its challenge, and with them; an INVITE's refusal is acknowledged. */
  authorized(method: string, target: string, options: RequestOptions): Step[] {
    const { cseq } = options;
    return [
      this.request(method, target, options),
      this.response(401, { challenge: true }),
      ...(method === 'INVITE' ? [this.acknowledgeRefusal(target, options)] : []),
      this.request(method, target, { ...options, cseq: cseq + 1, authorized: true }),
    ];
  }

  acknowledgeRefusal(target: string, { cseq, callId }: RequestOptions): Step {
    return this.request('ACK', target, {
      cseq,
      toTag: '[peer_tag_param]',
      sameTransaction: true,
      ...(callId !== undefined && { callId }),
    });
  }

  response(
    status: number,
    options: {
      challenge?: boolean;
      optional?: boolean;
      target?: boolean;
      expect?: readonly Expectation[];
    } = {},
  ): Step {
    const { challenge, optional, target, expect = [] } = options;
    const flags = `${challenge ? ' auth="true"' : ''}${optional ? ' optional="true"' : ''}${target ? ' rrs="true"' : ''}`;
    return `<recv response="${status}"${flags}>${this.#actions(expect)}</recv>`;
  }

  /** That it rings; more than once where packets were late. */
  ringing(): Step[] {
    const again = this.response(180, { optional: true });
    return [this.response(100, { optional: true }), this.response(180), again];
  }

  awaitRequest(method: string, expect: readonly Expectation[] = []): Step {
    const target = method === 'INVITE' ? ' rrs="true"' : '';
    return `<recv request="${method}"${target}>${this.#actions(expect)}</recv>`;
  }

  /** A request that is answered when others have come. */
  awaitForLater(method: string, expect: readonly Expectation[] = []): Step {
    const kept = ['Via', 'From', 'To', 'CSeq', 'Call-ID'].map((name) => {
      return { header: `${name}:`, pattern: '([^ ].*)', name: name.toLowerCase() };
    });
    return this.awaitRequest(method, [...kept, ...expect]);
  }

  reply(status: number, reason: string, options: ReplyOptions = {}): Step {
    const { tag, later, headers = [], body = '', next } = options;
    const copied = (name: string): string =>
      later ? `${name}: [$${name.toLowerCase()}]` : `[last_${name}:]`;
    const lines = [
      `SIP/2.0 ${status} ${reason}`,
      copied('Via'),
      copied('From'),
      `${copied('To')}${tag ? ';tag=[pid]y[call_number]' : ''}`,
      copied('Call-ID'),
      copied('CSeq'),
      this.contact,
      ...headers,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      'Content-Length: [len]',
    ];
    const jump = next === undefined ? '' : ` next="${next}"`;
    return `<send${jump}><![CDATA[\n${lines.join('\n')}\n\n${body}\n]]></send>`;
  }

  /** Takes requests of a method until one has this in its body, and answers all of them. */
  takeUntil(method: string, pattern: string): Step[] {
    this.#loops += 1;
    const [again, done] = [2 * this.#loops, 2 * this.#loops + 1];
    const name = `found${this.#loops}`;
    const actions = this.#actions([{ pattern, name, optional: true }]);
    return [
      `<label id="${again}"/>`,
      `<recv request="${method}" next="${done}" test="${name}">${actions}</recv>`,
      this.reply(200, 'OK', { next: again }),
      `<label id="${done}"/>`,
      this.reply(200, 'OK'),
    ];
  }

  /** Answers what may come before the request that is waited for. */
  takeBefore(other: string, method: string, expect: readonly Expectation[] = []): Step[] {
    this.#loops += 1;
    const [again, taken] = [2 * this.#loops, 2 * this.#loops + 1];
    const done = 100 + this.#loops;
    return [
      `<label id="${again}"/>`,
      `<recv request="${other}" optional="true" next="${taken}"/>`,
      `<recv request="${method}" next="${done}">${this.#actions(expect)}</recv>`,
      `<label id="${taken}"/>`,
      this.reply(200, 'OK', { next: again }),
      `<label id="${done}"/>`,
    ];
  }

  /** A description of one stream, which is silent. */
  sdp({
    direction = 'sendrecv',
    lines = [],
  }: {
    direction?: string;
    lines?: readonly string[];
  } = {}): string {
    const address = this.#seat.host.replace(/[[\]]/g, '');
    const family = address.includes(':') ? 'IP6' : 'IP4';
    return [
      'v=0',
      `o=- 1 1 IN ${family} ${address}`,
      's=-',
      `c=IN ${family} ${address}`,
      't=0 0',
      `m=audio ${this.#seat.port + RTP} RTP/AVP 8`,
      'a=rtpmap:8 PCMA/8000',
      ...lines,
      `a=${direction}`,
    ].join('\n');
  }

  /** The exchange's and our own; SIPp would take the brackets of an IPv6 address for its own. */
  get host(): string {
    return this.#seat.host.startsWith('[') ? '[remote_ip]' : this.#seat.host;
  }

  get contact(): string {
    const { number, transport } = this.#seat;
    return `Contact: <sip:${number}@${this.host}:[local_port];transport=${transport.toLowerCase()}>`;
  }

  #authorization(): string {
    const { number, password } = this.#seat;
    return `[authentication username=${number} password=${password}]`;
  }

  #actions(expect: readonly Expectation[]): string {
    const actions = expect.map(({ pattern, header, name, optional }) => {
      const where = header === undefined ? 'search_in="body"' : `search_in="hdr" header="${header}"`;
      const check = optional ? '' : ' check_it="true"';
      const whole = `whole${this.#variables.length}`;
      // A group that is not there, a match that nobody uses: SIPp insists that both have a name and a use.
      const into = name === undefined || optional ? (name ?? whole) : `${whole},${name}`;
      this.#variables.push(...into.split(','));
      return `<ereg regexp="${escapeXml(pattern)}" ${where}${check} assign_to="${into}"/>`;
    });
    return actions.length > 0 ? `<action>${actions.join('')}</action>` : '';
  }
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
