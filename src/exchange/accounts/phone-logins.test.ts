import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { PhoneLogins } from './phone-logins.ts';

function stage() {
  const clock = new FakeClock();
  const logins = new PhoneLogins({ clock, random: seededRandom(1) });
  const asked = (number: string, source = '192.0.2.1', before?: string) =>
    logins.ask({ name: number, numbers: [number], source, before });
  const ask = (...wanted: Parameters<typeof asked>) => {
    const answer = asked(...wanted);
    assert.ok(answer.ok);
    return { browser: answer.value.browser, code: answer.value.view.code };
  };
  return { clock, logins, asked, ask };
}

/** A code that differs from this one in a single figure. */
function almost(code: string): string {
  return `${(Number(code[0]) + 1) % 10}${code.slice(1)}`;
}

test('a browser may be who has called with its code, once', () => {
  const { logins, ask } = stage();
  const { browser, code } = ask('301');
  assert.match(code, /^\d{4}$/);
  const early = logins.redeem(browser, '192.0.2.1');
  assert.equal(!early.ok && early.error.code, 'phone-login-waiting');
  assert.equal(logins.confirm('301', code), 'confirmed');
  assert.equal(logins.show(browser)?.isConfirmed, true);
  const redeemed = logins.redeem(browser, '192.0.2.1');
  assert.equal(redeemed.ok && redeemed.value.extension, '301');
  const again = logins.redeem(browser, '192.0.2.1');
  assert.equal(!again.ok && again.error.code, 'phone-login-ended');
  assert.equal(logins.confirm('301', code), 'wrong', 'the code is used');
});

test('a code is worth nothing from another extension, and to another browser', () => {
  const { logins, ask } = stage();
  const { browser, code } = ask('301');
  assert.equal(logins.confirm('302', code), 'wrong');
  assert.equal(logins.show(browser)?.isConfirmed, false);
  assert.equal(logins.show('another'), undefined);
  assert.equal(logins.redeem('another', '192.0.2.1').ok, false);
});

test('a code ends after two minutes, also one that was called with, and whatever the wall clock does', async () => {
  const { clock, logins, ask } = stage();
  const { browser, code } = ask('301');
  clock.jumpWallTime(3_600_000);
  assert.equal(logins.confirm('301', code), 'confirmed');
  await clock.advance(119_000);
  assert.notEqual(logins.show(browser), undefined);
  await clock.advance(1_000);
  assert.equal(logins.show(browser), undefined);
  assert.equal(logins.redeem(browser, '192.0.2.1').ok, false);
});

test('five wrong codes shut an extension out for a quarter of an hour; a right one forgives', async () => {
  const { clock, logins, ask } = stage();
  const first = ask('301');
  for (let n = 0; n < 4; n += 1) assert.equal(logins.confirm('301', almost(first.code)), 'wrong');
  assert.equal(logins.confirm('301', first.code), 'confirmed');
  const second = ask('301');
  for (let n = 0; n < 5; n += 1) assert.equal(logins.confirm('301', almost(second.code)), 'wrong');
  assert.equal(logins.confirm('301', second.code), 'too-many');
  assert.equal(logins.confirm('302', second.code), 'wrong', 'nobody else is shut out');
  await clock.advance(15 * 60_000);
  const third = ask('301');
  assert.equal(logins.confirm('301', third.code), 'confirmed');
});

test('codes that are open for one number differ in two figures, so that one wrong key hits none', () => {
  const { ask } = stage();
  const codes = Array.from({ length: 5 }, (_, n) => ask('301', `192.0.2.${n}`).code);
  for (const code of codes) {
    for (const other of codes) {
      const differing = [...code].filter((figure, at) => figure !== other[at]).length;
      assert.ok(code === other || differing >= 2, `${code} ${other}`);
    }
  }
});

test('one number, one address and all together have only so many open', async () => {
  const { clock, logins, asked, ask } = stage();
  for (let n = 0; n < 5; n += 1) ask('301', `192.0.2.${n}`);
  const sixth = asked('301', '192.0.2.9');
  assert.equal(!sixth.ok && sixth.error.code, 'too-many-requests');
  for (let n = 0; n < 10; n += 1) ask(`${400 + n}`, '198.51.100.1');
  assert.equal(asked('499', '198.51.100.1').ok, false);
  for (let n = 0; n < 985; n += 1) ask(`5${n}`, `source ${n}`);
  assert.equal(asked('700', 'one more').ok, false);
  await clock.advance(120_000);
  assert.equal(asked('700', 'one more').ok, true);
  assert.equal(logins.confirm('301', '0000'), 'wrong');
});

test('a browser that asks again gives up what it had', () => {
  const { logins, ask } = stage();
  const first = ask('301');
  const second = ask('301', '192.0.2.1', first.browser);
  assert.equal(logins.show(first.browser), undefined);
  assert.equal(logins.confirm('301', first.code), 'wrong');
  assert.equal(logins.confirm('301', second.code), 'confirmed');
});

test('who logs in does not use up the tries of his address', () => {
  const { logins, ask } = stage();
  for (let n = 0; n < 30; n += 1) {
    const { browser, code } = ask('301');
    assert.equal(logins.confirm('301', code), 'confirmed');
    assert.ok(logins.redeem(browser, '192.0.2.1').ok);
  }
});
