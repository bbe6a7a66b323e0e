import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memorySeal } from '../../testkit/memory-directory.ts';
import { loadSettings } from '../config/load-settings.ts';
import { exchangeSettings } from './exchange-settings.ts';
import { settingsAtWork } from './settings-at-work.ts';

function atWork(environment: Readonly<Record<string, string>> = {}) {
  const loaded = loadSettings({ flags: {}, environment, readFile: () => undefined });
  assert.ok(loaded.ok);
  const settingsOf = (now: typeof loaded.value.settings) => exchangeSettings(now, now.bind, 'test');
  return settingsAtWork({ loaded: loaded.value, seal: memorySeal(), settingsOf });
}

describe('the settings at work', () => {
  it('are those of the host until administrators set others', () => {
    const source = atWork();
    assert.equal(source.adopt(new Map()).settings.ban.attempts, 3);
    assert.equal(source.adopt(new Map([['ban', '5/300/60']])).settings.ban.attempts, 5);
    assert.equal(source.now.origins.ban, 'console');
    assert.equal(source.adopt(new Map()).settings.ban.attempts, 3);
  });

  it('have another mail server only when something about mail changed', () => {
    const source = atWork();
    assert.equal(source.adopt(new Map([['ban', '5/300/60']])).mail, undefined);
    const texts = new Map([['smtp', 'smtp://tel@mail.example.net:587']]);
    const first = source.adopt(texts);
    assert.ok(first.mail?.carrier);
    first.mail.carrier.close();
    assert.equal(source.adopt(texts).mail, undefined);
    const withPassword = source.adopt(
      new Map([...texts, ['smtp-password', source.keep('smtp-password', 'x')]]),
    );
    assert.ok(withPassword.mail?.carrier);
    withPassword.mail.carrier.close();
    assert.deepEqual(source.adopt(new Map()).mail, { carrier: undefined });
  });

  it('leave a mail server that the host pinned', () => {
    const source = atWork({ HAMVOIP_SMTP: 'smtp://tel@host.example.net' });
    const { mail } = source.adopt(new Map([['smtp', 'smtp://tel@other.example.net']]));
    assert.equal(mail, undefined);
    assert.equal(source.now.settings.smtp?.host, 'host.example.net');
    const [password] = source.describe(new Map()).filter(({ isSecret }) => isSecret);
    assert.equal(password?.isChangeable, false);
  });

  it('are described with every key once', () => {
    const keys = atWork()
      .describe(new Map())
      .map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(keys.includes('ban') && keys.includes('smtp-password'));
  });
});
