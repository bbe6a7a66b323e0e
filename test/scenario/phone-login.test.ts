/** Logging in on the site with a call: whose phone says yes, to which browser, and who cannot be made to. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { tonePrompts } from '../../testkit/tone-prompts.ts';

const VISITOR = { source: '198.51.100.20', agent: 'Firefox, Linux', origin: 'https://tel.example.net' };

function start(settings = {}): Promise<ExchangeUnderTest> {
  return ExchangeUnderTest.start({ prompts: tonePrompts(0.4), settings });
}

/** A browser that asks to be this number. */
function browser(t: ExchangeUnderTest, number: string) {
  const asked = t.console.sessions.askPhoneLogin({ number, before: undefined, visitor: VISITOR });
  assert.ok(asked.ok);
  const { browser: secret, view } = asked.value;
  return {
    code: view.code,
    logIn: () => t.clock.until(t.console.sessions.logIn({ method: 'phone', browser: secret }, VISITOR)),
  };
}

async function dial(t: ExchangeUnderTest, phone: Phone, number: string): Promise<PhoneCall> {
  const call = await phone.call(number);
  await t.until(() => call.state === 'answered', `${number} is answered`);
  call.media?.startSilence();
  return call;
}

async function untilItEnds(t: ExchangeUnderTest, call: PhoneCall): Promise<string> {
  await t.until(() => call.state === 'ended', 'the exchange hangs up', 60_000);
  assert.equal(call.endedBy, 'them');
  return t.spoken.splice(0).join(' ');
}

async function key(t: ExchangeUnderTest, call: PhoneCall, digits: string): Promise<void> {
  for (const digit of digits) {
    call.pressKey(digit);
    await t.clock.advance(300);
  }
}

describe('a holder', () => {
  for (const service of ['*70', '9070']) {
    test(`dials ${service} and the code of his browser, and is logged in`, async () => {
      const t = await start();
      const phone = await t.registered('301');
      const site = browser(t, '301');
      assert.equal((await site.logIn()).ok, false, 'not before the call');
      assert.equal(await untilItEnds(t, await dial(t, phone, service + site.code)), 'en/login-confirmed');
      const opened = await site.logIn();
      assert.ok(opened.ok);
      const { holder, method, agent } = opened.value.session;
      assert.deepEqual(
        [holder, method, agent],
        [{ role: 'member', extension: '301' }, 'phone', VISITOR.agent],
      );
      const [event] = t.console.members.events('301', 0);
      assert.deepEqual([event?.code, event?.values], ['logged-in-by-phone', { browser: 'Firefox, Linux' }]);
      await t.finish();
    });
  }

  test('may key the code in, also while it is asked for, in his own language, and by INFO', async () => {
    const t = await start();
    const phone = await t.registered('301');
    assert.ok((await t.clock.until(t.console.languages.set('301', 'nl'))).ok);
    const site = browser(t, 'PX0DAB');
    const call = await dial(t, phone, '*70');
    await t.clock.advance(100);
    await key(t, call, `1*${site.code.slice(0, 3)}`);
    await t.clock.until(call.sendDtmfInfo(site.code.slice(3)));
    assert.equal(await untilItEnds(t, call), 'nl/enter-login-code nl/login-confirmed');
    assert.ok((await site.logIn()).ok);
    await t.finish();
  });

  test('hears that a code is wrong, has three tries in a call, and five in a quarter of an hour', async () => {
    const t = await start();
    const phone = await t.registered('301');
    const site = browser(t, '301');
    const wrong = site.code === '0000' ? '1111' : '0000';
    const first = await dial(t, phone, `*70${wrong}`);
    await t.clock.advance(500);
    await key(t, first, wrong + wrong);
    assert.match(await untilItEnds(t, first), /login-code-wrong en\/goodbye$/);
    const second = await dial(t, phone, `*70${wrong}`);
    await t.clock.advance(500);
    await key(t, second, wrong + site.code);
    assert.match(await untilItEnds(t, second), /en\/too-many-codes$/);
    assert.equal((await site.logIn()).ok, false);
    await t.finish();
  });

  test('who keys nothing is asked twice, and the exchange hangs up', async () => {
    const t = await start();
    const call = await dial(t, await t.registered('301'), '*70');
    assert.equal(await untilItEnds(t, call), 'en/enter-login-code en/enter-login-code en/goodbye');
    await t.finish();
  });

  test('who holds the call and comes back goes on where he was', async () => {
    const t = await start();
    const phone = await t.registered('301');
    const site = browser(t, '301');
    const call = await dial(t, phone, '*70');
    await t.clock.advance(1_000);
    await t.clock.until(call.hold());
    await t.clock.advance(2_000);
    await t.clock.until(call.resume());
    await key(t, call, site.code);
    assert.match(await untilItEnds(t, call), /en\/login-confirmed$/);
    assert.ok((await site.logIn()).ok);
    await t.finish();
  });
});

describe('nobody says yes for another', () => {
  test('a phone of another extension says it to no browser', async () => {
    const t = await start();
    const stranger = await t.registered('302');
    await t.addExtension('301');
    const site = browser(t, '301');
    const call = await dial(t, stranger, `*70${site.code}`);
    await t.clock.advance(500);
    await t.clock.until(call.hangUp());
    assert.equal((await site.logIn()).ok, false);
    await t.finish();
  });

  test('nobody can be transferred to a code, blindly or by a call that asks for one', async () => {
    const t = await start();
    const victim = await t.registered('301');
    const attacker = await t.registered('302');
    const site = browser(t, '301');
    const { call } = await t.talk(attacker, victim);
    const referral = call.refer(`*70${site.code}`);
    await t.until(() => referral.state === 'terminated', 'the transfer is refused');
    assert.equal((await site.logIn()).ok, false);
    assert.equal(call.state, 'answered', 'the call goes on');
    const asking = await dial(t, attacker, '*70');
    const attended = call.refer('*70', { replaces: asking });
    await t.until(() => attended.state === 'terminated', 'the other transfer is over');
    const joined = victim.calls.at(-1);
    if (joined?.state === 'answered') await key(t, joined, site.code);
    assert.equal((await site.logIn()).ok, false);
    await t.clock.advance(60_000);
    assert.equal((await site.logIn()).ok, false);
    await t.finish();
  });

  test('no forward and no phone that answers with another number leads a caller to a code', async () => {
    const t = await start();
    const victim = await t.registered('301');
    const attacker = await t.registered('302');
    const site = browser(t, '301');
    const set = await t.clock.until(t.console.callFeatures.set('302', { forwardAlways: `*70${site.code}` }));
    assert.equal(set.ok, false);
    const call = await victim.call('302');
    await t.until(() => attacker.isCalled, 'the attacker is called');
    attacker.incoming.reject(302, 'Moved', [['Contact', `<sip:9070${site.code}@hamvoip.example>`]]);
    await t.until(() => call.state === 'ended', 'the call ends');
    assert.equal((await site.logIn()).ok, false);
    await t.finish();
  });

  test('a suspended extension does not get in, nor one that is suspended between call and page', async () => {
    const t = await start();
    const phone = await t.registered('301');
    const site = browser(t, '301');
    await untilItEnds(t, await dial(t, phone, `*70${site.code}`));
    assert.ok((await t.clock.until(t.console.suspensions.suspend({ scope: ['301'] }))).ok);
    await t.clock.advance(10);
    const late = await site.logIn();
    assert.equal(!late.ok && late.error.code, 'phone-login-ended');
    const next = browser(t, '301');
    const refused = await phone.call(`*70${next.code}`);
    await t.until(() => refused.state === 'ended', 'the call is refused', 40_000);
    assert.equal(refused.finalStatus, 403);
    assert.equal((await next.logIn()).ok, false);
    await t.finish();
  });
});

test('where it is switched off no browser gets a code, and the number is not reachable', async () => {
  const t = await start({ site: { url: 'https://tel.example.net/', language: 'en', phoneLogin: false } });
  const phone = await t.registered('301');
  const asked = t.console.sessions.askPhoneLogin({ number: '301', before: undefined, visitor: VISITOR });
  assert.equal(!asked.ok && asked.error.code, 'phone-login-off');
  const call = await phone.call('*701234');
  await t.until(() => call.state === 'ended', 'the call is refused', 40_000);
  assert.equal(call.finalStatus, 480);
  await t.finish();
});
