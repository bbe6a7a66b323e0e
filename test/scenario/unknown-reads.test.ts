/** Whatever a page cannot read at the moment it says to be unknown: never that there is nothing. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { StoreError } from '../../src/store/store.ts';
import { act, asAdministrator } from '../../testkit/console-visit.ts';
import { type Seen, SiteUnderTest } from '../../testkit/site-under-test.ts';
import { type FoundPage, Routes, walk } from '../browser/club/site-map.ts';

const SAID = /class="not-known"|niet bekend|weten we nu niet/;
/** Of every page; that they are unknown has tests of its own. */
const OF_THE_FRAME = ['/site', '/session'];

/** What a page does without for once, because it says nothing of what there is: the next look has it. */
function doesWithout({ route }: FoundPage, path: string): boolean {
  // New house rules are asked about above every page, until he said yes.
  if (path === '/me/house-rules') return !/huisregels|gegevens/.test(route);
  // What the script compares with, to know when the page is old.
  return route === '/mijn' && path.startsWith('/me/live');
}

/** Not to be had by walking: a link from a mail, a form without a page, a screen with a key. */
const APART = [
  '/inloggen/:token',
  '/inloggen/toestel',
  '/start/:token',
  '/welkom/:secret',
  '/live',
  '/uitloggen',
  '/icon.svg',
];

let routes: Routes;
let site: SiteUnderTest;
const jars = new Map<string, ReadonlyMap<string, string>>();
let application = '';
let message = '';

before(async () => {
  // Before the site: whoever opens the pages last says which problems they explain.
  routes = await Routes.read();
  site = await SiteUnderTest.open();
  const { console } = site.desk;
  await asAdministrator(site);
  jars.set('administrator', new Map(site.cookies));
  site.cookies.clear();
  await site.asMember();
  jars.set('member', new Map(site.cookies));
  site.cookies.clear();
  const radio = {
    conference: '900',
    address: '192.0.2.8',
    remotePort: '34001',
    localPort: '32001',
    transmits: 'keyed',
    talkLimitS: '60',
  };
  assert.ok((await console.conferences.add({ number: '900', name: 'Ronde' })).ok);
  assert.ok((await console.bans.add('192.0.2.99', 3_600_000)).ok);
  const all = { kind: 'all' } as const;
  const written = await console.messages.write({
    subject: 'Let op',
    text: 'Lees dit.',
    targets: all,
    send: true,
  });
  assert.ok(written.ok);
  message = written.value.id;
  assert.ok((await console.instructions.add({ text: 'Zet STUN uit.', targets: all, checks: [] })).ok);
  const title = { nl: 'Velddag', en: 'Field day' };
  assert.ok((await console.freePages.add({ id: 'velddag', title, audience: 'everyone', place: 'link' })).ok);
  const text = { nl: 'Neem laarzen mee.', en: 'Bring boots.' };
  const change = { nl: 'Nieuw', en: 'New' };
  const wanted = { from: 'draft', text, change, revision: '0-published', asksConfirmation: false } as const;
  assert.ok((await console.pages.publish('club:velddag', wanted)).ok);
  become('administrator');
  await act(site, '/beheer/radio', { act: 'add', name: 'repeater', ...radio });
  become('visitor');
  const applied = await site.send('/aanvragen', {
    callsign: 'PX0NEW',
    name: 'Anne',
    email: 'anne@example.net',
    rules: 'yes',
    emergency: 'yes',
  });
  application = String(applied.headers['location']);
});
after(() => site.close());

function become(role: string): void {
  site.cookies.clear();
  for (const [name, value] of jars.get(role) ?? []) site.cookies.set(name, value);
}

/** As somebody who takes his time: one address is answered only so often. */
async function look(address: string): Promise<Seen> {
  await site.desk.clock.advance(100);
  return site.ask(address);
}

async function lookWhile(unreadable: (path: string) => boolean, address: string): Promise<Seen> {
  site.unreadable = unreadable;
  const seen = await look(address);
  site.unreadable = () => false;
  return seen;
}

function assertHonest(seen: Seen, what: string): void {
  assert.match(seen.body, SAID, what);
  assert.doesNotMatch(seen.body, /undefined|\[object|NaN/, what);
  assert.ok(seen.status === 200 || seen.status === 503, `${what}: ${seen.status}`);
  assert.equal(seen.headers['retry-after'], seen.status === 503 ? '5' : undefined, what);
}

/** Every page of that role, with what it reads. */
async function pagesOf(role: string, starts: readonly string[]) {
  become(role);
  const ask = async (address: string) => {
    const { status, headers, body } = await look(address);
    const location = headers['location'];
    return {
      status,
      type: String(headers['content-type']),
      location: location === undefined ? undefined : String(location),
      body,
    };
  };
  return walk(routes, ask, starts);
}

async function readsOf({ address }: FoundPage): Promise<readonly string[]> {
  site.reads.length = 0;
  const { status, headers, body } = await look(address);
  assert.equal(status, 200, address);
  assert.equal(headers['retry-after'], undefined, address);
  const at = body.indexOf('class="not-known"');
  assert.ok(at < 0, `${address} works: ${body.slice(at, at + 500)}`);
  return [...new Set(site.reads)].filter((path) => !OF_THE_FRAME.includes(path));
}

const seenRoutes = new Set<string>();
const ROLES = [
  ['visitor', () => ['/', '/club/velddag', '/mijn-ip', '/toestellen/routers', application]],
  [
    'member',
    () => [
      '/mijn',
      `/mijn/berichten/${message}`,
      '/mijn/blokkade',
      '/mijn/toestellen/wachten',
      '/mijn/huisregels',
    ],
  ],
  [
    'administrator',
    () => ['/beheer', '/beheer/live/schermen', '/beheer/zoeken?q=301', '/beheer/extensies/samen?nummer=301'],
  ],
] as const;

describe('what cannot be read', () => {
  for (const [role, starts] of ROLES) {
    it(`is said to be unknown, whatever it is, on every page of a ${role}`, async () => {
      const pages = await pagesOf(role, starts());
      for (const page of pages) {
        seenRoutes.add(page.route);
        const reads = await readsOf(page);
        const told = reads.filter((path) => !doesWithout(page, path));
        for (const path of told) {
          const seen = await lookWhile((asked) => asked === path, page.address);
          assertHonest(seen, `${page.address} without ${path}`);
        }
        if (told.length === 0) continue;
        const nothing = await lookWhile((asked) => !OF_THE_FRAME.includes(asked), page.address);
        assertHonest(nothing, `${page.address} without anything`);
      }
    });
  }

  it('was looked at on every page there is', () => {
    const unseen = routes.paths.filter((path) => !seenRoutes.has(path) && !APART.includes(path));
    assert.deepEqual(unseen, []);
  });
});

describe('a page whose store is locked', () => {
  it('says so with 503, what it means and what to do, in both languages and without a script', async () => {
    become('administrator');
    const dutch = await lookWhile((path) => path === '/applications', '/beheer/aanvragen?done=asked');
    assert.deepEqual([dutch.status, dutch.headers['retry-after']], [503, '5']);
    assert.match(dutch.body, /<h1>Dit is nu niet bekend<\/h1>/);
    assert.match(dutch.body, /Of er iets is, weten we nu niet/);
    assert.match(dutch.body, /href="\/beheer\/aanvragen">Probeer het opnieuw</);
    assert.match(dutch.body, /href="\/hulp\/store-unread">Hoe komt dat\?</);
    assert.match(dutch.body, /mailto:info@club\.example/);
    assert.doesNotMatch(dutch.body, /http-equiv="refresh"/);
    assert.doesNotMatch(dutch.body, /Geen aanvragen/);
    const followed = await lookWhile((path) => path === '/applications', '/beheer/aanvragen?follow=1');
    assert.match(followed.body, /<noscript><meta http-equiv="refresh" content="15"/);
    const english = await lookWhile((path) => path === '/applications', '/en/beheer/aanvragen');
    assert.match(english.body, /This is not known now/);
    assert.match(english.body, /href="\/en\/hulp\/store-unread">Why is that\?</);
    assert.match((await look('/en/hulp/store-unread')).body, /could not be read from the database/);
  });

  it('shows the parts that it could read, and names the others', async () => {
    become('administrator');
    const bans = await lookWhile((path) => path === '/ban-history', '/beheer/blokkades');
    assert.equal(bans.status, 200);
    assert.match(bans.body, />192\.0\.2\.99</);
    assert.doesNotMatch(bans.body, /de afgelopen 7 dagen geen blokkade/);
    const today = await lookWhile((path) => /^\/(replies|suspensions)/.test(path), '/beheer');
    assert.equal(today.status, 200);
    assert.match(today.body, /Onbekend: schorsingen, antwoorden en vragen om hulp/);
    assert.doesNotMatch(today.body, /Niets te doen/);
  });

  it('is what comes of a store that refuses to read', async () => {
    become('administrator');
    const { store } = site.desk;
    const { listEndedBans } = store;
    store.listEndedBans = () => Promise.reject(new StoreError('busy', 'database is locked'));
    const seen = await look('/beheer/blokkades');
    const answer = await look('/api/v1/ban-history');
    store.listEndedBans = listEndedBans;
    assert.match(seen.body, /class="not-known"/);
    assert.equal(answer.status, 503);
    assert.equal(JSON.parse(answer.body).code, 'store-unread');
  });

  it('keeps what was refused in sight', async () => {
    become('administrator');
    const html = (await look('/beheer/schorsingen')).body;
    const csrf = /name="csrf" value="([^"]*)"/.exec(html)?.[1] ?? '';
    site.unreadable = (path) => path === '/applications';
    const form = { csrf, act: 'refuse', id: 'nobody' };
    const refused = await site.ask('/beheer/aanvragen', { form });
    site.unreadable = () => false;
    assert.equal(refused.status, 422);
    assert.match(refused.body, /Dit is er niet meer/);
    assert.match(refused.body, /class="not-known"/);
  });
});

describe('who has logged in', () => {
  it('is not sent to log in again when nobody can tell whether he has', async () => {
    become('member');
    const own = await lookWhile((path) => path === '/session', '/mijn');
    assert.equal(own.status, 503);
    assert.match(own.body, /class="not-known"/);
    const open = await lookWhile((path) => path === '/session', '/huisregels');
    assert.equal(open.status, 200);
    assert.match(open.body, /Inlog onbekend/);
  });

  it('reads that nothing was done when his form came at such a moment', async () => {
    become('member');
    const html = (await look('/mijn/gegevens')).body;
    const csrf = /name="csrf" value="([^"]*)"/.exec(html)?.[1] ?? '';
    site.unreadable = (path) => path === '/session';
    const { status, body } = await site.ask('/mijn/gegevens', {
      form: { csrf, act: 'shown', 'caller-id': 'number' },
    });
    site.unreadable = () => false;
    assert.equal(status, 503);
    assert.match(body, /Wat je verstuurde is niet gedaan/);
    assert.doesNotMatch(body, /http-equiv="refresh"/);
    const shown = site.desk.console.members.show('301');
    assert.equal(shown.ok && shown.value.extension.callerId, 'number-and-callsign');
  });
});

describe('the bridges of a club', () => {
  it('are unknown when the club is', async () => {
    become('visitor');
    const seen = await lookWhile((path) => path === '/site', '/conferenties');
    assertHonest(seen, 'bridges');
    assert.equal(seen.status, 503);
    assert.doesNotMatch(seen.body, /Er zijn nog geen bruggen/);
  });
});

describe('a screen in the club room', () => {
  it('waits and tries again, instead of asking for a key it has', async () => {
    become('visitor');
    assert.match((await look('/live?kiosk')).body, /heeft een sleutel nodig/);
    const made = await site.desk.console.tokens.create({ name: 'tv', scopes: ['kiosk'] });
    assert.ok(made.ok);
    await look(`/live?kiosk=${made.value.secret}`);
    const seen = await lookWhile((path) => path === '/kiosk', '/live?kiosk');
    assert.equal(seen.status, 503);
    assert.match(seen.body, /http-equiv="refresh" content="10"/);
    assert.doesNotMatch(seen.body, /heeft een sleutel nodig/);
  });
});

describe('an application', () => {
  it('is not sent without the list that was ticked', async () => {
    become('visitor');
    const before = site.desk.console.applications.list().length;
    site.unreadable = (path) => path === '/directory/consent';
    const { status, body } = await site.ask('/aanvragen', {
      form: {
        callsign: 'PX0LST',
        name: 'Anne',
        email: 'anne@example.net',
        rules: 'yes',
        emergency: 'yes',
        listing: 'yes',
      },
    });
    site.unreadable = () => false;
    assert.equal(status, 422);
    assert.match(body, /tekst over de extensielijst kon nu niet gelezen worden/);
    assert.match(body, /value="PX0LST"/);
    assert.equal(site.desk.console.applications.list().length, before);
  });
});

describe('a new phone', () => {
  it('gets no password while it cannot be told from the phones that came before', async () => {
    become('member');
    const path = '/mijn/toestellen/nieuw?device=other';
    const csrf = /name="csrf" value="([^"]*)"/.exec((await look(path)).body)?.[1] ?? '';
    site.unreadable = (asked) => asked.startsWith('/me/events');
    const { status } = await site.ask(path, { form: { csrf, act: 'make', name: 'keuken' } });
    site.unreadable = () => false;
    assert.equal(status, 503);
    const shown = site.desk.console.members.show('301');
    assert.deepEqual(shown.ok && shown.value.extension.number, '301');
    assert.doesNotMatch((await look('/mijn/toestellen')).body, /keuken/);
  });
});

describe('one’s own data to take along', () => {
  it('are whole, or not given', async () => {
    become('member');
    const { store } = site.desk;
    const { listWhitelistRequests } = store;
    store.listWhitelistRequests = () => Promise.reject(new StoreError('busy', 'database is locked'));
    const { status } = await look('/api/v1/me/export');
    store.listWhitelistRequests = listWhitelistRequests;
    assert.equal(status, 503);
    assert.equal((await look('/api/v1/me/export')).status, 200);
  });
});
