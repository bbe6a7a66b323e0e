/** Every form there is, once without a script: filled in badly, forged, and well. */
import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { openBrowser } from './browser.ts';
import { BusyClub, MEMBER, ROLES, type Role } from './club/busy-club.ts';
import { Routes, walk } from './club/site-map.ts';
import { ChromiumForms } from './forms/chromium-forms.ts';
import { CONSOLE_FORMS } from './forms/console-forms.ts';
import { type FormCase, tryForm } from './forms/form-case.ts';
import { type FoundForm, formsOf } from './forms/found-forms.ts';
import { MEMBER_FORMS } from './forms/member-forms.ts';
import { VISITOR_FORMS } from './forms/visitor-forms.ts';

const CASES: readonly FormCase[] = [...VISITOR_FORMS, ...MEMBER_FORMS, ...CONSOLE_FORMS];
/** No pages: a picture, and where one only sends a form to. */
const WITHOUT_A_PAGE = ['/icon.svg', '/uitloggen'];
const RELOADS = /<meta http-equiv="refresh"/;

describe('a form without a script', () => {
  const closers: (() => unknown)[] = [];
  const keeper = { after: (close: () => unknown) => closers.push(close) } as Pick<TestContext, 'after'>;
  /** Where each was seen first. */
  const met = new Map<string, string>();
  const routesSeen = new Set<string | undefined>();
  /** Pages that load themselves anew, with how many fields they have. */
  const reloading = new Map<string, number>();
  let club: BusyClub;
  let routes: Routes;
  let browser: ChromiumForms;

  function onForm({ name, page }: FoundForm, role: Role): void {
    routesSeen.add(routes.routeOf(page));
    if (!met.has(name)) met.set(name, `${name} (on ${page}, as ${role})`);
  }

  before(async () => {
    club = await BusyClub.open(keeper, 18_900);
    routes = await Routes.read();
    await Promise.all([club.leaveVoiceMessage(MEMBER.number), club.leaveVoiceMessage('307', '304')]);
    for (const role of ROLES) {
      const starts = routes.paths.filter((path) => !path.includes(':'));
      for (const page of await walk(routes, (address) => club.ask(role, address), starts)) {
        const forms = formsOf(routes, page);
        for (const form of forms) onForm(form, role);
        if (!RELOADS.test(page.html)) continue;
        reloading.set(`${page.address} as ${role}`, forms.flatMap(({ fields }) => fields).length);
      }
    }
    const context = await openBrowser(keeper, { javaScriptEnabled: false, locale: 'nl-NL' });
    context.setDefaultTimeout(5_000);
    browser = await ChromiumForms.open(club, context);
  });
  after(async () => {
    for (const close of closers.toReversed()) await close();
  });

  for (const one of CASES) {
    it(`${one.form} refuses what is wrong, keeps what was filled in, and does what it says`, async () => {
      await tryForm({ club, routes, browser, onForm }, one);
    });
  }

  it('is known to this test, and so is every page', () => {
    const known = new Set(CASES.map(({ form }) => form));
    const strangers = [...met].filter(([name]) => !known.has(name)).map(([, where]) => where);
    assert.deepEqual(strangers, [], 'these need a case in test/browser/forms, see CONTRIBUTING.md');
    const unseen = routes.paths.filter((path) => !routesSeen.has(path) && !WITHOUT_A_PAGE.includes(path));
    assert.deepEqual(unseen, [], 'no link and no case leads to these pages');
  });

  it('with a field is on no page that loads itself anew: what is typed would be gone', () => {
    assert.ok(reloading.size >= 4, `only ${[...reloading.keys()]}`);
    assert.deepEqual(
      [...reloading].filter(([, fields]) => fields > 0),
      [],
    );
  });

  it('was sent without a fault of ours', () => club.exchange.assertNoExceptions());
});
