import { Linphone } from '../linphone.ts';
import { type FactKind, FactLog } from './fact-log.ts';
import type { Habits, Peer, Seat } from './peer.ts';

/** What linphonec prints, and what it means. */
const FACTS: readonly (readonly [FactKind, RegExp])[] = [
  ['rings', /Receiving new incoming call from (.+), assigned id \d+/],
  ['alerting', /Call \d+ to (.+) ringing\./],
  ['connected', /Call \d+ with (.+) connected\./],
  ['holds', /Call \d+ with (.+) is now paused\./],
  ['resumed', /Media streams established with (.+) for call/],
  ['over', /Call \d+ with (.+ (?:ended \(.*\)|error))\./],
  ['key', /Receiving tone (.) from/],
  ['text', /Message received from (.+)/],
  ['presence', /Friend .+ is (.+)/],
];

/** What its log says, message by message. */
const LOGGED: readonly (readonly [FactKind, RegExp])[] = [
  ['offered', /message sent to \[[^\]]*\], size: \[(\d+)\] bytes\nINVITE /],
  ['prack', /message (sent) to [^\n]*\nPRACK /],
  ['prack', /(received) \[\d+\] new bytes from [^\n]*\nPRACK /],
  ['refreshed', /received \[\d+\] new bytes from [^\n]*\n(UPDATE|INVITE) [\s\S]*\nSession-Expires:/i],
];

const ENTRY = /(?=^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d:\d{3} )/m;

/** linphonec 5.1.65, Linphone's console program. */
export class LinphonePeer implements Peer {
  readonly number: string;
  readonly toneHz = 700;
  readonly #phone: Linphone;
  readonly #seat: Seat;
  readonly facts: FactLog;
  #printed = 0;
  #logged = 0;

  private constructor(phone: Linphone, seat: Seat) {
    this.#phone = phone;
    this.#seat = seat;
    this.number = seat.number;
    this.facts = new FactLog(`Linphone ${seat.number}`, () => this.#pull());
  }

  static async start(seat: Seat, habits: Habits = {}): Promise<LinphonePeer> {
    const { number, password, port, host, exchangePort, transport } = seat;
    const phone = await Linphone.start({
      number,
      password,
      port,
      host,
      exchangePort,
      transport: transport.toLowerCase() as 'udp' | 'tcp' | 'tls',
      toneHz: 700,
      settings: settingsFor(habits),
      ...(habits.largeOffer && { allCodecs: true }),
      keepsLog: Object.keys(habits).length > 0,
    });
    return new LinphonePeer(phone, seat);
  }

  heard(): Promise<Int16Array> {
    return this.#phone.heard();
  }

  dial(number: string): void {
    this.#phone.dial(this.#addressOf(number));
  }

  answer(): void {
    this.#phone.answer();
  }

  hangUp(): void {
    this.#phone.hangUp();
  }

  /** Until it is so: it resumes nothing before. */
  async hold(): Promise<void> {
    this.#phone.hold();
    await this.facts.next('holds');
  }

  resume(): void {
    this.#phone.type('resume');
  }

  transfer(number: string): void {
    this.#phone.type(`transfer ${this.#addressOf(number)}`);
  }

  completeTransfer(): void {
    const ids = [...this.#phone.output.matchAll(/assigned id (\d+)/g)].map(([, id]) => id);
    const [held, second] = ids.slice(-2);
    this.#phone.type(`transfer ${held} --to-call ${second}`);
  }

  press(key: string): void {
    this.#phone.type(key);
  }

  send(number: string, text: string): void {
    this.#phone.type(`chat ${this.#addressOf(number)} ${text}`);
  }

  watch(): void {
    this.#phone.type(`friend add Watched ${this.#addressOf(this.#seat.watched)}`);
  }

  remove(): Promise<void> {
    return this.#phone.remove();
  }

  #addressOf(number: string): string {
    const { host, exchangePort } = this.#seat;
    return `sip:${number}@${host}:${exchangePort}`;
  }

  #pull(): void {
    const { output } = this.#phone;
    const end = output.lastIndexOf('\n') + 1;
    for (const line of output.slice(this.#printed, end).split('\n')) {
      for (const [kind, words] of FACTS) {
        const found = words.exec(line);
        if (found) this.facts.add(kind, found[1]);
      }
    }
    this.#printed = Math.max(this.#printed, end);
    this.#pullLog();
  }

  /** Only whole entries: each begins with the time. */
  #pullLog(): void {
    const news = this.#phone.log().slice(this.#logged);
    const entries = news.split(ENTRY).slice(0, -1);
    this.#logged += entries.reduce((length, entry) => length + entry.length, 0);
    for (const entry of entries) {
      for (const [kind, words] of LOGGED) {
        const found = words.exec(entry);
        if (found) this.facts.add(kind, found[1]);
      }
    }
  }
}

function settingsFor({ reliable = false, sessionExpiresS }: Habits): Readonly<Record<string, string>> {
  return {
    ...(reliable && { '100rel_support_level': '2' }),
    ...(sessionExpiresS !== undefined && {
      session_expires_enabled: '1',
      session_expires_value: `${sessionExpiresS}`,
      session_expires_min_value: `${sessionExpiresS}`,
      session_expires_refresher_value: '1',
    }),
  };
}
