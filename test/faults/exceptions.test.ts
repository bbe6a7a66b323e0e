/** Security §3: an exception of ours is answered 500 and counted, and everyone else's calls go on. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { BugError } from '../../src/base/bug-error.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

test('an exception in a message handler costs that message, not the exchange', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const running = await t.talk(caller, callee);
  const third = await t.registered('102');
  const { wallTime } = t.clock;
  t.clock.wallTime = () => {
    if (new Error().stack?.includes('new Call ')) throw new BugError('on purpose');
    return wallTime.call(t.clock);
  };
  const broken = await third.call('101');
  await t.until(() => broken.state === 'ended', 'the message is answered', 1_000);
  assert.equal(broken.finalStatus, 500);
  assert.equal(t.journal.of('handler-exception').length, 1);
  t.clock.wallTime = wallTime;
  t.journal.clear();
  running.call.media?.startTone(440);
  running.incoming.media?.startSilence();
  await t.clock.advance(1_500);
  assert.ok(running.incoming.media?.hears(440), 'the other call goes on');
  const next = await third.call('9043');
  await t.until(() => next.state === 'answered', 'the next call is served');
  await t.clock.until(next.hangUp());
  await t.clock.until(running.call.hangUp());
  t.assertNoExceptions();
});

test('an exception that nobody caught is told, and the process lives', async () => {
  const strays = new URL('../../src/platform/process/stray-exceptions.ts', import.meta.url).href;
  const script = `
    import { catchStrayExceptions } from ${JSON.stringify(strays)};
    catchStrayExceptions((error) => console.log('told', error.message));
    setTimeout(() => { throw new Error('timer'); }, 1);
    Promise.reject(new Error('promise'));
    setTimeout(() => console.log('lives'), 50);`;
  const { code, out } = await new Promise<{ code: number | null; out: string }>((resolve) => {
    const args = ['--input-type=module', '-e', script];
    const child = execFile(process.execPath, args, (_error, out) => resolve({ code: child.exitCode, out }));
  });
  assert.equal(code, 0);
  assert.deepEqual(out.trim().split('\n').sort(), ['lives', 'told promise', 'told timer']);
});
