import { Baresip, type BaresipEvent } from '../baresip.ts';
import { until } from '../waiting.ts';
import { type FactKind, FactLog } from './fact-log.ts';
import type { Habits, Peer, Seat } from './peer.ts';

const FACTS: Readonly<Record<string, FactKind>> = {
  CALL_INCOMING: 'rings',
  CALL_RINGING: 'alerting',
  CALL_ESTABLISHED: 'connected',
  CALL_CLOSED: 'over',
  CALL_DTMF_START: 'key',
};

const LARGE = ['l16.so', 'g722.so', 'g726.so', 'gsm.so', 'opus.so', 'amr.so', 'codec2.so'];

/** baresip 1.0.0 as Debian 12 has it. */
export class BaresipPeer implements Peer {
  readonly number: string;
  readonly toneHz = 440;
  readonly #phone: Baresip;
  readonly facts: FactLog;
  #events = 0;
  #printed = 0;

  private constructor(phone: Baresip) {
    this.#phone = phone;
    this.number = phone.number;
    this.facts = new FactLog(`baresip ${phone.number}`, () => this.#pull());
  }

  static async start(seat: Seat, { largeOffer = false }: Habits = {}): Promise<BaresipPeer> {
    const { number, password, port, host, exchangePort, transport, watched } = seat;
    const phone = await Baresip.start({
      number,
      password,
      port,
      host,
      exchangePort,
      transport: transport.toLowerCase() as 'udp' | 'tcp' | 'tls',
      toneHz: 440,
      answerMode: 'manual',
      contacts: [`"Watched" <sip:${watched}@${host}:${exchangePort}>;presence=p2p`],
      // Its texts go over UDP otherwise, whatever the account says.
      outbound: true,
      tracesSip: true,
      ...(largeOffer && { modules: LARGE, codecs: '' }),
    });
    return new BaresipPeer(phone);
  }

  heard(): Promise<Int16Array> {
    return this.#phone.heard();
  }

  dial(number: string): void {
    this.#phone.dial(number);
  }

  answer(): void {
    this.#phone.answer();
  }

  hangUp(): void {
    this.#phone.hangUp();
  }

  hold(): void {
    this.#phone.hold();
  }

  resume(): void {
    this.#phone.resume();
  }

  transfer(number: string): void {
    this.#phone.command('transfer', this.#phone.addressOf(number));
  }

  completeTransfer(): void {
    throw new Error('baresip 1.0.0 has no attended transfer');
  }

  press(key: string): void {
    this.#phone.command('sndcode', key);
  }

  /** Its only contact is who gets the text. */
  send(_number: string, text: string): void {
    this.#phone.command('message', text);
  }

  /** It subscribes as it starts, and only its list of contacts tells what it knows. */
  async watch(): Promise<void> {
    await until(`baresip ${this.number} shows its contact as there`, async () =>
      /Online\S* Watched/.test(await this.#phone.ask('contacts')),
    );
    this.facts.add('presence', 'online');
  }

  remove(): Promise<void> {
    return this.#phone.remove();
  }

  #pull(): void {
    for (const event of this.#phone.events.slice(this.#events)) this.#take(event);
    this.#events = this.#phone.events.length;
    for (;;) {
      const message = nextMessage(this.#phone.output.slice(this.#printed));
      if (message === undefined) return;
      this.#printed += message.end;
      if (message.method === 'INVITE') this.facts.add('offered', `${message.length}`);
      // What it was sent: a text of its own has its number in From.
      if (message.method === 'MESSAGE' && !message.from.includes(`:${this.number}@`))
        this.facts.add('text', message.body);
    }
  }

  #take({ type, param, peer }: BaresipEvent): void {
    const kind = FACTS[type];
    if (kind !== undefined) this.facts.add(kind, `${param} ${peer}`.trim());
  }
}

/** The next whole request in what it prints of its SIP. */
function nextMessage(
  trace: string,
): { method: string; from: string; body: string; length: number; end: number } | undefined {
  const start = /^(INVITE|MESSAGE) sips?:\S+ SIP\/2\.0\r?\n/m.exec(trace);
  if (start === null) return undefined;
  const [, method = ''] = start;
  const rest = trace.slice(start.index);
  const headers = /^[\s\S]*?Content-Length: (\d+)\r?\n\r?\n/.exec(rest);
  if (headers === null) return undefined;
  const [head, length = ''] = headers;
  const body = rest.slice(head.length, head.length + Number(length));
  if (body.length < Number(length)) return undefined;
  const from = /^From: (.*)$/m.exec(head)?.[1] ?? '';
  const size = head.length + body.length;
  return { method, from, body, length: size, end: start.index + size };
}
