import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CATALOGUE, SETTING_NAMES } from './catalogue.ts';
import { isChangeable, isPossible, withConsole } from './console-settings.ts';
import { type LoadedSettings, loadSettings } from './load-settings.ts';
import { LIVE_SETTINGS } from './setting-groups.ts';

function loaded({
  flags = {},
  environment = {},
  file = '',
}: {
  flags?: Record<string, string>;
  environment?: Record<string, string>;
  file?: string;
} = {}): LoadedSettings {
  const read = loadSettings({ flags, environment, readFile: () => file });
  assert.ok(read.ok);
  return read.value;
}

describe('what administrators set', () => {
  it('holds over the file and over the default', () => {
    const { settings, origins, texts } = withConsole(
      loaded({ file: 'ban = "5/600/60"\n' }),
      new Map([
        ['ban', '4/300/1800'],
        ['club', 'Club Example'],
      ]),
    );
    assert.deepEqual(settings.ban, { attempts: 4, windowMs: 300_000, banMs: 1_800_000 });
    assert.equal(settings.club, 'Club Example');
    assert.deepEqual([origins.ban, origins.club, origins.contact], ['console', 'console', 'default']);
    assert.equal(texts.ban, '4/300/1800');
  });

  it('gives way to a flag and to a variable of the host', () => {
    const host = loaded({ flags: { ban: '9/9/9' }, environment: { HAMVOIP_CLUB: 'Host' } });
    const { settings, origins } = withConsole(
      host,
      new Map([
        ['ban', '4/300/1800'],
        ['club', 'Console'],
      ]),
    );
    assert.equal(settings.ban.attempts, 9);
    assert.equal(settings.club, 'Host');
    assert.deepEqual([origins.ban, origins.club], ['flag', 'environment']);
    assert.ok(!isChangeable('ban', host.origins));
  });

  it('cannot be what needs a restart, nor what names a file', () => {
    const { settings } = withConsole(
      loaded(),
      new Map([
        ['sip-port', '5999'],
        ['smtp-password-file', '/etc/shadow'],
      ]),
    );
    assert.equal(settings.sipPort, 5060);
    assert.equal(settings.smtpPasswordFile, '');
    for (const name of LIVE_SETTINGS)
      assert.doesNotMatch(CATALOGUE[name].key, /file|data|certificate|tls-key/);
  });

  it('is left out when it is not understood, so that the exchange starts', () => {
    const { settings, origins } = withConsole(loaded(), new Map([['ban', 'three times']]));
    assert.equal(settings.ban.attempts, 3);
    assert.equal(origins.ban, 'default');
    assert.ok(!isPossible('ban', 'three times'));
    assert.ok(isPossible('ban', ' 3/300/3600 '));
  });

  it('means the default when it is empty', () => {
    assert.equal(
      withConsole(loaded({ file: 'club = "File"' }), new Map([['club', '']])).settings.club,
      undefined,
    );
    assert.ok(isPossible('limits', ''));
  });

  it('has a default that is possible, for every setting', () => {
    for (const name of SETTING_NAMES) assert.ok(isPossible(name, CATALOGUE[name].byDefault), name);
  });
});

describe('hamvoip.toml', () => {
  it('is told by its line for each setting in it', () => {
    const { file } = loaded({
      file: '# the club\nclub = "Example"\n\n  sip_port = 5070\n"time-zone" = "UTC"\n',
    });
    assert.deepEqual(file.lines, { club: 2, sipPort: 4, timeZone: 5 });
    assert.match(file.path, /hamvoip\.toml$/);
  });
});
