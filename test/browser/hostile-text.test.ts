/** What strangers, phones and members may write is text on every page that shows it, with scripts running. */
import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { openBrowser, watchComplaints } from './browser.ts';
import { BusyClub, MEMBER, ROLES } from './club/busy-club.ts';
import { Routes, walk } from './club/site-map.ts';

/** Each tries to get out of another place: text, attribute, script, style, link. */
const ATTACKS = [
  '<script>attack()</script>',
  '<img src=x onerror=attack()>',
  '"><svg onload=attack()>',
  "'-attack()-'</script><script>attack()",
  'javascript:attack()',
];
const LONGEST_NAME = 64;
const all = ATTACKS.join(' ');
/** A name of its own length for each. */
const name = (index: number) => (ATTACKS[index % ATTACKS.length] ?? '').slice(0, LONGEST_NAME);

describe('text that wants to be a script', () => {
  const closers: (() => unknown)[] = [];
  const keeper = { after: (close: () => unknown) => closers.push(close) } as Pick<TestContext, 'after'>;
  let club: BusyClub;
  let routes: Routes;

  before(async () => {
    club = await BusyClub.open(keeper, 19_100);
    routes = await Routes.read();
    await byPhone(club);
    await byPeople(club);
  });
  after(async () => {
    for (const close of closers.toReversed()) await close();
  });

  for (const role of ROLES) {
    it(`never runs on a page that a ${role} sees`, async (t) => {
      const browser = await openBrowser(t, { locale: 'nl-NL' });
      const cookie = await club.cookieOf(role);
      if (cookie !== undefined) await browser.addCookies([{ ...cookie, url: club.base }]);
      const page = await browser.newPage();
      const complaints = watchComplaints(page);
      const dialogs: string[] = [];
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      // Not by `alert` alone: a browser may keep a dialog back.
      await page.exposeFunction('attack', () => dialogs.push('attacked'));
      const starts = routes.paths.filter((path) => !path.includes(':'));
      const pages = await walk(routes, (address) => club.ask(role, address), starts);
      let shown = 0;
      for (const { address } of pages) {
        await page.goto(club.base + address);
        const text = await page.locator('body').innerText();
        if (text.includes('attack()')) shown += 1;
        assert.deepEqual(dialogs, [], address);
        assert.deepEqual(complaints, [], address);
      }
      const least = { visitor: 3, member: 8, administrator: 17 }[role];
      assert.ok(shown >= least, `it is shown on ${shown} pages, as text`);
    });
  }
});

/** User-Agent, display name, Contact, Subject and MESSAGE, of a member's phone and of a stranger's. */
async function byPhone(club: BusyClub): Promise<void> {
  const phone = await club.exchange.phone(MEMBER.number, {
    password: await club.memberPassword(),
    personality: {
      userAgent: all,
      displayName: ATTACKS[1],
      contactUser: encodeURIComponent(name(0)),
      namesContact: true,
    },
  });
  assert.equal((await phone.register()).status, 200);
  await phone.call('302', { headers: [['Subject', all]] });
  await phone.message('306', all, { headers: [['Subject', all]] });
  await club.banStranger('127.9.0.67', { userAgent: all, displayName: ATTACKS[0] });
}

/** What is typed into pages, or comes by the API. */
async function byPeople(club: BusyClub): Promise<void> {
  await club.host('POST', '/applications', {
    ...{ callsign: 'PX0BAD', name: name(1), email: 'bad@club.example', rulesVersion: '1' },
    ...{ place: all.slice(0, 100), phone: all.slice(0, 100), note: all.slice(0, 200) },
  });
  await club.host('POST', '/instructions', { text: all, targets: { kind: 'all' }, withinSeconds: 86_400 });
  const { id } = await club.host<{ id: string }>('POST', '/incidents', {
    ...{ kind: 'incident', title: all.slice(0, 100), parts: [], text: all },
  });
  await club.host('POST', `/incidents/${id}/updates`, { text: all });
  await club.host('PATCH', '/conferences/900', { name: name(1) });
  await club.host('POST', '/extensions', { number: '309', callsign: 'PX0AJJ', name: name(1) });
  await club.host('PUT', '/extensions/309/listing', { listed: true });
  await club.host('POST', '/suspensions', { scope: ['309'], reason: all.slice(0, 200), reasonShown: true });
  await club.host('POST', '/whitelist', { entry: '198.51.100.99', owner: '309', note: all });
  await club.askForWhitelist('198.51.100.73', all);
  await club.asMember('POST', '/me/phone-passwords', { name: name(2) });
}
