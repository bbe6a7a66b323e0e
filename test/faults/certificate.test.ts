/** Security §3: dependency and start-up faults, where the dependency is the certificate of TLS. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeCertificate } from '../../src/platform/certificates/self-made-certificate.ts';
import { ExchangeProcess } from './exchange-process.ts';
import { until } from './waiting.ts';

const DAY_MS = 86_400_000;

/** Files with a certificate that ends so many days from now, and the settings that name them. */
function certificateFor(t: TestContext, days: number): Record<string, string> & { readonly key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'hamvoip-certificate-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const expiresAtMs = Date.now() + days * DAY_MS;
  const text = makeCertificate({
    names: ['127.0.0.1'],
    nowMs: Math.min(Date.now(), expiresAtMs - DAY_MS),
    expiresAtMs,
  });
  const at = text.indexOf('-----BEGIN CERTIFICATE');
  const files = { certificate: join(folder, 'chain.pem'), key: join(folder, 'key.pem') };
  writeFileSync(files.certificate, text.slice(at));
  writeFileSync(files.key, text.slice(0, at));
  return { HAMVOIP_TLS_CERTIFICATE: files.certificate, HAMVOIP_TLS_KEY: files.key, key: files.key };
}

test('with an expired certificate the exchange starts, says so, and phones on UDP telephone', {
  timeout: 60_000,
}, async (t) => {
  const { key: _, ...settings } = certificateFor(t, -1);
  const exchange = await ExchangeProcess.start(t, { firstPort: 18540, settings });
  const { status, text } = await exchange.health();
  assert.equal(status, 503);
  assert.match(text, /"tls":\{"status":"fail"/);
  assert.match(exchange.output, /expired/);
  const phone = await exchange.registered('100');
  const call = await phone.call('9043');
  await until('it is answered', () => call.state === 'answered');
});

test('with a key that cannot be read every TLS connection is refused, and phones on UDP telephone', {
  timeout: 60_000,
}, async (t) => {
  const { key, ...settings } = certificateFor(t, 60);
  writeFileSync(key, 'no key');
  const exchange = await ExchangeProcess.start(t, { firstPort: 18550, settings });
  assert.equal((await exchange.health()).status, 503);
  await exchange.registered('100');
  await assert.rejects(exchange.registered('101', { transport: 'TLS' }));
});
