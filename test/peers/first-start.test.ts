/** What a newcomer does on the first evening, from an empty folder to three people in a bridge. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import { Baresip } from './baresip.ts';
import { Capture, type Packet } from './capture.ts';
import { assertHears } from './hearing.ts';
import { assertBecomesEmpty, freshClone, Installation, SIP_PORT } from './installation.ts';
import { until } from './waiting.ts';

/** Far from each other's multiples and mixtures. */
const TONE = { 301: 440, 302: 1000, 303: 1700 } as const;
const PORT = { 301: 21100, 302: 21200, 303: 21300 } as const;
type Number = keyof typeof TONE;

describe('the first evening', () => {
  let folder = '';
  let installation: Installation;
  const passwords = new Map<string, string>();
  const phones: Baresip[] = [];

  const phone = async (number: Number, answerMode?: 'manual'): Promise<Baresip> => {
    const started = await Baresip.start({
      number: `${number}`,
      password: passwords.get(`${number}`) ?? '',
      port: PORT[number],
      toneHz: TONE[number],
      ...(answerMode && { answerMode }),
    });
    phones.push(started);
    return started;
  };
  const putAway = async (): Promise<void> => {
    for (const started of phones.splice(0)) await started.remove();
  };

  before(async () => {
    folder = await freshClone();
    installation = await Installation.create({ folder, withNpx: true });
  });

  afterEach(putAway);

  after(async () => {
    await installation?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('`npm start` alone installs what it needs and says what to do next', async () => {
    await installation.start();
    // It answers before the card is on the screen.
    await until('the card is whole', async () => /9043 or \*43/.test(installation.output));
    const card = installation.output;
    assert.match(card, /Installing packages/);
    assert.match(card, new RegExp(`SIP +127\\.0\\.0\\.1 · udp/tcp ${SIP_PORT} · tls ${SIP_PORT + 1}\n`));
    assert.match(card, /npx hamvoip extension add \d+ --callsign \S+ --name/);
    assert.match(card, /npx hamvoip extension show \d+/);
    assert.match(card, new RegExp(`registers at 127\\.0\\.0\\.1, port ${SIP_PORT}`));
    assert.match(card, /9043 or \*43/);
  });

  it('`npx hamvoip extension add` makes extensions, and `extension show` says what to type into the phone', async () => {
    for (const number of ['301', '302', '303']) {
      passwords.set(number, await installation.addExtension(number));
    }
    const shown = await installation.run('extension', 'show', '302');
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, /SIP server +127\.0\.0\.1/);
    assert.match(shown.stdout, new RegExp(`Port +${SIP_PORT}`));
    assert.match(shown.stdout, /User +302/);
    assert.ok(!shown.stdout.includes(passwords.get('302') ?? '?'), 'the password is shown once only');
  });

  it('two phones call each other and hear each other', async () => {
    const [caller, callee] = [await phone(301), await phone(302, 'manual')];
    caller.dial('302');
    const { peer } = await callee.happened('CALL_INCOMING');
    assert.match(peer, /301@/);
    assert.doesNotMatch(peer, /Holder/);
    await caller.happened('CALL_RINGING');
    callee.answer();
    await Promise.all([caller.happened('CALL_ESTABLISHED'), callee.happened('CALL_ESTABLISHED')]);
    await assertHears('the caller', caller, { tones: [TONE[302]], notTones: [TONE[301]] });
    await assertHears('the callee', callee, { tones: [TONE[301]], notTones: [TONE[302]] });
    callee.hangUp();
    await caller.happened('CALL_CLOSED');
    await until('the call is over', async () => (await installation.metric('hamvoip_calls_active')) === 0);
  });

  for (const echo of ['*43', '9043']) {
    it(`a phone that calls ${echo} hears itself`, async () => {
      const caller = await phone(301);
      caller.dial(echo);
      await caller.happened('CALL_ESTABLISHED');
      await assertHears('the caller', caller, { tones: [TONE[301]], notTones: [TONE[302], TONE[303]] });
      caller.hangUp();
      await caller.happened('CALL_CLOSED');
    });
  }

  it('three phones in bridge 900 hear each other and not themselves', async () => {
    const all = [await phone(301), await phone(302), await phone(303)] as const;
    for (const participant of all) {
      participant.dial('900');
      await participant.happened('CALL_ESTABLISHED');
    }
    const tones = [TONE[301], TONE[302], TONE[303]];
    for (const [index, participant] of all.entries()) {
      const own = tones[index] ?? 0;
      const others = tones.filter((tone) => tone !== own);
      await assertHears(participant.number, participant, { tones: others, notTones: [own] });
    }
    for (const participant of all) participant.hangUp();
    for (const participant of all) await participant.happened('CALL_CLOSED');
  });

  it('neither phone learns anything of the other but number and call sign', async () => {
    const capture = await Capture.start();
    const [caller, callee] = [await phone(301), await phone(302)];
    caller.dial('302');
    await Promise.all([caller.happened('CALL_ESTABLISHED'), callee.happened('CALL_ESTABLISHED')]);
    await assertHears('the caller', caller, { tones: [TONE[302]], notTones: [TONE[301]] });
    caller.hangUp();
    await callee.happened('CALL_CLOSED');
    await putAway();
    const packets = await capture.stop();
    assertToldNothing(packets, 301, 302);
    assertToldNothing(packets, 302, 301);
  });

  it('when everyone has gone, nothing is left and nothing went wrong', async () => {
    await assertBecomesEmpty(installation);
    assert.equal(await installation.metric('hamvoip_registrations_active'), 0);
    assert.equal(await installation.metric('hamvoip_handler_exceptions_total'), 0);
  });

  it('SIGTERM ends it with exit code 0', async () => {
    await installation.stop();
    assert.equal(installation.exitCode, 0, installation.output);
  });
});

/** Nothing that `to` was sent may come from `about`: its program, its ports, the Call-ID of its leg. */
function assertToldNothing(packets: readonly Packet[], to: Number, about: Number): void {
  const secretPorts = packetsOf(packets, about);
  const told = packets.filter(({ fromPort, toPort }) => fromPort === SIP_PORT && toPort === PORT[to]);
  const otherCallIds = new Set(packets.filter(({ fromPort }) => fromPort === PORT[about]).map(callIdOf));
  otherCallIds.delete(undefined);
  assert.ok(otherCallIds.size > 0, `${about} must have sent something`);
  assert.ok(
    secretPorts.some(({ payload }) => /^User-Agent: baresip/m.test(payload)),
    'phones do name their program',
  );
  assert.ok(
    told.some(({ payload }) => /^(INVITE|SIP\/2\.0 200)/.test(payload) && payload.includes('m=audio')),
  );
  for (const { payload } of told) {
    assert.doesNotMatch(payload, /baresip/i);
    assert.doesNotMatch(payload, new RegExp(`\\b${PORT[about]}\\b`));
    assert.doesNotMatch(payload, new RegExp(`m=audio ${Math.floor((PORT[about] + 1000) / 100)}\\d\\d\\b`));
    assert.doesNotMatch(payload, /Holder/);
    const callId = callIdOf({ payload });
    assert.ok(callId === undefined || !otherCallIds.has(callId), `${to} was told the Call-ID of ${about}`);
  }
  const direct = packets.filter(({ fromPort, toPort }) => isOf(about, fromPort) && isOf(to, toPort));
  assert.equal(direct.length, 0, `${about} sent ${direct.length} packets straight to ${to}`);
}

function packetsOf(packets: readonly Packet[], phone: Number): readonly Packet[] {
  return packets.filter(({ fromPort }) => fromPort === PORT[phone]);
}

function isOf(phone: Number, port: number): boolean {
  return port === PORT[phone] || (port >= PORT[phone] + 1000 && port < PORT[phone] + 1100);
}

function callIdOf({ payload }: Pick<Packet, 'payload'>): string | undefined {
  return /^(?:Call-ID|i)\s*:\s*(\S+)/im.exec(payload)?.[1];
}
