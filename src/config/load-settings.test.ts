import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CATALOGUE, SETTING_NAMES } from './catalogue.ts';
import { type LoadedSettings, loadSettings } from './load-settings.ts';

interface Given {
  readonly flags?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly file?: string;
  readonly service?: boolean;
}

function load({ flags = {}, environment = {}, file, service = false }: Given) {
  return loadSettings({ flags, environment, readFile: () => file, service });
}

function loaded(given: Given): LoadedSettings {
  const result = load(given);
  assert.ok(result.ok, result.ok ? '' : result.error);
  return result.value;
}

function complaint(given: Given): string {
  const result = load(given);
  assert.equal(result.ok, false);
  return result.ok ? '' : result.error;
}

describe('the defaults', () => {
  it('are those of the contract', () => {
    const { settings, origins } = loaded({});
    assert.deepEqual(settings, {
      club: undefined,
      contact: undefined,
      data: './data',
      domain: undefined,
      bind: ['0.0.0.0', '::'],
      publicAddress: { ipv4: undefined, ipv6: undefined },
      sipPort: 5060,
      sipsPort: 5061,
      sipExtraPorts: [],
      tlsCertificate: undefined,
      tlsKey: undefined,
      httpPort: 8080,
      https: false,
      webOrigins: [],
      proxies: [],
      webUrl: undefined,
      smtp: undefined,
      smtpPasswordFile: '',
      mailFrom: '',
      registration: { shortestS: 60, usualS: 3600, longestS: 7200 },
      numbers: { extensions: { first: 100, last: 899 }, conferences: { first: 900, last: 949 } },
      voicemail: { messages: 20, longestMs: 120_000, keptMs: 30 * 86_400_000 },
      rtpPorts: { first: 20000, last: 40999 },
      metrics: { address: '127.0.0.1', port: 9464 },
      databaseUrl: '',
      digest: ['MD5', 'SHA-256'],
      ban: { attempts: 3, windowMs: 300_000, banMs: 3_600_000 },
      banSite: 0,
      trusted: [],
      limits: {
        rate: 20,
        burst: 40,
        calls: 2,
        newCalls: 30,
        contacts: 5,
        connections: 20,
        allConnections: 2000,
      },
      lang: 'nl',
      timeZone: 'Europe/Amsterdam',
      spokenRefusals: true,
      phoneLogin: true,
      keepAlive: { natMs: 25_000, directMs: 120_000 },
      backupPassphraseFile: '',
      backupKeep: 14,
      backupAt: { hour: 3, minute: 10 },
      directoryAt: { hour: 4, minute: 10 },
      drainMs: 0,
      protectRegisteredFlows: true,
      kernelDrop: false,
      mediaWorkers: 1,
      sockets: 'auto',
    });
    assert.deepEqual(new Set(Object.values(origins)), new Set(['default']));
  });

  it('give calls ten minutes to end when systemd stops the service', () => {
    assert.equal(loaded({ service: true }).settings.drainMs, 600_000);
    assert.equal(loaded({ service: true, environment: { HAMVOIP_DRAIN: '5' } }).settings.drainMs, 5000);
  });

  it('cannot be changed once read', () => {
    const { settings } = loaded({});
    for (const part of [settings, settings.ban, settings.limits, settings.bind, settings.rtpPorts]) {
      assert.ok(Object.isFrozen(part));
    }
  });
});

describe('where a value comes from', () => {
  it('is the flag before the environment before the file', () => {
    const file = 'sip-port = 1\nhttp-port = 2\nlang = "en"';
    const environment = { HAMVOIP_SIP_PORT: '3', HAMVOIP_HTTP_PORT: '4', PATH: '/bin' };
    const { settings, origins } = loaded({ file, environment, flags: { 'sip-port': '5' } });
    assert.equal(settings.sipPort, 5);
    assert.equal(settings.httpPort, 4);
    assert.equal(settings.lang, 'en');
    assert.equal(origins.sipPort, 'flag');
    assert.equal(origins.httpPort, 'environment');
    assert.equal(origins.lang, 'file');
    assert.equal(origins.bind, 'default');
  });

  it('is told with the value as text', () => {
    const { texts } = loaded({ environment: { HAMVOIP_BAN: ' 3/1/1 ' } });
    assert.equal(texts.ban, '3/1/1');
    assert.equal(texts.rtpPorts, '20000-40999');
  });

  it('reads the file in the data folder that was chosen', () => {
    const asked: string[] = [];
    const readFile = (path: string) => void asked.push(path);
    loadSettings({ flags: { data: '/a' }, environment: { HAMVOIP_DATA: '/b' }, readFile });
    loadSettings({ flags: {}, environment: { HAMVOIP_DATA: '/b' }, readFile });
    loadSettings({ flags: {}, environment: {}, readFile });
    assert.deepEqual(asked, ['/a/hamvoip.toml', '/b/hamvoip.toml', './data/hamvoip.toml']);
  });

  it('may be written with lists, numbers and booleans in the file', () => {
    const file =
      'bind = ["192.0.2.1", "2001:db8::1"]\nsip_extra_ports = [5070, 5080]\nprotect-registered-flows = false';
    const { settings } = loaded({ file });
    assert.deepEqual(settings.bind, ['192.0.2.1', '2001:db8::1']);
    assert.deepEqual(settings.sipExtraPorts, [5070, 5080]);
    assert.equal(settings.protectRegisteredFlows, false);
  });

  it('takes flags as command line parsers give them', () => {
    assert.equal(loaded({ flags: { sipPort: '5070' } }).settings.sipPort, 5070);
  });

  it('skips an empty variable unless empty means something', () => {
    const file = 'sip-port = 5070\ntrusted = "192.0.2.0/24"';
    const { settings } = loaded({ file, environment: { HAMVOIP_SIP_PORT: '', HAMVOIP_TRUSTED: '' } });
    assert.equal(settings.sipPort, 5070);
    assert.deepEqual(settings.trusted, []);
  });
});

describe('values', () => {
  const value = (name: string, text: string) => loaded({ environment: { [name]: text } }).settings;

  it('are read into what the rooms need', () => {
    assert.equal(value('HAMVOIP_DOMAIN', 'Tel.Example.ORG.').domain, 'tel.example.org');
    assert.equal(value('HAMVOIP_DOMAIN', '192.0.2.1').domain, '192.0.2.1');
    assert.deepEqual(value('HAMVOIP_PUBLIC_ADDRESS', '198.51.100.1, 2001:db8::1').publicAddress, {
      ipv4: '198.51.100.1',
      ipv6: '2001:db8::1',
    });
    assert.equal(value('HAMVOIP_METRICS', 'off').metrics, undefined);
    assert.deepEqual(value('HAMVOIP_METRICS', '[::1]:9000').metrics, { address: '::1', port: 9000 });
    assert.deepEqual(value('HAMVOIP_METRICS', '9000').metrics, { address: '127.0.0.1', port: 9000 });
    assert.deepEqual(value('HAMVOIP_BAN', '5/60/10').ban, { attempts: 5, windowMs: 60_000, banMs: 10_000 });
    assert.deepEqual(value('HAMVOIP_TRUSTED', '192.0.2.0/24,198.51.100.9,2001:DB8::/32').trusted, [
      '192.0.2.0/24',
      '198.51.100.9/32',
      '2001:db8::/32',
    ]);
    assert.equal(
      value('HAMVOIP_SMTP', 'smtp://jan%40club.example@mail.example').smtp?.user,
      'jan@club.example',
    );
    assert.deepEqual(value('HAMVOIP_NUMBERS', '3000-3999 / 400-409').numbers, {
      extensions: { first: 3000, last: 3999 },
      conferences: { first: 400, last: 409 },
    });
    assert.equal(value('HAMVOIP_SIP_PORT', '0').sipPort, 0);
    assert.deepEqual(
      value('HAMVOIP_WEB_ORIGINS', 'https://Club.example/, http://[2001:db8::1]:81').webOrigins,
      ['https://club.example', 'http://[2001:db8::1]:81'],
    );
    assert.deepEqual(value('HAMVOIP_PROXIES', '192.0.2.7').proxies, ['192.0.2.7/32']);
  });

  it('of limits change only what is named', () => {
    const { limits } = value('HAMVOIP_LIMITS', 'calls=10, new-calls=off');
    assert.equal(limits.calls, 10);
    assert.equal(limits.newCalls, Number.POSITIVE_INFINITY);
    assert.equal(limits.contacts, 5);
    assert.deepEqual(new Set(Object.values(value('HAMVOIP_LIMITS', 'off').limits)), new Set([Infinity]));
  });

  it('that make no sense are refused', () => {
    const bad: readonly (readonly [string, readonly string[]])[] = [
      ['HAMVOIP_SIP_PORT', ['abc', '-1', '65536', '5060.5', '1e3', '99999999999']],
      ['HAMVOIP_SIP_EXTRA_PORTS', ['0', '5070,5070', '5060', '5070 5080']],
      ['HAMVOIP_HTTP_PORT', ['5060', '5061']],
      ['HAMVOIP_SIPS_PORT', ['5060', '8080', 'tls']],
      // A key alone would be left unused.
      ['HAMVOIP_TLS_KEY', ['/etc/hamvoip/key.pem']],
      ['HAMVOIP_HTTPS', ['on', '8443']],
      ['HAMVOIP_WEB_ORIGINS', ['club.example', 'https://club.example/phone', 'wss://club.example', '*,*']],
      ['HAMVOIP_PROXIES', ['192.0.2.0/33', 'proxy.example']],
      ['HAMVOIP_BIND', ['eth0', '192.0.2.1/24', '192.0.2.1,192.0.2.1', ',']],
      ['HAMVOIP_PUBLIC_ADDRESS', ['0.0.0.0', '192.0.2.1,192.0.2.2', 'example.org']],
      ['HAMVOIP_DOMAIN', ['a b', 'sip:example.org', '-x.example', '300.1.1.1', 'a..b']],
      ['HAMVOIP_RTP_PORTS', ['20000', '40999-20000', '80-90', '20000-70000', '20000-20001']],
      ['HAMVOIP_METRICS', ['127.0.0.1', 'localhost:9464', '::1:9464', '127.0.0.1:0']],
      ['HAMVOIP_DATABASE_URL', ['postgres://hamvoip:secret@192.0.2.1/hamvoip']],
      ['HAMVOIP_BAN', ['3', '3/300', '0/300/3600', '3/300/3600/1', 'a/b/c', '3/0/1']],
      ['HAMVOIP_TRUSTED', ['192.0.2.0/33', 'home', '192.0.2.0/24;198.51.100.0/24']],
      ['HAMVOIP_LIMITS', ['on', 'calls', 'calls=0', 'calls=x', 'nonsense=3', 'calls=1,calls=2', 'calls=1=2']],
      ['HAMVOIP_LANG', ['de', 'NL']],
      [
        'HAMVOIP_SMTP',
        ['smtp://us%zzer@mail.example', 'smtp://user:secret@mail.example', 'http://mail.example'],
      ],
      ['HAMVOIP_NUMBERS', ['300-399', '399-300/900-949', '1-9/900-949', '300-950/900-949', '300-399/x']],
      ['HAMVOIP_DRAIN', ['10m', '-1', '86401']],
      ['HAMVOIP_PROTECT_REGISTERED_FLOWS', ['yes', '1']],
      ['HAMVOIP_MEDIA_WORKERS', ['0', '65', 'all']],
    ];
    for (const [name, texts] of bad) {
      for (const text of texts) {
        const line = complaint({ environment: { [name]: text } });
        assert.match(line, new RegExp(name), `${name}=${text}`);
        assert.doesNotMatch(line, /\n|secret/);
      }
    }
  });
});

describe('an error line', () => {
  it('names key, value and allowed values in the chosen language', () => {
    const environment = { HAMVOIP_SIP_PORT: 'abc' };
    assert.equal(
      complaint({ environment }),
      'HAMVOIP_SIP_PORT = "abc" kan niet; toegestaan: 0 (uit) tot 65535',
    );
    assert.equal(
      complaint({ environment: { ...environment, HAMVOIP_LANG: 'en' } }),
      'HAMVOIP_SIP_PORT = "abc" is not possible; allowed: 0 (off) to 65535',
    );
    assert.match(complaint({ environment, file: 'lang = "en"' }), /allowed/);
  });

  it('names the place where the value stands', () => {
    assert.match(complaint({ flags: { 'sip-port': 'abc' } }), /^--sip-port = "abc"/);
    assert.match(complaint({ file: 'sip-port = "abc"' }), /^\.\/data\/hamvoip\.toml: sip-port = "abc"/);
    assert.match(
      complaint({ file: 'sip-port = [[1]]' }),
      /^\.\/data\/hamvoip\.toml: sip-port = "…" kan niet/,
    );
  });

  it('lists the keys there are for one there is not', () => {
    const variable = complaint({ environment: { HAMVOIP_SIPPORT: '5060' } });
    assert.match(variable, /^HAMVOIP_SIPPORT = "5060": onbekende instelling; toegestaan: HAMVOIP_DATA, /);
    assert.match(complaint({ flags: { colour: 'red' } }), /^--colour = "red": .*--sip-port/);
    assert.match(complaint({ file: '[sip]\nport = 5060' }), /hamvoip\.toml: sip = "…": .* sip-port/);
    assert.match(complaint({ file: 'data = "/a"' }), /hamvoip\.toml: data = "\/a": onbekende/);
  });

  it('tells that PostgreSQL is not there yet, without the password', () => {
    const line = complaint({
      environment: { HAMVOIP_LANG: 'en', HAMVOIP_DATABASE_URL: 'postgres://hamvoip:secret@192.0.2.1/h' },
    });
    assert.match(
      line,
      /HAMVOIP_DATABASE_URL = "postgres:\/\/\*\*\*@192\.0\.2\.1\/h".*not supported by this version yet/,
    );
  });

  it('stays one line for a file that cannot be read', () => {
    assert.match(
      complaint({ file: 'sip-port = = 3' }),
      /^\.\/data\/hamvoip\.toml: niet te lezen \([^\n]*\)$/,
    );
    assert.match(complaint({ file: 'sip-port = 1\nsip_port = 2' }), /staat er twee keer/);
    const denied = loadSettings({
      flags: {},
      environment: {},
      readFile: () => {
        throw new Error('EACCES: permission denied');
      },
    });
    assert.match(denied.ok ? '' : denied.error, /niet te lezen \(EACCES/);
  });
});

it('every setting explains itself in both languages', () => {
  for (const name of SETTING_NAMES) {
    const { allowed, meaning, variable } = CATALOGUE[name];
    assert.match(variable, /^HAMVOIP_[A-Z_]+$/);
    for (const words of [allowed, meaning]) assert.ok(words.nl !== '' && words.en !== '', name);
  }
});
