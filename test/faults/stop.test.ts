/** Security §3: graceful stop and upgrade, and starts that cannot be. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ExchangeProcess } from './exchange-process.ts';
import { Stranger } from './stranger.ts';
import { timed, until } from './waiting.ts';

test('a stop waits for the running call, refuses new ones with 503, and exits 0 when it ended', {
  timeout: 60_000,
}, async (t) => {
  const exchange = await ExchangeProcess.start(t, { firstPort: 18380, settings: { HAMVOIP_DRAIN: '600' } });
  const phone = await exchange.registered('100');
  const other = await exchange.registered('101');
  const call = await phone.call('9043');
  await until('it is answered', () => call.state === 'answered');
  call.media?.startSilence();
  const stopped = exchange.end('SIGTERM');
  await until('it is no longer ready', async () => (await exchange.readiness()) === 503);
  const refused = await other.call('9043');
  await until('the new call is refused', () => refused.state === 'ended', 1_000);
  assert.equal(refused.finalStatus, 503);
  assert.match(refused.finalResponse?.text ?? '', /^Retry-After: \d+/m);
  await pause(1_000);
  assert.equal(exchange.hasEnded, false);
  assert.equal(call.state, 'answered');
  await call.hangUp();
  const { value: code, ms } = await timed(stopped);
  assert.equal(code, 0, exchange.output);
  assert.ok(ms < 15_000, `it took ${Math.round(ms)} ms`);
});

test('a stop without waiting ends the calls with BYE and exits within 15 s; the next start answers soon', {
  timeout: 60_000,
}, async (t) => {
  const exchange = await ExchangeProcess.start(t, { firstPort: 18390 });
  const phone = await exchange.registered('100');
  const call = await phone.call('9043');
  await until('it is answered', () => call.state === 'answered');
  call.media?.startSilence();
  const startedAt = performance.now();
  const code = await exchange.end('SIGTERM');
  assert.equal(code, 0, exchange.output);
  const stopMs = performance.now() - startedAt;
  assert.ok(stopMs < 15_000, `it took ${Math.round(stopMs)} ms`);
  await until('the phone hears of the end', () => call.state === 'ended', 1_000);
  // A phone that asks in the pause repeats itself (timer E) and is answered by the next start.
  const asked = phone.register();
  await exchange.start();
  assert.equal((await asked).status, 200);
  const { status } = await phone.register();
  assert.equal(status, 200);
});

test('asked to stop at any moment of its start, it ends in order and leaves nothing behind', {
  timeout: 120_000,
}, async (t) => {
  const exchange = await ExchangeProcess.start(t, { firstPort: 18530 });
  await exchange.end('SIGTERM');
  const stranger = await Stranger.at('127.0.0.1', exchange.sipPort);
  t.after(() => stranger.close());
  // The first answer comes before the web, the metrics and the control socket are there.
  exchange.launch();
  await until('it answers', async () => (await stranger.ask('100', 20)) !== undefined, 20_000);
  assert.equal(await exchange.end('SIGTERM'), 0, exchange.output);
  for (const afterMs of [200, 500, 800, 1_100, 1_400, 1_700]) {
    exchange.launch();
    await pause(afterMs);
    const code = await exchange.end('SIGTERM');
    // Null: before it had opened anything, the signal ended it.
    assert.ok(code === 0 || code === null, `${code} after ${afterMs} ms: ${exchange.output}`);
  }
  await exchange.start();
  assert.equal((await exchange.registered('100')).received(200).length, 1);
  await exchange.assertNoExceptions();
});

test('a port that is in use ends the start with its name, and the running exchange does not notice', {
  timeout: 60_000,
}, async (t) => {
  const exchange = await ExchangeProcess.start(t, { firstPort: 18400 });
  const phone = await exchange.registered('100');
  const code = await startFailing({
    HAMVOIP_DATA: `${exchange.data}-second`,
    HAMVOIP_SIP_PORT: `${exchange.sipPort}`,
    HAMVOIP_HTTP_PORT: '18409',
    HAMVOIP_METRICS: '127.0.0.1:18408',
  });
  assert.equal(code.status, 1);
  assert.match(code.err, /18400[\s\S]*Code +port-in-use/);
  assert.equal((await phone.register()).status, 200);
  const bad = await startFailing({ HAMVOIP_DATA: `${exchange.data}-second`, HAMVOIP_SIP_PORT: 'telephone' });
  assert.equal(bad.status, 78);
  assert.match(bad.err.trim(), /^[^\n]*sip[-_]port[^\n]*$/i);
  const same = await startFailing({ HAMVOIP_DATA: exchange.data, HAMVOIP_SIP_PORT: '18407' });
  assert.match(same.err, /Code +already-running/);
});

async function startFailing(
  settings: Record<string, string>,
): Promise<{ status: number | null; err: string }> {
  const { execFile } = await import('node:child_process');
  const main = new URL('../../src/main.ts', import.meta.url).pathname;
  const env = { HAMVOIP_BIND: '127.0.0.1', HAMVOIP_LANG: 'en', ...settings };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, 'start'], { env, timeout: 20_000 }, (_error, _out, err) =>
      resolve({ status: child.exitCode, err }),
    );
  });
}
