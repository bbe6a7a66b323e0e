import type { Random } from '../../src/base/random.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { ApplicationGateway } from '../../testkit/memory-nat.ts';
import { ALL_MODELS } from '../../testkit/personalities/all-models.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { phoneMessages, tortureMessages } from '../corpus.ts';
import { mutate } from '../mutate.ts';
import type { FuzzTarget } from '../target.ts';

const NUMBERS = ['100', '101', '102', '103'];
const TARGETS = [...NUMBERS, '900', '9043', '*78', '*79', '777', '112'];
/** Of what the phones send, one message in this many is damaged on its way. */
const DAMAGED_ONE_IN = 6;
/** Silence, session timers, probes and transactions are all over by then. */
const FORGOTTEN_AFTER_MS = 2_400_000;

/** Phones that register, call, hold, transfer and hang up at random, behind routers that damage what they send. */
class Town {
  readonly #t: ExchangeUnderTest;
  readonly #phones: Phone[] = [];
  readonly #random: Random;
  #pieces: readonly Uint8Array[] = [];

  static async begin(random: Random): Promise<Town> {
    const settings = { limits: undefined, ban: { attempts: 1_000_000, windowMs: 300_000, banMs: 60_000 } };
    const town = new Town(await ExchangeUnderTest.start({ settings }), random);
    for (const number of NUMBERS) await town.#move(number);
    return town;
  }

  private constructor(exchange: ExchangeUnderTest, random: Random) {
    this.#t = exchange;
    this.#random = random;
  }

  /** One thing somebody does; `input` lends the routers pieces to put where they do not belong. */
  async live(input: Uint8Array): Promise<void> {
    this.#pieces = [input];
    this.#act(this.#phones[this.#random.integer(this.#phones.length)]);
    await this.#t.clock.advance(this.#random.integer(this.#random.integer(20) === 0 ? 30_000 : 400));
    this.#t.assertNoExceptions();
  }

  /** Every plug is pulled: the exchange has to find out by itself. */
  async end(): Promise<void> {
    for (const phone of this.#phones) phone.close();
    await this.#t.clock.advance(FORGOTTEN_AFTER_MS);
    await this.#t.finish({ lossy: true });
  }

  async #move(number: string): Promise<void> {
    const model = ALL_MODELS[this.#random.integer(ALL_MODELS.length)];
    const nat = this.#t.nat(`203.0.113.${200 + this.#phones.length}`, { gateway: this.#gateway() });
    const setUp = { nat, address: '192.168.1.20', transport: 'UDP' as const };
    const phone = await this.#t.phone(number, { ...setUp, personality: model?.personality ?? {} });
    phone.register().catch(() => {});
    await this.#t.clock.advance(1000);
    this.#phones.push(phone);
  }

  #gateway(): ApplicationGateway {
    return {
      outbound: ({ bytes, peer }) => {
        const damages = peer.port === 5060 && this.#random.integer(DAMAGED_ONE_IN) === 0;
        return damages ? mutate(bytes, this.#pieces[0] ?? bytes, this.#random) : bytes;
      },
    };
  }

  #act(phone: Phone | undefined): void {
    if (!phone) return;
    const call = phone.calls.findLast(({ state }) => state !== 'ended');
    const target = TARGETS[this.#random.integer(TARGETS.length)] ?? '100';
    const action = this.#random.integer(14);
    if (!call || action < 2) return this.#outsideCalls(phone, target, action);
    if (call.state === 'answered') this.#inCall(call, target, action);
    else if (call.direction === 'incoming' && action < 10) ignore(call.answer());
    else if (call.direction === 'incoming') call.reject(486);
    else if (action > 10) call.cancel({ atOnce: action === 13 });
  }

  #outsideCalls(phone: Phone, target: string, action: number): void {
    if (action < 8) ignore(phone.call(target, { offer: action !== 7 }));
    else if (action < 10) ignore(phone.register());
    else if (action === 10) ignore(phone.unregister());
    else {
      const method = ['OPTIONS', 'MESSAGE', 'SUBSCRIBE'][action - 11] ?? 'OPTIONS';
      const event = method === 'SUBSCRIBE' ? [phone.contact, ['Event', 'dialog'] as const] : [];
      ignore(
        phone.ask(method, `sip:${target}@${phone.domain}`, {
          extra: event,
          body: method === 'MESSAGE' ? 'hi' : '',
        }),
      );
    }
  }

  #inCall(call: PhoneCall, target: string, action: number): void {
    if (action === 12) call.media?.startSilence();
    switch (action) {
      case 2:
        return ignore(call.hold());
      case 3:
        return ignore(call.resume());
      case 4:
        return ignore(call.dial('5'));
      case 5:
        return ignore(call.reinvite({ offer: false }));
      case 6:
        return ignore(call.request('OPTIONS'));
      case 7:
        return ignore(call.request('REFER', '', [['Refer-To', `<sip:${target}@hamvoip.example>`]]));
      case 8:
        return ignore(call.request('UPDATE'));
      case 9:
        call.cancelReinvite();
        return;
      default:
        return ignore(call.hangUp());
    }
  }
}

/** What becomes of it is the exchange's business; the phone is only there to cause it. */
function ignore(result: Promise<unknown>): void {
  result.catch(() => {});
}

let town: Town | undefined;

export const EXCHANGE_CALLS: FuzzTarget = {
  name: 'exchange-calls',
  share: 3,
  settleAfter: 200,
  seeds: [...tortureMessages(), ...phoneMessages(['REGISTER', 'INVITE'])],
  async run(input, random) {
    town ??= await Town.begin(random);
    await town.live(input);
  },
  async settle() {
    await town?.end();
    town = undefined;
  },
};
