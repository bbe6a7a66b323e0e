import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { TOTP } from 'otpauth';
import type { AddressKey } from '../../../../src/base/address-key.ts';
import { OFFLINE } from '../../../../src/exchange/administration/live-exchange.ts';
import type { DoctorFinding } from '../../../../src/web/contract/doctor.ts';
import type { Whereabouts } from '../../../../src/web/routes/reach.ts';
import { asAdministrator } from '../../../../testkit/console-visit.ts';
import { SiteUnderTest } from '../../../../testkit/site-under-test.ts';
import { setUpWords } from '../../../words/console/set-up.ts';
import { besides, pathOfStep, SET_UP, STEPS } from './steps.ts';

let site: SiteUnderTest;
afterEach(() => site.close());

async function open(given: Parameters<typeof SiteUnderTest.open>[0] = {}): Promise<void> {
  site = await SiteUnderTest.open(given);
  await asAdministrator(site);
}

function holds(key: string): string {
  return site.desk.console.settings.list().find((one) => one.key === key)?.value ?? assert.fail(key);
}

/** Sends the form of settings as a browser would: every field of it, with what is filled in over it. */
async function save(path: string, filled: Readonly<Record<string, string>>, html?: string) {
  const page = html ?? (await site.page(path));
  const form = Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="was-([^"]+)"(?: value="([^"]*)")?/g)].flatMap(
      ([, key = '', value = '']) => [
        [`was-${key}`, value],
        [`set-${key}`, value],
      ],
    ),
  );
  const csrf = /name="csrf" value="([^"]*)"/.exec(page)?.[1] ?? '';
  return site.ask(path, { form: { ...form, csrf, act: 'save', ...filled } });
}

describe('the set-up', () => {
  it('has a page for every step, numbered, with a way back and a way on, in both languages', async () => {
    await open();
    for (const [at, language] of [
      ['', 'nl'],
      ['/en', 'en'],
    ] as const) {
      const words = setUpWords[language];
      const all = await site.page(at + SET_UP);
      for (const [index, step] of STEPS.entries()) {
        assert.ok(all.includes(`href="${at}${pathOfStep(step)}"`), step);
        const html = await site.page(at + pathOfStep(step));
        assert.ok(html.includes(words.count(index + 1, STEPS.length)), step);
        const { before, after } = besides(step);
        assert.ok(html.includes(`href="${at}${before}"`), `${step} back`);
        if (after !== undefined) assert.ok(html.includes(`href="${at}${after}"`), `${step} on`);
      }
    }
    assert.match(await site.page('/beheer/systeem'), /href="\/beheer\/inrichten"/);
  });

  it('is for administrators only', async () => {
    await open();
    site.cookies.clear();
    for (const path of [SET_UP, ...STEPS.map(pathOfStep)]) {
      const { status, headers } = await site.ask(path);
      assert.equal(status, 303, path);
      assert.match(String(headers['location']), /^\/inloggen\?next=/);
    }
    await site.asMember('305', 'PX0AAF');
    assert.match(String((await site.ask(SET_UP)).headers['location']), /^\/inloggen/);
  });

  it('tells on another day what holds by then', async () => {
    await open();
    assert.match(await site.page(SET_UP), /Nog geen naam\./);
    await save(pathOfStep('club'), { 'set-club': 'Club Voorbeeld' });
    const all = await site.page(SET_UP);
    assert.match(all, /Club Voorbeeld/);
    assert.doesNotMatch(all, /Nog geen naam/);
    assert.match(await site.page(pathOfStep('club')), /id="set-club"[^>]*value="Club Voorbeeld"/);
  });
});

describe('the step of the language', () => {
  it('tells what the exchange speaks, and where that is written because it is read at the start', async () => {
    await open();
    const html = await site.page(pathOfStep('taal'));
    assert.match(html, /De centrale spreekt nu Nederlands/);
    assert.match(html, /Zet lang = [^<]* in [^<]*hamvoip\.toml/);
    assert.doesNotMatch(html, /name="set-lang"/);
  });
});

describe('the step of a new or a restored exchange', () => {
  it('gives the commands for the data folder there is, as a shell takes them', async () => {
    await open({ host: { environment: { HAMVOIP_DATA: '/srv/mijn club/' } } });
    const html = (await site.page(pathOfStep('begin'))).replaceAll('&#39;', "'");
    assert.match(
      html,
      /npx hamvoip restore club\.hamvoip-backup --passphrase-file wachtzin\.txt --data '\/srv\/mijn club'</,
    );
    assert.match(html, /mv '\/srv\/mijn club' '\/srv\/mijn club'\.old</);
  });
});

describe('the step of the administrator', () => {
  const PATH = pathOfStep('beheerder');

  it('sets up an authenticator app, which takes a right code', async () => {
    await open();
    assert.match(await site.page(PATH), /npx hamvoip admin invite kees/);
    const proposed = await site.send(PATH, { act: 'propose' });
    assert.equal(proposed.status, 200);
    const secret =
      /name="secret" value="([A-Z2-7]{32})"/.exec(proposed.body)?.[1] ?? assert.fail('no secret');
    assert.match(proposed.body, /href="otpauth:\/\/totp\//);
    const wrong = await site.send(PATH, { act: 'confirm', secret, code: '12345' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.body, /href="#code">Deze code klopt niet/);
    assert.ok(wrong.body.includes(`name="secret" value="${secret}"`), 'the key is still the one in the app');
    const code = new TOTP({ secret }).generate({ timestamp: site.desk.clock.wallTime() });
    const right = await site.send(PATH, { act: 'confirm', secret, code });
    assert.equal(right.status, 303);
    assert.match(await site.page(String(right.headers['location'])), /De app is ingesteld/);
    assert.equal(site.desk.console.administrators.listAdministrators()[0]?.totp, true);
    assert.match(await site.page(SET_UP), /Je inlog heeft meer dan een wachtwoord/);
  });
});

describe('the step of the club', () => {
  const PATH = pathOfStep('club');

  it('saves and leads on, refuses at the field what cannot be, and keeps what was filled in', async () => {
    await open();
    const refused = await save(PATH, { 'set-club': 'Club <b>Een</b>', 'set-contact': 'geen adres' });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /href="#set-contact">Deze waarde kan niet/);
    assert.match(refused.body, /value="Club &lt;b>Een&lt;\/b>"/);
    assert.equal(holds('club'), '');
    const saved = await save(PATH, { 'set-club': 'Club Een', 'set-contact': 'info@club.example' });
    assert.deepEqual([saved.status, saved.headers['location']], [303, '/beheer/inrichten/bereik?done=saved']);
    assert.match(await site.page(String(saved.headers['location'])), /Bewaard\. Het geldt nu/);
    assert.deepEqual([holds('club'), holds('contact')], ['Club Een', 'info@club.example']);
    const back = await save(PATH, { back: 'club' });
    assert.equal(back.headers['location'], '/beheer/inrichten/club?done=saved');
    assert.equal(holds('club'), '');
  });

  it('shows what the host has set as set by him, and offers no field for it', async () => {
    await open({ host: { environment: { HAMVOIP_CLUB: 'Club Host' } } });
    const html = await site.page(PATH);
    assert.match(html, /Dit ligt vast bij de start/);
    assert.match(html, /Club Host/);
    assert.match(html, /Ligt vast door HAMVOIP_CLUB in de omgeving/);
    assert.doesNotMatch(html, /name="set-club"/);
    assert.match(html, /name="set-contact"/);
  });

  it('does not overwrite what somebody else changed meanwhile', async () => {
    await open();
    const before = await site.page(PATH);
    await site.desk.console.by('admin:piet').settings.change({ values: { club: 'Club Twee' } });
    const { status, body } = await save(PATH, { 'set-club': 'Club Een' }, before);
    assert.equal(status, 422);
    assert.match(body, /Iemand anders heeft deze instelling intussen gewijzigd[^<]*Nu: Club Twee/);
    assert.equal(holds('club'), 'Club Twee');
  });
});

describe('the step of the reach', () => {
  const PATH = pathOfStep('bereik');
  const NOWHERE: Whereabouts = {
    resolveHost: async () => [],
    isOurs: (address) => address === '198.51.100.20',
    ownAddress: () => '198.51.100.20',
  };
  const cases: readonly [string, Partial<Whereabouts>, RegExp, RegExp | undefined][] = [
    [
      'nowhere',
      {},
      /Fout<[\s\S]*tel\.example\.net wijst nergens heen/,
      /record toe: tel\.example\.net A 198\.51\.100\.20/,
    ],
    [
      'here',
      { resolveHost: async () => ['198.51.100.20'] },
      /In orde<[\s\S]*wijst naar deze machine/,
      undefined,
    ],
    [
      'elsewhere',
      { resolveHost: async () => ['203.0.113.9'] },
      /wijst naar 203\.0\.113\.9, en dat is niet deze machine/,
      /record toe: tel\.example\.net A 198\.51\.100\.20/,
    ],
    [
      'to a router in front of it',
      { resolveHost: async () => ['203.0.113.9'], ownAddress: () => '10.0.0.5' },
      /Onbekend<[\s\S]*wijst naar 203\.0\.113\.9/,
      /router de poorten hieronder naar 10\.0\.0\.5 sturen/,
    ],
    [
      'nowhere, behind a router',
      { ownAddress: () => '10.0.0.5' },
      /wijst nergens heen/,
      /met het adres van je internetaansluiting/,
    ],
  ];
  for (const [what, whereabouts, says, todo] of cases) {
    it(`tells that the name leads ${what}, and what to add`, async () => {
      await open({ whereabouts: { ...NOWHERE, ...whereabouts } });
      const html = await site.page(PATH);
      assert.match(html, says);
      if (todo) assert.match(html, todo);
      else assert.doesNotMatch(html, /record toe/);
    });
  }

  it('does not guess where nobody looked', async () => {
    await open();
    assert.match(await site.page(PATH), /Waar tel\.example\.net heen wijst is nu niet na te gaan/);
  });

  it('names the ports that have to be open', async () => {
    await open({ host: { environment: { HAMVOIP_SIP_EXTRA_PORTS: '5070', HAMVOIP_SIPS_PORT: '0' } } });
    const html = await site.page(PATH);
    for (const port of ['5060', '5070', '20000–40999', '8080']) assert.ok(html.includes(`>${port}<`), port);
    assert.ok(!html.includes('>5061<'));
  });

  it('tells of a certificate of our own making, and of a site without HTTPS, what to do', async () => {
    await open();
    assert.match(await site.page(PATH), /Het certificaat is goed/);
    site.desk.certificate.shown = { ...site.desk.certificate.shown, source: 'self-made' };
    const html = await site.page(PATH);
    assert.match(html, /zelf gemaakt[\s\S]*HAMVOIP_TLS_CERTIFICATE/);
    assert.match(html, /gaat niet over HTTPS[\s\S]*HAMVOIP_HTTPS=true/);
    site.desk.certificate.shown = {
      ...site.desk.certificate.shown,
      source: 'files',
      names: ['other.example'],
    };
    assert.match(await site.page(PATH), /Het certificaat is niet voor tel\.example\.net/);
  });

  it('counts phones from outside, those of the own networks left out', async () => {
    let phones = new Map<AddressKey, number>([
      ['192.168.1.20' as AddressKey, 2],
      ['fd00:0:0:1::/64' as AddressKey, 1],
    ]);
    await open({ live: { ...OFFLINE, registrationsByAddress: () => phones } });
    const before = await site.page(PATH);
    assert.match(before, /Er is nog geen toestel van buiten aangemeld/);
    assert.match(before, /bel 9043/);
    phones = new Map<AddressKey, number>([...phones, ['203.0.113.7' as AddressKey, 1]]);
    const after = await site.page(PATH);
    assert.match(after, /Er is een toestel van buiten aangemeld/);
    assert.doesNotMatch(after, /203\.0\.113\.7/);
  });
});

describe('the step of numbers and bans', () => {
  const PATH = pathOfStep('nummers');

  it('says the plan and the rule in force as sentences, and changes both', async () => {
    await open();
    const html = await site.page(PATH);
    assert.match(html, /Extensies krijgen een nummer van 100–899, bruggen van 900–949/);
    assert.match(html, /112 en 911 werken hier nooit/);
    assert.match(html, /Na 3 verkeerde wachtwoorden binnen 5 minuten is een adres 1 uur geblokkeerd/);
    const refused = await save(PATH, { 'set-numbers': 'veel', 'set-ban': '3/300/3600' });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /href="#set-numbers">Deze waarde kan niet/);
    const saved = await save(PATH, { 'set-numbers': '300-399/900-949', 'set-ban': '5/600/1800' });
    assert.equal(saved.headers['location'], '/beheer/inrichten/mail?done=saved');
    assert.match(
      await site.page(PATH),
      /Na 5 verkeerde wachtwoorden binnen 10 minuten is een adres 30 minuten/,
    );
    assert.equal(holds('numbers'), '300-399/900-949');
  });
});

describe('the step of mail', () => {
  const PATH = pathOfStep('mail');

  it('sets the mail server, never shows its password, and can wait', async () => {
    await open();
    assert.match(await site.page(PATH), />Sla over</);
    const refused = await save(PATH, { 'set-smtp': 'een server' });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /href="#set-smtp">Deze waarde kan niet/);
    const saved = await save(PATH, {
      'set-smtp': 'smtp://club@mail.example:587',
      'set-smtp-password': 'a long secret',
    });
    assert.equal(saved.headers['location'], '/beheer/inrichten/klaar?done=saved');
    const html = await site.page(PATH);
    assert.match(html, /Er is een wachtwoord\. Het wordt nergens getoond/);
    assert.doesNotMatch(html, /a long secret/);
    assert.match(await site.page(SET_UP), /smtp:\/\/club@mail\.example:587/);
  });
});

describe('the last step', () => {
  const PATH = pathOfStep('klaar');

  it('makes the first backup, and says where it is and what it is worth', async () => {
    await open({ host: { environment: { HAMVOIP_DATA: '/srv/hamvoip' } } });
    const before = await site.page(PATH);
    assert.match(before, /Nog geen backup/);
    assert.match(before, /\/srv\/hamvoip\/backups/);
    assert.match(before, /href="\/beheer\/extensies\/nieuw">\s*Maak de eerste extensie/);
    for (const [passphrase, says] of [
      ['', /nog geen wachtzin/],
      ['kort', /href="#passphrase">/],
    ] as const) {
      const refused = await site.send(PATH, { act: 'backup', passphrase });
      assert.equal(refused.status, 422, passphrase);
      assert.match(refused.body, says);
    }
    const made = await site.send(PATH, { act: 'backup', passphrase: 'een lange wachtzin' });
    assert.deepEqual([made.status, made.headers['location']], [303, '/beheer/inrichten/klaar?done=making']);
    await site.settle();
    const after = await site.page(PATH);
    assert.match(after, /De laatste backup is van/);
    assert.match(after, /href="\/api\/v1\/backups\/[^"]+\/file">\s*Haal de backup op/);
    assert.doesNotMatch(after, /een lange wachtzin/);
  });

  it('sums up what doctor says, with what to do about each thing', async () => {
    const both = (text: string) => ({ nl: `${text} nl`, en: `${text} en` });
    const findings: readonly DoctorFinding[] = [
      { code: 'HC-SYS-001', verdict: 'good', what: both('machine'), why: null, todo: null },
      {
        code: 'HC-NET-006',
        verdict: 'attention',
        what: both('buffer'),
        why: both('peak'),
        todo: both('sysctl'),
      },
      {
        code: 'HC-NET-005',
        verdict: 'fault',
        what: both('module'),
        why: both('silence'),
        todo: both('modprobe'),
      },
    ];
    await open({ examine: async () => findings });
    const html = await site.page(PATH);
    assert.match(html, /1 goed, 1 let op, 1 fout/);
    assert.match(
      html,
      /Let op<[\s\S]*buffer nl[\s\S]*sysctl nl[\s\S]*Fout<[\s\S]*module nl[\s\S]*modprobe nl/,
    );
    assert.doesNotMatch(html, /machine nl/);
    assert.match(await site.page(`/en${PATH}`), /1 good, 1 attention, 1 wrong[\s\S]*Wrong<[\s\S]*module en/);
  });
});
