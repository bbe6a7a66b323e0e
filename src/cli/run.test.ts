import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk, START_FACTS } from '../../testkit/cli-desk.ts';
import { fail, ok } from '../base/result.ts';
import { SocketError } from '../base/sockets.ts';
import { type LiveExchange, OFFLINE } from '../exchange/administration/live-exchange.ts';
import { StoreError } from '../store/store.ts';
import { dataFolderFailure } from './failure.ts';
import type { CliParts, StartFacts } from './parts.ts';

const CALL = {
  id: 'c1',
  from: '301',
  to: '302',
  reached: '302',
  state: 'answered',
  startedAtMs: 0,
  answeredAtMs: 60_000,
  legs: [{ extension: '301', codec: 'PCMA/8000', quality: null }],
  transcoded: false,
} as const;
const PHONE = {
  contactUri: 'sip:301@192.168.1.20',
  transport: 'udp',
  userAgent: 'Desk phone\u001b[2J 1',
  registeredAtMs: 0,
  expiresAtMs: 3_600_000,
  reachable: true,
  roundTripMs: 23.4,
  silentSinceMs: null,
  routerSigns: [],
};
const RUNNING: LiveExchange = {
  ...OFFLINE,
  running: true,
  registrationCount: 1,
  registrationsOf: (number) => (number === '301' ? [PHONE] : []),
  calls: () => [CALL],
  endCall: (id) => (id === CALL.id ? CALL : undefined),
};
const ADD_JAN = 'extension add 301 --callsign px0aaa --name Jan';
let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
});

describe('extension add', () => {
  it('prints number, call sign, password and how to go on', async () => {
    const out = await desk.good(ADD_JAN);
    assert.match(out, /✓ Extensie 301 is gemaakt\./);
    assert.match(out, /Roepletters +PX0AAA/);
    assert.match(out, /Wachtwoord +[a-z2-9]{20}\n/);
    assert.match(out, /npx hamvoip extension show 301\n/);
  });

  it('prints one JSON object with --json, wherever that stands', async () => {
    const { code, json } = await desk.run(`--json ${ADD_JAN}`);
    assert.equal(code, 0);
    const { number, callsign, name, password } = json() as Record<string, string>;
    assert.deepEqual([number, callsign, name, password?.length], ['301', 'PX0AAA', 'Jan', 20]);
  });

  it('speaks English', async () => {
    const out = await desk.good(`${ADD_JAN} --lang en`);
    assert.match(out, /Extension 301 is made\.[\s\S]*Call sign +PX0AAA[\s\S]*shown this once/);
    desk.environment = { HAMVOIP_LANG: 'en' };
    assert.match(await desk.good('extension list'), /call sign/);
  });

  it('proposes a number, takes names with spaces and a password of one’s own', async () => {
    const out = await desk.good('extension add --callsign PX0AAA --name Jan_de_Zender --password geheim1234');
    assert.match(out, /Nummer +100\n[\s\S]*Jan de Zender[\s\S]*geheim1234/);
  });

  it('warns of a short password that was allowed', async () => {
    const { code, err } = await desk.run(`${ADD_JAN} --password kort --weak`);
    assert.equal(code, 0);
    assert.match(err, /^! .*snel te raden/);
  });

  it('repeats --data in the commands it proposes', async () => {
    assert.match(await desk.good(`${ADD_JAN} --data=/srv/x`), /extension show 301 --data \/srv\/x/);
  });
});

/** In both languages: what a person may get wrong, the exit code, the code, and a word of each language. */
const WRONG: readonly [line: string, exitCode: number, code: string, nl: RegExp, en: RegExp][] = [
  ['extension add 30x --callsign PX0AAA --name Jan', 2, 'number-invalid', /2 tot 8 cijfers/, /2 to 8 digits/],
  ['extension add 112 --callsign PX0AAA --name Jan', 1, 'number-taken', /Nummer 112/, /Number 112/],
  ['extension add 301 --callsign PX0-AAA --name Jan', 2, 'callsign-invalid', /roepletters/, /call sign/],
  ['extension add 301 --callsign PX0AAA --name _', 2, 'name-invalid', /naam/, /name/],
  ['extension add 301 --callsign PX0AAA --name Jan --email jan', 2, 'email-invalid', /e-mailadres/, /e-mail/],
  [
    'extension add 301 --callsign PX0AAA --name Jan --password kort',
    2,
    'password-weak',
    /te kort/,
    /too short/,
  ],
  [
    'extension add 301 --callsign PX0AAA --name Jan --password wachtwóórd',
    2,
    'password-invalid',
    /accenten/,
    /accents/,
  ],
  ['extension add 301 --name Jan', 2, 'usage', /ontbreekt --callsign/, /--callsign <callsign> is missing/],
  ['extension add 301 --callsign', 2, 'usage', /hoort een waarde/, /needs a value/],
  ['extension add 301 302 --callsign PX0AAA --name Jan', 2, 'usage', /te veel/, /too many/],
  ['extension list --colour red', 2, 'usage', /--colour bestaat niet/, /no option --colour/],
  ['extension paint', 2, 'usage', /opdracht paint/, /command paint/],
  ['extension show', 2, 'usage', /ontbreekt number/, /number is missing/],
  ['extension show 399', 1, 'not-found', /geen extensie 399/, /no extension 399/],
  ['extension password 399', 1, 'not-found', /extensie 399/, /extension 399/],
  ['extension remove 399', 1, 'not-found', /extensie 399/, /extension 399/],
  ['extension caller-id 399 number', 1, 'not-found', /extensie 399/, /extension 399/],
  ['extension caller-id 301 everything', 2, 'usage', /everything kan/, /everything cannot/],
  ['extension import none.csv', 2, 'file-missing', /none.csv is er niet/, /no file none.csv/],
  ['conference add 900', 2, 'usage', /--name/, /--name/],
  ['conference add 9 --name Ronde', 2, 'number-invalid', /9 kan geen/, /9 cannot/],
  ['conference add 900 --name Ronde --pin 12', 2, 'pin-invalid', /6 tot 12/, /6 to 12/],
  ['conference remove 900', 1, 'not-found', /conferentiebrug 900/, /conference 900/],
  ['ban add 192.0.2.300', 2, 'address-invalid', /192.0.2.300 is geen/, /192.0.2.300 is not/],
  ['ban add 192.0.2.3 --for long', 2, 'duration-invalid', /eenheid/, /unit/],
  ['ban add 192.0.2.3 --for 9999d', 2, 'duration-invalid', /10 jaar/, /10 years/],
  ['ban lift 192.0.2.3', 1, 'not-found', /blokkade van 192/, /ban of 192/],
  ['whitelist add 192.0.2.3', 2, 'usage', /--for/, /--for/],
  ['whitelist add 192.0.2.3 --for 399', 1, 'not-found', /extensie 399/, /extension 399/],
  ['whitelist add 10.0.0.0/8 --for 399', 2, 'network-too-wide', /te groot/, /too wide/],
  ['whitelist add x --for 301', 2, 'address-invalid', /x is geen adres/, /x is not an address/],
  ['whitelist add 192.0.2.3 --for 301 --until soon', 2, 'duration-invalid', /toekomst/, /future/],
  ['whitelist remove 192.0.2.3', 1, 'not-found', /uitzondering 192/, /whitelist entry 192/],
  ['call end c1', 1, 'not-running', /draait niet/, /not running/],
  ['dance', 2, 'usage', /opdracht dance/, /command dance/],
];

describe('what a person gets wrong', () => {
  for (const [line, exitCode, code, nl, en] of WRONG) {
    it(`is explained: ${line}`, async () => {
      assert.match(await desk.bad(line, exitCode, code), nl);
      assert.match(await desk.bad(`${line} --lang=en`, exitCode, code), en);
    });
  }

  it('is a JSON object on stderr with --json', async () => {
    const { code, out, err } = await desk.run('extension show 399 --json');
    assert.equal(code, 1);
    assert.equal(out, '');
    const failure = JSON.parse(err);
    assert.equal(failure.code, 'not-found');
    assert.equal(failure.values.name, '399');
  });

  it('is one line for a setting, and exit code 78', async () => {
    for (const line of ['status --sip-port high', 'status --sip-port=70000']) {
      const { code, out, err } = await desk.run(line);
      assert.deepEqual([code, out, err.split('\n').length], [78, '', 2]);
      assert.match(err, /--sip-port/);
    }
    desk.environment = { HAMVOIP_RTP_PORT: '1' };
    assert.equal((await desk.run('status')).code, 78);
  });

  it('may be a setting without its value', async () => {
    const { code, err } = await desk.run('status --data');
    assert.deepEqual([code, err], [2, '✕ Na --data hoort een waarde.\n']);
  });
});

describe('extensions', () => {
  it('are shown with everything to type into a phone', async () => {
    await desk.good(ADD_JAN);
    const nl = await desk.good('extension show 301');
    for (const part of [
      /SIP-server +tel\.example\.net/,
      /Poort +5070/,
      /UDP \/ TCP/,
      /Gebruiker +301/,
      /3600 seconden/,
      /PCMA/,
    ]) {
      assert.match(nl, part);
    }
    assert.match(nl, /één keer gegeven[\s\S]*extension password 301/);
    const en = await desk.good('extension show 301 --lang en');
    for (const part of [/SIP server +tel\.example\.net/, /User +301/, /given once/, /3600 seconds/]) {
      assert.match(en, part);
    }
  });

  it('are listed, as a table and as an array', async () => {
    assert.match(await desk.good('extension list'), /nog geen extensies/);
    await desk.good(ADD_JAN);
    await desk.good(
      'extension add 99 --callsign PX0AAB --name Een_naam_die_veel_te_lang_is_om_in_een_regel_van_80_te_passen',
    );
    const lines = (await desk.good('extension list')).split('\n');
    assert.match(lines[0] ?? '', /^nummer {2}roepletters {2}naam/);
    assert.match(lines[1] ?? '', /^99 {6}PX0AAB {7}Een naam .*…?$/);
    const { json } = await desk.run('extension list --json');
    assert.deepEqual(
      (json() as { number: string }[]).map(({ number }) => number),
      ['99', '301'],
    );
  });

  it('get a new password, another caller id, and go', async () => {
    await desk.good(ADD_JAN);
    assert.match(
      await desk.good('extension password 301'),
      /nieuw wachtwoord[\s\S]*Wachtwoord +[a-z2-9]{20}/,
    );
    assert.match(await desk.good('extension password 301 --password geheim1234'), /geheim1234/);
    assert.match(await desk.good('extension caller-id 301 number'), /alleen het nummer/);
    assert.match(await desk.good('extension remove 301'), /Extensie 301 is verwijderd/);
    assert.match(await desk.good('extension list'), /nog geen/);
  });

  it('come from a file, all or none', async () => {
    desk.files.set('good.csv', 'number,callsign,name\n301,PX0AAA,Jan\n302,PX0AAB,Piet\n');
    desk.files.set('bad.csv', 'number,callsign,name\n303,PX0AAC,Kees\n301,PX0AAD,Wim\n304,PX0-AA,Ans\n');
    desk.files.set('odd.csv', 'callsign,name,street\nPX0AAA,Jan,x\n');
    const out = await desk.good('extension import good.csv');
    assert.match(out, /2 extensies zijn gemaakt[\s\S]*301 +PX0AAA +Jan +[a-z2-9]{20}/);
    const err = await desk.bad('extension import bad.csv', 2, 'rows-refused');
    assert.match(err, /Niets gewijzigd[\s\S]*2 van de 3[\s\S]*regel 3: Nummer 301[\s\S]*regel 4: PX0-AA/);
    assert.match(await desk.bad('extension import odd.csv --lang en', 2, 'csv-invalid'), /column "street"/);
    const { json } = await desk.run('extension list --json');
    assert.equal((json() as unknown[]).length, 2);
  });

  it('are looked at before a file makes them: nothing is changed, and what cannot be is a failure', async () => {
    await desk.good(ADD_JAN);
    desk.files.set('list.csv', 'number,callsign,name\n301,PX0AAA,Johan\n302,PX0AAB,Piet\n302,PX0AAC,Kees\n');
    const look = await desk.run('extension import list.csv --dry-run --update');
    assert.equal(look.code, 2);
    assert.match(look.out, /regel 2 +wijzigt · 301 PX0AAA Johan · naam: Jan → Johan/);
    assert.match(look.out, /regel 3 +nieuw · 302 PX0AAB Piet/);
    assert.match(look.out, /regel 4 +kan niet · 302 PX0AAC Kees · nummer: Nummer 302 staat al in\s+rij 2/);
    assert.match(look.out, /1 nieuw, 1 gewijzigd, 0 hetzelfde, 1 kan niet[\s\S]*nog niets gewijzigd/);
    assert.doesNotMatch(await desk.good('extension list'), /Piet|Johan/);
    const asJson = (await desk.run('extension import list.csv --dry-run --json')).json() as {
      totals: object;
      version: string;
    };
    assert.deepEqual(asJson.totals, { rows: 3, create: 1, change: 0, keep: 0, refuse: 2 });
    assert.equal(asJson.version.length, 3 * 8);
  });

  it('are changed by a file that says so, with new passwords only where it gives some', async () => {
    await desk.good(ADD_JAN);
    desk.files.set(
      'list.csv',
      'number;callsign;name;password\n301;PX0AAA;Johan;\n302;PX0AAB;Piet;geheim1234\n',
    );
    const done = await desk.good('extension import list.csv --update');
    assert.match(
      done,
      /1 extensie is gemaakt[\s\S]*1 extensie is gewijzigd[\s\S]*302 +PX0AAB +Piet +geheim1234/,
    );
    assert.match(await desk.good('extension show 301'), /Johan/);
    const again = await desk.good('extension import list.csv --update');
    assert.match(again, /2 rijen zeiden niets nieuws/);
  });

  it('come from a file in the one-byte letters of older spreadsheets, with a warning', async () => {
    desk.bytes.set('excel.csv', Buffer.from('callsign;name\r\nPX0AAA;Zo\xeb\r\n', 'latin1'));
    const { code, out, err } = await desk.run('extension import excel.csv');
    assert.equal(code, 0);
    assert.match(out, /PX0AAA +Zoë/);
    assert.match(err, /geen UTF-8/);
  });

  it('say when a file cannot be read', async () => {
    desk.replace = {
      readBytes: async (path) => {
        if (path === 'locked.csv') throw new Error('EACCES: permission denied');
        return undefined;
      },
    };
    assert.match(await desk.bad('extension import locked.csv', 1, 'file-unreadable'), /EACCES/);
  });
});

describe('conferences, bans and the whitelist', () => {
  it('have conferences', async () => {
    assert.match(await desk.good('conference list'), /nog geen/);
    assert.match(
      await desk.good('conference add 900 --name Ronde --pin 482913'),
      /Conferentiebrug 900 is gemaakt/,
    );
    assert.match(await desk.good('conference list --lang en'), /900 +Ronde +yes +0/);
    assert.match(await desk.good('conference remove 900'), /verwijderd/);
  });

  it('have bans, an hour by default', async () => {
    assert.match(await desk.good('ban list'), /geen adres/);
    const { json } = await desk.run('ban add 192.0.2.3 --json');
    const { since, until } = json() as { since: string; until: string };
    assert.equal(Date.parse(until) - Date.parse(since), 3_600_000);
    assert.match(await desk.good('ban add 2001:db8::7 --for 7d'), /2001:db8:0:0::\/64 is geblokkeerd tot \d/);
    const list = await desk.good('ban list');
    assert.match(list, /192\.0\.2\.3 +met de hand +\d+ \w+ \d{4} \d\d\.\d\d/);
    assert.match(await desk.good('ban lift 192.0.2.3'), /vrijgegeven/);
    assert.match(await desk.good('ban lift 2001:db8:0:0::/64 --lang en'), /lifted/);
  });

  it('have a whitelist', async () => {
    await desk.good(ADD_JAN);
    assert.match(await desk.good('whitelist list'), /niets op de whitelist/);
    assert.match(await desk.good('whitelist add 192.0.2.0/24 --for 301 --note thuis'), /voor extensie 301/);
    await desk.good('whitelist add thuis.example.net --for 301 --until 2099-01-01T12:00:00Z');
    const list = await desk.good('whitelist list');
    assert.match(list, /192\.0\.2\.0\/24 +301 +altijd +thuis/);
    assert.match(list, /thuis\.example\.net +301 +1 jan 2099 13\.00/);
    assert.match(await desk.good('whitelist remove 192.0.2.0/24'), /niet meer/);
    const wide = await desk.run('whitelist add 203.0.0.0/20 --for 301 --lang en');
    assert.equal(wide.code, 0);
    assert.match(wide.err, /wide network/);
  });
});

describe('a running exchange', () => {
  beforeEach(async () => {
    desk = await CliDesk.open(RUNNING);
    await desk.good(ADD_JAN);
  });

  it('tells which phones are registered, without obeying what they wrote', async () => {
    await desk.good('extension add 302 --callsign PX0AAB --name Piet');
    const list = await desk.good('extension list');
    assert.match(list, /● +301 +PX0AAA +Jan +Bereikbaar +Desk phone\?\[2J 1/);
    assert.match(list, /○ +302 +PX0AAB +Piet +Niet aangemeld/);
    assert.match(await desk.good('extension show 301'), /Toestellen +Desk phone\?\[2J 1 over UDP/);
    assert.match(await desk.good('extension show 302 --lang en'), /No phone is registered/);
  });

  it('shows and ends calls', async () => {
    assert.match(await desk.good('call list'), /▶ +c1 +301 +302 +In gesprek +1 jan 1970 01\.01/);
    assert.match(await desk.good('call end c1'), /van 301 met 302/);
    assert.match(await desk.bad('call end c2 --lang en', 1, 'not-found'), /no call c2/);
  });

  it('has a status', async () => {
    assert.match(await desk.good('status'), /● De centrale draait\.[\s\S]*Aangemelde toestellen +1/);
    desk = await CliDesk.open();
    assert.match(await desk.good('status --lang en'), /○ The exchange is not running/);
    assert.match(await desk.good('call list'), /draait niet/);
    assert.deepEqual((await desk.run('call list --json')).json(), []);
  });

  it('is not started twice', async () => {
    assert.match(await desk.bad('start', 1, 'already-running'), /draait al/);
  });

  it('may answer in a way this version does not know', async () => {
    desk.replace = { controlRequest: async () => ({ status: 200, body: { strange: true } }) };
    await desk.bad('extension list', 1, 'answer-unreadable');
    desk.replace = { controlRequest: async () => ({ status: 500, body: undefined }) };
    await desk.bad('extension list --lang en', 1, 'answer-unreadable');
  });
});

describe('start', () => {
  it('tells where it can be reached and, the first time, what to do', async () => {
    const nl = await desk.good('start');
    for (const part of [
      /Hamvoip 0\.0\.1 · tel\.example\.net · klaar in 0,4 s/,
      /udp\/tcp 5060, 5070 · tls 5061/,
      /20000–40999/,
      /node:dgram/,
    ]) {
      assert.match(nl, part);
    }
    assert.match(
      nl,
      /nog geen extensies[\s\S]*npx hamvoip extension add[\s\S]*npx hamvoip extension show[\s\S]*9043 of \*43/,
    );
    assert.match(await desk.good('start --lang en'), /ready in 0\.4 s[\s\S]*no extensions yet/);
    assert.equal(((await desk.run('start --json')).json() as StartFacts).socketBackend, 'node:dgram');
  });

  it('is silent about first steps once there are extensions, and gives the exit code of the exchange', async () => {
    const off = { sipPorts: [], sipsPort: undefined, webUrl: undefined, metrics: undefined };
    const facts = { ...START_FACTS, ...off, extensions: 2 };
    desk.replace = { startExchange: async () => ok({ facts, stopped: Promise.resolve(3) }) };
    const { code, out } = await desk.run('start');
    assert.equal(code, 3);
    assert.doesNotMatch(out, /extension add/);
    assert.match(out, /SIP +uit/);
  });

  it('says aloud that TLS does not work', async () => {
    const certificate = { source: 'files', fault: 'expired', expiresAtMs: 0, names: [] } as const;
    const facts = { ...START_FACTS, certificate };
    desk.replace = { startExchange: async () => ok({ facts, stopped: Promise.resolve(0) }) };
    const { code, err } = await desk.run('start --lang en');
    assert.equal(code, 0);
    assert.match(
      err,
      /wrong with the certificate for TLS: the certificate has\s+expired\.\s+UDP and TCP work\./,
    );
  });

  it('explains why it cannot', async () => {
    const failures: readonly [CliParts['startExchange'], string, number][] = [
      [() => Promise.reject(new SocketError('in-use', 'udp 0.0.0.0:5060: EADDRINUSE')), 'port-in-use', 1],
      [() => Promise.reject(new SocketError('no-such-address', 'udp 192.0.2.1:5060')), 'address-not-here', 1],
      [() => Promise.reject(new StoreError('newer', 'schema 9')), 'store-newer', 1],
      [() => Promise.reject(new StoreError('busy', 'locked')), 'store-busy', 75],
      [
        async () => fail(dataFolderFailure({ reason: 'in-use', path: '/srv/x', pid: 12, code: 'x' })),
        'data-in-use',
        75,
      ],
      [() => Promise.reject(new Error('a mistake')), 'internal-fault', 1],
    ];
    for (const [startExchange, code, exitCode] of failures) {
      desk.replace = { startExchange };
      await desk.bad('start', exitCode, code);
      await desk.bad('start --lang en', exitCode, code);
    }
  });
});

describe('config and help', () => {
  it('shows every setting and where it comes from', async () => {
    desk.environment = { HAMVOIP_SIP_PORT: '5070' };
    desk.files.set('./data/hamvoip.toml', 'ban = "5/60/600"\n');
    const out = await desk.good('config --http-port 8081');
    assert.match(out, /sip-port +omgeving +5070/);
    assert.match(out, /http-port +opdracht +8081/);
    assert.match(out, /ban +bestand +5\/60\/600/);
    assert.match(out, /rtp-ports +standaard +20000-40999/);
    const { json } = await desk.run('config --json');
    assert.deepEqual((json() as Record<string, unknown>)['sip-port'], {
      value: '5070',
      origin: 'environment',
      variable: 'HAMVOIP_SIP_PORT',
    });
  });

  it('helps in both languages, with settings that cannot be used, too', async () => {
    assert.match(await desk.good('--help'), /Gebruik:[\s\S]*Opdrachten:[\s\S]*--json/);
    assert.match(
      await desk.good('extension add --help'),
      /Gebruik: hamvoip extension add \[number\][\s\S]*--callsign/,
    );
    assert.match(await desk.good('--help --lang en'), /Usage:[\s\S]*Commands:/);
    assert.match(await desk.good('--help --sip-port high'), /Gebruik:/);
    assert.equal(await desk.good('--version'), '0.0.1\n');
  });

  it('helps who gives no command, as wrong use', async () => {
    const { code, out, err } = await desk.run('');
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /Opdrachten:/);
    assert.equal((await desk.run('extension')).code, 2);
  });

  it('has colours for people only', async () => {
    desk.replace = { isTerminal: true };
    assert.ok((await desk.run('status')).out.includes('\u001b['));
    desk.environment = { NO_COLOR: '1' };
    assert.ok(!(await desk.run('status')).out.includes('\u001b['));
    desk.environment = { LANG: 'C', NO_COLOR: '1' };
    assert.match((await desk.run('status')).out, /^o /);
  });
});
