/** What is known of each form: how it is filled in well and badly, and what must come of it. */
import assert from 'node:assert/strict';
import type { BusyClub, Role } from '../club/busy-club.ts';
import type { Routes } from '../club/site-map.ts';
import { type FoundField, type FoundForm, formsOf, textOf } from './found-forms.ts';

/** By the name of the field, of which `*` may be the end: a text, whether it is ticked, which of several are, or what is in a file. */
export type Filling = Readonly<Record<string, string | boolean | readonly string[] | Uint8Array>>;

/** An address of the API that reads, and what stands in its answer. */
type Change = readonly [path: string, text: RegExp];

export interface FormCase {
  /** As `formsOf` names it: `/beheer/conferenties make`. */
  readonly form: string;
  /** Who the path does not tell: `/beheer` is the administrators', `/mijn` the member's. */
  readonly as?: Role;
  /** Where it stands, when it is not on the page it is sent to; and what has to be there first. */
  readonly at?: string | ((club: BusyClub) => Promise<string | undefined>);
  /** The form that leads to this one, when it is on no page by itself. */
  readonly after?: Pick<FormCase, 'form' | 'fill'>;
  readonly fill?: Filling;
  /** What can only be filled in once the form is seen. */
  readonly fillFor?: (form: FoundForm) => Filling;
  /** What the page says then. */
  readonly says?: RegExp;
  /** What stands in its HTML then, where no words tell. */
  readonly shows?: RegExp;
  /** What comes of it in the exchange: was not there before and is now. */
  readonly makes?: Change;
  /** Was there before and is gone. */
  readonly ends?: Change;
  /** Besides, what came of it elsewhere. */
  readonly besides?: (club: BusyClub) => Promise<void>;
  /** Hidden fields that are not to be believed; all of them unless it is said here. */
  readonly forged?: readonly string[];
  /** What must be refused, at which field; everything else filled in as above. */
  readonly bad?: readonly Bad[];
}

interface Bad {
  readonly fill: Filling;
  /** Where the answer stands; above the form when it belongs to no field. */
  readonly field?: string;
}

/** A browser in which one form is filled in and sent. */
export interface FormBrowser {
  open(role: Role, address: string): Promise<Shown>;
  send(form: FoundForm, fill: Filling, cunning?: Cunning): Promise<Shown>;
}

/** What a visitor can do whose browser is not on our side. */
export interface Cunning {
  /** What the page says that may not be filled in is sent all the same. */
  readonly unchecked?: true;
  /** Values of hidden fields. */
  readonly hidden?: Readonly<Record<string, string>>;
}

export interface Shown {
  readonly status: number;
  readonly address: string;
  readonly html: string;
}

interface Tools {
  readonly club: BusyClub;
  readonly routes: Routes;
  readonly browser: FormBrowser;
  /** Told of every form that was seen on the way. */
  readonly onForm: (form: FoundForm, role: Role) => void;
}

/** Badly first: nothing may have changed. Then well. */
export async function tryForm(tools: Tools, one: FormCase): Promise<void> {
  const { club, browser } = tools;
  const role = one.as ?? roleOf(one.form);
  const address = (typeof one.at === 'function' ? await one.at(club) : one.at) ?? pathOf(one.form);
  const before = await readChanges(club, one);
  for (const { fill, field } of one.bad ?? []) {
    const form = await find(tools, one, role, address);
    const filled = named({ ...fillOf(one, form), ...fill }, form);
    const shown = await browser.send(form, filled, { unchecked: true });
    assertRefused(tools, { shown, form, field, filled, what: JSON.stringify(fill) });
    assert.deepEqual(await readChanges(club, one), before, `${JSON.stringify(fill)} changed something`);
  }
  await tryForged(tools, one, role, address, before);
  const form = await find(tools, one, role, address);
  const shown = await browser.send(form, named(fillOf(one, form), form));
  look(tools, shown, role);
  const text = mainText(shown.html);
  assert.ok(shown.status < 300, `${shown.status}: ${text}`);
  const { says, shows, makes, ends, besides } = one;
  assert.ok(says ?? shows ?? makes ?? ends ?? besides, 'a case tells what comes of it');
  if (one.says) assert.match(text, one.says);
  if (one.shows) assert.match(shown.html, one.shows);
  await assertChanged(club, one, before);
  await one.besides?.(club);
}

/** A form whose things are gone, or were never there: who pressed too late reads that. */
async function tryForged(
  tools: Tools,
  one: FormCase,
  role: Role,
  address: string,
  before: readonly string[],
): Promise<void> {
  const form = await find(tools, one, role, address);
  const names = one.forged ?? Object.keys(form.hidden);
  if (names.length === 0) return;
  const forged = Object.fromEntries(names.map((name) => [name, 'no-such-thing']));
  const shown = await tools.browser.send(form, named(fillOf(one, form), form), { hidden: forged });
  const text = mainText(shown.html);
  assert.ok(
    /class="[^"]*\btint-(err|warn)\b/.test(mainOf(shown.html)),
    `what is not there is not told: ${text}`,
  );
  assert.deepEqual(await readChanges(tools.club, one), before, 'what is not there changed something');
}

async function find(tools: Tools, one: FormCase, role: Role, address: string): Promise<FoundForm> {
  const shown = await tools.browser.open(role, address);
  if (one.after === undefined) return pick(tools, shown, role, one.form);
  const first = pick(tools, shown, role, one.after.form);
  return pick(tools, await tools.browser.send(first, one.after.fill ?? {}), role, one.form);
}

function pick(tools: Tools, shown: Shown, role: Role, name: string): FoundForm {
  const forms = look(tools, shown, role);
  const form = forms.find((found) => found.name === name);
  const others = forms.map((found) => found.name).join(', ');
  assert.ok(
    form,
    `${shown.address} (${shown.status}) has no form ${name}, but ${others}: ${mainText(shown.html)}`,
  );
  return form;
}

function look({ routes, onForm }: Tools, { address, html }: Shown, role: Role): readonly FoundForm[] {
  const forms = formsOf(routes, { address, html });
  for (const form of forms) onForm(form, role);
  return forms;
}

function assertRefused(
  { routes }: Tools,
  {
    shown,
    form,
    field,
    filled,
    what,
  }: { shown: Shown; form: FoundForm; field: string | undefined; filled: Filling; what: string },
): void {
  const text = mainText(shown.html);
  assert.equal(shown.status, 422, `${what} is answered with ${shown.status}: ${text}`);
  const again = formsOf(routes, shown).find(
    ({ name, hidden }) => name === form.name && JSON.stringify(hidden) === JSON.stringify(form.hidden),
  );
  assert.ok(again, `after ${what} the form is gone: ${text}`);
  if (field === undefined) {
    assert.match(
      mainOf(shown.html),
      /class="[^"]*\bbanner\b[^"]*\btint-err\b/,
      `${what} is not answered: ${text}`,
    );
  } else {
    const wrong = again.fields.filter(({ error }) => error !== undefined);
    assert.deepEqual(
      [...new Set(wrong.map(({ name }) => name))],
      [field],
      `${what} is answered elsewhere: ${text}`,
    );
    assert.match(wrong[0]?.error ?? '', /\w{3}/, `${what} is answered without words`);
    assert.doesNotMatch(wrong[0]?.error ?? '', /\b[a-z]+-[a-z]+\)/, `${what} is answered with a code`);
  }
  for (const [name, value] of Object.entries(filled)) {
    const there: readonly FoundField[] = again.fields.filter((one) => one.name === name);
    // What is secret is not sent back, and a file cannot be.
    if (there.some(({ type }) => type === 'password' || type === 'file')) continue;
    assert.deepEqual(filledIn(there, value), value, `after ${what} the field ${name} lost what was in it`);
  }
}

function fillOf({ fill, fillFor }: FormCase, form: FoundForm): Filling {
  return { ...fill, ...fillFor?.(form) };
}

/** With the names that the form has: `help-*` is the field that begins with `help-`. */
function named(fill: Filling = {}, { fields }: FoundForm): Filling {
  return Object.fromEntries(
    Object.entries(fill).map(([name, value]) => {
      const start = name.endsWith('*') ? name.slice(0, -1) : undefined;
      const found = start === undefined ? name : fields.find((field) => field.name.startsWith(start))?.name;
      return [found ?? name, value];
    }),
  );
}

/** In the shape in which it was filled in. */
function filledIn(fields: readonly FoundField[], like: Filling[string]): Filling[string] {
  if (typeof like === 'boolean') return fields.some(({ checked }) => checked);
  const ticked = fields.filter(({ checked }) => checked).map(({ value }) => value);
  if (typeof like !== 'string') return ticked;
  return fields[0]?.type === 'radio' ? (ticked[0] ?? '') : (fields[0]?.value ?? '');
}

async function readChanges(club: BusyClub, { makes, ends }: FormCase): Promise<readonly string[]> {
  const paths = [makes?.[0], ends?.[0]].filter((path) => path !== undefined);
  const answers = await Promise.all(paths.map((path) => club.read(path)));
  return answers.map(withoutWhatGoesOn);
}

/** What is seen of phones goes on meanwhile, and a moment that is reckoned back from a clock may differ by a millisecond. */
function withoutWhatGoesOn(answer: string): string {
  const seen = new Set(['before', 'after', 'now']);
  const kept = JSON.parse(answer, (key, value: unknown) => (seen.has(key) ? undefined : value)) as unknown;
  return JSON.stringify(kept).replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"a moment"');
}

async function assertChanged(club: BusyClub, one: FormCase, before: readonly string[]): Promise<void> {
  const { makes, ends } = one;
  const [first = '', second = first] = before;
  if (makes) {
    assert.doesNotMatch(first, makes[1], 'it was so before');
    assert.match(await club.read(makes[0]), makes[1]);
  }
  if (ends) {
    assert.match(second, ends[1], 'it was not there before');
    assert.doesNotMatch(await club.read(ends[0]), ends[1]);
  }
}

export function roleOf(form: string): Role {
  const path = pathOf(form);
  if (/^\/beheer\b/.test(path)) return 'administrator';
  return /^\/mijn(?:\/|$)/.test(path) ? 'member' : 'visitor';
}

function pathOf(form: string): string {
  return form.split(' ').find((word) => word.startsWith('/')) ?? '/';
}

function mainOf(html: string): string {
  return /<main\b[\s\S]*?<\/main>/.exec(html)?.[0] ?? html;
}

function mainText(html: string): string {
  return textOf(mainOf(html)).slice(0, 600);
}
