/** A second make of phone, against the first: both directions, both transports, hold, and either side ends. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { decodeG711 } from '../../testkit/tone.ts';
import { Baresip } from './baresip.ts';
import { Capture, type Packet } from './capture.ts';
import { assertHears, assertHearsNothingOf, assertIsHeardIn } from './hearing.ts';
import { assertBecomesEmpty, Installation } from './installation.ts';
import { Linphone } from './linphone.ts';
import { until } from './waiting.ts';

const BARESIP = { number: '301', port: 21100, toneHz: 440 } as const;
const LINPHONE = { number: '302', port: 21400, toneHz: 700 } as const;

describe('Linphone and baresip', () => {
  let installation: Installation;
  const passwords = new Map<string, string>();
  let baresip: Baresip | undefined;
  let linphone: Linphone | undefined;

  const phones = async (transport: 'udp' | 'tcp'): Promise<{ baresip: Baresip; linphone: Linphone }> => {
    const passwordOf = (number: string): string => passwords.get(number) ?? '';
    baresip = await Baresip.start({ ...BARESIP, password: passwordOf(BARESIP.number) });
    linphone = await Linphone.start({ ...LINPHONE, password: passwordOf(LINPHONE.number), transport });
    await until('both are registered', async () => {
      return (await installation.metric('hamvoip_registrations_active')) === 2;
    });
    return { baresip, linphone };
  };
  const isOver = (): Promise<void> =>
    until('the call is over', async () => (await installation.metric('hamvoip_dialogs')) === 0);

  before(async () => {
    installation = await Installation.create();
    await installation.start();
    for (const { number } of [BARESIP, LINPHONE])
      passwords.set(number, await installation.addExtension(number));
  });

  afterEach(async () => {
    await baresip?.remove();
    await linphone?.remove();
    await until(
      'both have left',
      async () => (await installation.metric('hamvoip_registrations_active')) === 0,
    );
  });

  after(() => installation?.remove());

  for (const transport of ['udp', 'tcp'] as const) {
    it(`over ${transport} Linphone registers, calls and hangs up`, async () => {
      const { baresip, linphone } = await phones(transport);
      const shown = (await installation.hamvoip('extension', 'show', LINPHONE.number)) as Shown;
      assert.deepEqual(
        shown.registrations.map(({ transport }) => transport),
        [transport],
      );
      linphone.dial(BARESIP.number);
      await baresip.happened('CALL_ESTABLISHED');
      await linphone.printed(/Call 1 with \S+ connected/);
      await assertHears('baresip', baresip, { tones: [LINPHONE.toneHz], notTones: [BARESIP.toneHz] });
      await assertHears('Linphone', linphone, { tones: [BARESIP.toneHz], notTones: [LINPHONE.toneHz] });
      linphone.hangUp();
      await baresip.happened('CALL_CLOSED');
      await isOver();
    });

    it(`over ${transport} Linphone is called, sees number and call sign, and is hung up on`, async () => {
      const { baresip, linphone } = await phones(transport);
      linphone.prepareForCall();
      baresip.dial(LINPHONE.number);
      await linphone.printed(
        /Receiving new incoming call from "PX0PAA" <sip:301@127\.0\.0\.1>, assigned id 1/,
      );
      await baresip.happened('CALL_RINGING');
      linphone.answer();
      await baresip.happened('CALL_ESTABLISHED');
      await assertHears('baresip', baresip, { tones: [LINPHONE.toneHz], notTones: [BARESIP.toneHz] });
      await assertHears('Linphone', linphone, { tones: [BARESIP.toneHz], notTones: [LINPHONE.toneHz] });
      baresip.hangUp();
      await linphone.printed(/Call 1 with .+ ended \(No error\)/);
      await isOver();
    });
  }

  it('Linphone holds the call and takes it up again', async () => {
    const { baresip, linphone } = await phones('udp');
    linphone.dial(BARESIP.number);
    await baresip.happened('CALL_ESTABLISHED');
    await assertHears('Linphone', linphone, { tones: [BARESIP.toneHz], notTones: [LINPHONE.toneHz] });
    linphone.hold();
    await linphone.printed(/Call 1 with \S+ is now paused/);
    await assertHearsNothingOf('Linphone', linphone, [BARESIP.toneHz]);
    linphone.resume(1);
    await linphone.printed(/now paused[\s\S]*Media streams established with/);
    // baresip's recorder does not outlive a re-INVITE: what it hears from then on is read from the wire.
    const capture = await Capture.start();
    await assertHears('Linphone after hold', linphone, {
      tones: [BARESIP.toneHz],
      notTones: [LINPHONE.toneHz],
    });
    const sound = soundFor(BARESIP.port, await capture.stop());
    assertIsHeardIn('baresip after hold', sound, { tones: [LINPHONE.toneHz], notTones: [BARESIP.toneHz] });
    linphone.hangUp();
    await baresip.happened('CALL_CLOSED');
    await isOver();
  });

  it('baresip holds the call and takes it up again', async () => {
    const { baresip, linphone } = await phones('udp');
    linphone.prepareForCall();
    baresip.dial(LINPHONE.number);
    await linphone.printed(/Receiving new incoming call/);
    linphone.answer();
    await assertHears('Linphone', linphone, { tones: [BARESIP.toneHz], notTones: [LINPHONE.toneHz] });
    baresip.hold();
    await linphone.printed(/paused by/i);
    baresip.resume();
    await linphone.printed(/paused by[\s\S]*(resumed|Media streams established)/i);
    await assertHears('Linphone after hold', linphone, {
      tones: [BARESIP.toneHz],
      notTones: [LINPHONE.toneHz],
    });
    baresip.hangUp();
    await linphone.printed(/Call 1 with .+ ended \(No error\)/);
    await isOver();
  });

  it('leaves nothing behind', async () => {
    await assertBecomesEmpty(installation);
    assert.equal(await installation.metric('hamvoip_handler_exceptions_total'), 0);
  });
});

interface Shown {
  readonly registrations: readonly { readonly transport: string }[];
}

const RTP_HEADER = 12;
const PCMA = 8;

/** The G.711 that arrives at the RTP ports of a phone. */
function soundFor(port: number, packets: readonly Packet[]): Int16Array {
  const payloads = packets
    .filter(({ toPort }) => toPort >= port + 1000 && toPort < port + 1100)
    .filter(({ payload }) => payload.charCodeAt(0) === 0x80 && (payload.charCodeAt(1) & 0x7f) === PCMA)
    .map(({ payload }) => Buffer.from(payload.slice(RTP_HEADER), 'latin1'));
  return decodeG711('PCMA', Buffer.concat(payloads));
}
