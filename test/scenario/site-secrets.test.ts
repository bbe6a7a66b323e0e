/** What nobody may reach who is no administrator (H6, H11), and what came from a stranger's phone stays text. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OFFLINE } from '../../src/exchange/administration/live-exchange.ts';
import type { RegistrationView } from '../../src/exchange/console/extensions.ts';
import type { ClubPageName } from '../../src/exchange/console/pages.ts';
import { inRoom } from '../../testkit/in-room.ts';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';

/** Of other people; each is so odd that it stands on a page only when it was given away. */
const SECRETS = [
  'Wietske Onvindbaar',
  'Onvindbaar',
  'PX0SEC',
  'wietske@hidden.example',
  '203.0.113.99',
  '2001:db8:bad',
  '424242',
  'geheime reden',
  'geheimebeheerder',
  'geheim concept',
  'ingetrokken tekst',
  'weggehaalde tekst',
  'bericht voor een ander',
  'antwoord van een ander',
];

/** For members only: no visitor learns even that it is there. */
const OF_MEMBERS = ['Geheim van de leden', 'Alleen wie erbij hoort leest dit'];

const ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(2)>';

/** Of a voice message for 888, which only its holder hears. */
let message: string;
let site: SiteUnderTest;
/** Of a message that is for somebody else. */
let foreign: string;
beforeEach(async () => {
  const hostile: RegistrationView = {
    contactUri: `sip:${ATTACK}@203.0.113.99`,
    transport: 'udp',
    userAgent: ATTACK,
    registeredAtMs: 0,
    expiresAtMs: 3_600_000,
    reachable: true,
    roundTripMs: 20,
    silentSinceMs: null,
    routerSigns: [],
  };
  site = await SiteUnderTest.open({
    live: {
      ...OFFLINE,
      registrationsOf: () => [hostile],
      room: () => ({ isLocked: false, isMuted: false, participants: [inRoom('888', { isTalking: true })] }),
    },
  });
  const { console } = site.desk;
  const other = {
    number: '888',
    callsign: 'PX0SEC',
    name: 'Wietske Onvindbaar',
    email: 'wietske@hidden.example',
  };
  assert.ok((await console.extensions.add(other)).ok);
  assert.ok((await console.conferences.add({ number: '900', name: ATTACK, pin: '424242' })).ok);
  await console.bans.add('203.0.113.99', 3_600_000);
  await console.bans.add('2001:db8:bad::1', 3_600_000);
  await console.whitelist.add({ entry: '203.0.113.0/28', owner: '888', note: 'geheime reden' });
  assert.ok((await console.suspensions.suspend({ scope: ['888'], reason: 'geheime reden' })).ok);
  const { pages, freePages } = console.by('admin:geheimebeheerder');
  const change = { nl: 'Zelfde', en: 'Same' };
  const revisionOf = (page: ClubPageName) => {
    const edit = pages.edit(page);
    assert.ok(edit.ok);
    return edit.value.revision;
  };
  const publish = async (page: ClubPageName, text: string) => {
    const published = await pages.publish(page, {
      from: 'draft',
      text: { nl: text, en: text },
      revision: revisionOf(page),
      change: { nl: text, en: text },
      asksConfirmation: false,
    });
    assert.ok(published.ok);
  };
  for (const [id, audience, place] of [
    ['leden', 'members', 'menu'],
    ['ledenadres', 'members', 'link'],
    ['velddag', 'everyone', 'menu'],
    ['oud', 'everyone', 'menu'],
  ] as const) {
    const name = audience === 'members' ? 'Geheim van de leden' : 'Voor iedereen';
    assert.ok((await freePages.add({ id, title: { nl: name, en: name }, audience, place })).ok);
    const text = audience === 'members' ? 'Alleen wie erbij hoort leest dit' : 'Tot ziens op de hei.';
    await publish(`club:${id}`, id === 'oud' ? 'weggehaalde tekst' : text);
  }
  const draft = { nl: 'geheim concept', en: 'geheim concept' };
  for (const page of ['club:velddag', 'club:leden'] as const)
    assert.ok((await pages.saveDraft(page, draft, revisionOf(page))).ok);
  assert.ok((await freePages.remove('club:oud')).ok);
  for (const page of ['house-rules', 'contact'] as const) {
    await publish(page, 'ingetrokken tekst');
    const withdrawal = { reason: 'geheime reden', revision: revisionOf(page) };
    assert.ok((await pages.withdraw(page, 2, withdrawal)).ok);
    const wanted = { from: 'seed', revision: revisionOf(page), change, asksConfirmation: true } as const;
    assert.ok((await pages.publish(page, wanted)).ok);
    const text = { nl: 'geheim concept', en: 'geheim concept' };
    assert.ok((await pages.saveDraft(page, text, revisionOf(page))).ok);
  }
  const sent = await console.messages.write({
    subject: 'bericht voor een ander',
    text: 'Dit is een bericht voor een ander.',
    targets: { kind: 'extensions', numbers: ['888'] },
    urgent: true,
    send: true,
  });
  assert.ok(sent.ok);
  foreign = sent.value.id;
  assert.ok((await console.ownMessages.reply('888', foreign, 'antwoord van een ander')).ok);
  const agreed = await console.directory.setListing('888', true, '2026-11');
  assert.ok(agreed.ok);
  const recording = { sound: new Uint8Array(8_000).fill(0x55), spokenMs: 900, levelDb: -22 };
  assert.ok(await site.desk.voicemail.keep('888', '888', recording));
  message = String(site.desk.voicemail.of('888')[0]?.id);
});
afterEach(() => site.close());

/** Every page and file that links lead to. */
async function crawl(starts: readonly string[]): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const waiting = [...starts];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || path.startsWith('/assets/')) continue;
    await site.desk.clock.advance(1_000);
    const { body, headers } = await site.ask(path);
    seen.set(path, body);
    const isPage = String(headers['content-type']).startsWith('text/html');
    const links = isPage ? [...body.matchAll(/(?:href|src|action)="(\/[^"#]*)/g)] : [];
    for (const [, link = ''] of links) waiting.push(link.replaceAll('&amp;', '&'));
  }
  return seen;
}

/** Every route of the API that reads, with what is known to be there at its parameters. */
async function readApi(): Promise<Map<string, string>> {
  const token = await site.desk.console.tokens.create({ scopes: ['admin'] });
  assert.ok(token.ok);
  const answer = await site.site.inject({
    url: '/api/v1/openapi.json',
    headers: { authorization: `Bearer ${token.value.secret}` },
  });
  const { paths } = answer.json() as { readonly paths: Readonly<Record<string, { readonly get?: object }>> };
  const seen = new Map<string, string>();
  for (const [path, item] of Object.entries(paths)) {
    if (item.get === undefined || /\/(events|stream)$/.test(path)) continue;
    await site.desk.clock.advance(10_000);
    const id = path.includes('/voicemail/') ? message : foreign;
    for (const page of /\{page\}/.test(path) ? CLUB_TEXTS : ['']) {
      const known: Readonly<Record<string, string>> = { number: '888', page, version: '2' };
      const url = path.replace(/\{(\w+)\}/g, (_, name) => known[name] ?? id);
      const { body, headers } = await site.ask(url);
      assert.notEqual(headers['content-type'], 'audio/wav', url);
      seen.set(url, body);
    }
  }
  return seen;
}

/** Names of texts that somebody may ask for. */
const CLUB_TEXTS = ['house-rules', 'club:leden', 'club:ledenadres', 'club:velddag', 'club:oud'];
/** Their pages, of which no link may tell. */
const CLUB_ADDRESSES = ['/club/leden', '/en/club/leden', '/club/ledenadres', '/club/oud', '/club/nergens'];

function expectNoSecret(seen: ReadonlyMap<string, string>, secrets = SECRETS): void {
  for (const [path, body] of seen) {
    for (const secret of secrets) assert.ok(!body.includes(secret), `${path} gives away ${secret}`);
  }
}

describe('other people’s names, call signs and addresses', () => {
  it('are on no page and in no answer a visitor can reach', async () => {
    const starts = ['/', '/en', '/mijn', '/beheer', '/aanvragen', '/downloads'];
    const pages = await crawl([...starts, ...CLUB_ADDRESSES]);
    assert.ok(pages.size > 60, `${pages.size} pages`);
    assert.ok(pages.has('/huisregels/versies/1') && pages.has('/en/huisregels/versies/3'));
    assert.match(pages.get('/club/velddag') ?? '', /Tot ziens op de hei/);
    assert.match(pages.get('/club/oud') ?? '', /Deze pagina is weg/);
    expectNoSecret(pages, [...SECRETS, ...OF_MEMBERS]);
    const api = await readApi();
    assert.ok(api.size > 30, `${api.size} routes`);
    assert.match(api.get('/api/v1/pages/club:velddag') ?? '', /Tot ziens op de hei/);
    expectNoSecret(api, [...SECRETS, ...OF_MEMBERS]);
  });

  it('are on no page and in no answer another member can reach', async () => {
    await site.asMember('301', 'PX0AAA');
    const others = [`/mijn/berichten/${foreign}`, `/beheer/berichten/${foreign}`];
    const starts = ['/', '/en', '/mijn', '/en/mijn', '/mijn/blokkade', '/beheer'];
    const pages = await crawl([...starts, ...others, ...CLUB_ADDRESSES]);
    assert.match(pages.get('/club/leden') ?? '', /Alleen wie erbij hoort leest dit/);
    for (const path of [
      '/mijn',
      '/mijn/huisregels',
      '/mijn/toestellen',
      '/mijn/diagnose',
      '/mijn/voicemail',
      '/mijn/berichten',
      '/en/mijn/gegevens',
    ])
      assert.ok(pages.has(path), path);
    expectNoSecret(pages);
    expectNoSecret(await readApi());
  });
});

describe('a screen in the room of the club', () => {
  it('shows nobody, and no number of an extension', async () => {
    const made = await site.desk.console.tokens.create({ scopes: ['kiosk'] });
    assert.ok(made.ok);
    const pages = await crawl([`/live?kiosk=${made.value.secret}`, '/live?kiosk', '/en/live?kiosk']);
    assert.match((await site.ask('/live?kiosk')).body, /Toestellen aangemeld/);
    expectNoSecret(pages, [...SECRETS, ...OF_MEMBERS]);
    const api = await readApi();
    assert.match(api.get('/api/v1/kiosk') ?? '', /"participants":1/);
    expectNoSecret(api, [...SECRETS, ...OF_MEMBERS]);
    for (const [path, body] of [...pages, ...api]) {
      if (path.includes('kiosk')) assert.doesNotMatch(body, /\b888\b/, path);
    }
  });
});

describe('what a phone or a stranger sent', () => {
  it('is text on every page of a member', async () => {
    await site.asMember('301', 'PX0AAA');
    const { console } = site.desk;
    assert.ok(
      (
        await console.instructions.add({
          text: ATTACK,
          targets: { kind: 'extensions', numbers: ['301'] },
          checks: [],
        })
      ).ok,
    );
    const written = await console.messages.write({
      subject: ATTACK,
      text: `${ATTACK}\n\nhttps://x.example/${ATTACK} javascript:alert(1) https://x.example/" onclick="alert(1)`,
      targets: { kind: 'extensions', numbers: ['301'] },
      urgent: true,
      send: true,
    });
    assert.ok(written.ok);
    const { id } = written.value;
    await site.send(`/mijn/berichten/${id}`, { act: 'answer', text: ATTACK });
    const made = await site.send('/mijn/toestellen/nieuw?device=other', {
      act: 'make',
      name: ATTACK.slice(0, 60),
    });
    assert.ok(made.status === 200 || made.status === 422);
    const pages = await crawl([
      '/',
      '/mijn',
      '/mijn/toestellen',
      '/mijn/berichten',
      `/mijn/berichten/${id}`,
      '/conferenties',
    ]);
    let shown = 0;
    for (const [path, body] of pages) {
      // JSON and PDF are no pages, and browsers are told not to guess (`nosniff`).
      if (path.startsWith('/api/')) continue;
      assert.doesNotMatch(body, /<script>alert|<img src=x|href="javascript:|<[^>]* onclick=/, path);
      if (body.includes('alert(1)')) shown += 1;
    }
    assert.ok(shown >= 3, 'it is shown, as text');
  });

  it('is text on the pages of an administrator', async () => {
    const password = 'een paar lange woorden';
    const { console } = site.desk;
    assert.ok((await console.administrators.addAdministrator({ name: 'kees', password })).ok);
    assert.ok((await console.ownMessages.reply('888', foreign, ATTACK)).ok);
    const written = await console.messages.write({ subject: ATTACK, text: ATTACK, targets: { kind: 'all' } });
    assert.ok(written.ok);
    const applied = { callsign: 'PX0NEW', name: ATTACK.slice(0, 60), email: 'a@example.net', note: ATTACK };
    await site.send('/aanvragen', { ...applied, rules: 'yes', emergency: 'yes' });
    await site.send('/inloggen', { method: 'password', name: 'kees', 'administrator-password': password });
    const pages = await crawl(['/beheer', '/beheer/extensies', '/beheer/blokkades', '/beheer/berichten']);
    assert.ok(pages.size > 20, `${pages.size} pages`);
    for (const [path, body] of pages) {
      if (!path.startsWith('/api/')) assert.doesNotMatch(body, /<script>alert|<img src=x/, path);
    }
  });
});
