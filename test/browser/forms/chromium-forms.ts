import assert from 'node:assert/strict';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { BusyClub, Role } from '../club/busy-club.ts';
import type { Cunning, Filling, FormBrowser, Shown } from './form-case.ts';
import type { FoundField, FoundForm } from './found-forms.ts';

/** What Chromium knows of a form and its parts; the tests are not written for a browser. */
interface Changeable {
  value: string;
  noValidate: boolean;
  readonly elements: Iterable<{ removeAttribute(name: string): void }>;
}

/** Chromium, used by hand: everything is clicked and typed. */
export class ChromiumForms implements FormBrowser {
  readonly #club: BusyClub;
  readonly #context: BrowserContext;
  readonly #page: Page;

  private constructor(club: BusyClub, context: BrowserContext, page: Page) {
    this.#club = club;
    this.#context = context;
    this.#page = page;
  }

  static async open(club: BusyClub, context: BrowserContext): Promise<ChromiumForms> {
    return new ChromiumForms(club, context, await context.newPage());
  }

  async open(role: Role, address: string): Promise<Shown> {
    const cookie = await this.#club.cookieOf(role);
    await this.#context.clearCookies({ name: 'hamvoip' });
    if (cookie !== undefined) await this.#context.addCookies([{ ...cookie, url: this.#club.base }]);
    const response = await this.#page.goto(this.#club.base + address);
    return this.#shown(response?.status() ?? 0);
  }

  async send(found: FoundForm, fill: Filling, cunning: Cunning = {}): Promise<Shown> {
    const form = this.#page.locator('form').nth(found.index);
    await this.#unfold(form);
    if (cunning.unchecked) await form.evaluate(allowEverything);
    for (const field of found.fields) {
      const value = fill[field.name];
      if (value !== undefined) await fillIn(form, field, value);
    }
    for (const [name, value] of Object.entries(cunning.hidden ?? {})) {
      await form.locator(`[name="${name}"]`).evaluate(setValue, value);
    }
    return this.#press(form, found, fill);
  }

  /** A field in something folded cannot be seen: its summary is clicked first. */
  async #unfold(form: Locator): Promise<void> {
    const folded = form.locator('xpath=ancestor::details[not(@open)]');
    while ((await folded.count()) > 0) await folded.first().locator('> summary').click();
  }

  async #press(form: Locator, { fields }: FoundForm, fill: Filling): Promise<Shown> {
    const chosen = Object.entries(fill).find(([name]) => !fields.some((field) => field.name === name));
    const button =
      chosen === undefined
        ? form.locator('button[type="submit"]:not([aria-hidden="true"])').first()
        : form.locator(`button${withValue(chosen[0], String(chosen[1]))}`);
    assert.ok(await button.isVisible(), 'its button can be seen');
    const [response] = await Promise.all([
      this.#page.waitForResponse(
        (answer) =>
          answer.request().isNavigationRequest() && (answer.status() < 300 || answer.status() > 399),
      ),
      button.click(),
    ]);
    await this.#page.waitForLoadState();
    return this.#shown(response.status());
  }

  async #shown(status: number): Promise<Shown> {
    const { pathname, search } = new URL(this.#page.url());
    return { status, address: pathname + search, html: await this.#page.content() };
  }
}

async function fillIn(
  form: Locator,
  { name, type, value }: FoundField,
  wanted: Filling[string],
): Promise<void> {
  const box = form.locator(`[name="${name}"]`);
  if (wanted instanceof Uint8Array) {
    return box.setInputFiles({ name: 'sound.wav', mimeType: 'audio/wav', buffer: Buffer.from(wanted) });
  }
  if (typeof wanted === 'boolean') return box.setChecked(wanted);
  if (typeof wanted !== 'string')
    return form.locator(withValue(name, value)).setChecked(wanted.includes(value));
  if (type === 'select') return void (await box.selectOption(wanted));
  if (type !== 'radio') return box.fill(wanted);
  if (value === wanted) await form.locator(withValue(name, value)).check();
}

function withValue(name: string, value: string): string {
  return `[name="${name}"][value="${value}"]`;
}

function allowEverything(form: unknown): void {
  const { elements } = Object.assign(form as Changeable, { noValidate: true });
  for (const element of elements) element.removeAttribute('maxlength');
}

function setValue(field: unknown, value: string): void {
  (field as Changeable).value = value;
}
