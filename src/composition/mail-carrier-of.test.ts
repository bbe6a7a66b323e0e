import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SmtpDouble } from '../../testkit/smtp-double.ts';
import { loadSettings } from '../config/load-settings.ts';
import { mailCarrierOf } from './mail-carrier-of.ts';

test('the password of the host is not given to a mail server that an administrator set', async () => {
  const server = await SmtpDouble.open();
  const folder = mkdtempSync(join(tmpdir(), 'hamvoip-'));
  const file = join(folder, 'password');
  writeFileSync(file, 'the secret of the host\n');
  try {
    const environment = {
      HAMVOIP_SMTP: `smtp://tel@127.0.0.1:${server.port}`,
      HAMVOIP_SMTP_PASSWORD_FILE: file,
    };
    const loaded = loadSettings({ flags: {}, environment, readFile: () => undefined });
    assert.ok(loaded.ok);
    const mail = { id: 'abc', to: 'jan@example.net', subject: 'x', text: 'x' };
    for (const own of [{}, { password: undefined }, { password: 'of the console' }]) {
      const carrier = mailCarrierOf(loaded.value.settings, own) ?? assert.fail();
      await carrier.send(mail);
      carrier.close();
    }
    const secrets = server.logins.map((login) => Buffer.from(login, 'base64').toString().split('\0').at(-1));
    assert.deepEqual(secrets, ['the secret of the host', 'of the console']);
  } finally {
    rmSync(folder, { recursive: true });
    await server.close();
  }
});
