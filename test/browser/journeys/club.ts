import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { tellTimesIn } from '../../../ui/words/format.ts';
import { ExchangeProcess } from '../../faults/exchange-process.ts';
import { Baresip } from '../../peers/baresip.ts';
import { openBrowser } from '../browser.ts';

const ADMINISTRATOR = { name: 'Beheerder', password: 'correct horse battery staple' };
/** Every form works in both. */
export const BROWSERS = [
  ['with scripts', true],
  ['without scripts', false],
] as const;

const TIME_ZONE = 'Europe/Amsterdam';
const PORTS_OF_PHONE = 100;
/** Between the exchange's first port and that of the first phone: its own sound lies from 1000 to 1199. */
const FIRST_PHONE = 100;

export interface Holder {
  readonly number: string;
  readonly callsign: string;
  readonly name: string;
}

/** A club with its exchange in a process of its own, the browsers of its people and the phones on their tables. */
export class Club {
  readonly exchange: ExchangeProcess;
  readonly base: string;
  /** Whether the browsers run scripts. */
  readonly #scripts: boolean;
  readonly #keeper: Pick<TestContext, 'after'>;
  #phones = 0;

  private constructor(exchange: ExchangeProcess, keeper: Pick<TestContext, 'after'>, scripts: boolean) {
    this.#scripts = scripts;
    this.exchange = exchange;
    this.base = `http://127.0.0.1:${exchange.httpPort}`;
    this.#keeper = keeper;
  }

  /** Ends with the test, what was opened last first: a phone says goodbye to an exchange that still listens. */
  static async open(t: TestContext, { firstPort = 18_300, scripts = true } = {}): Promise<Club> {
    const closers: (() => unknown)[] = [];
    const keeper = { after: (close: () => unknown) => closers.push(close) } as Pick<TestContext, 'after'>;
    t.after(async () => {
      for (const close of closers.toReversed()) await close();
    });
    const exchange = await ExchangeProcess.start(keeper, {
      firstPort,
      settings: {
        HAMVOIP_LANG: 'nl',
        HAMVOIP_CONTACT: 'info@club.example',
        HAMVOIP_TIME_ZONE: TIME_ZONE,
      },
    });
    // So that tests word a time as the pages do.
    tellTimesIn(TIME_ZONE);
    return new Club(exchange, keeper, scripts);
  }

  /** Somebody at a browser of his own. */
  async visitor(): Promise<Page> {
    const browser = await openBrowser(this.#keeper, {
      baseURL: this.base,
      locale: 'nl-NL',
      javaScriptEnabled: this.#scripts,
    });
    return browser.newPage();
  }

  /** Who already is one, logged in. */
  async administrator(): Promise<Page> {
    const { status } = await this.exchange.api('POST', '/administrators', ADMINISTRATOR);
    assert.equal(status, 201);
    const page = await this.visitor();
    await page.goto('/beheer');
    await page.getByLabel('Naam', { exact: true }).fill(ADMINISTRATOR.name);
    await page.getByLabel('Wachtwoord', { exact: true }).fill(ADMINISTRATOR.password);
    await page.getByRole('button', { name: 'Log in als beheerder' }).click();
    await page.waitForURL('**/beheer');
    return page;
  }

  /** An extension that is there already; its password. */
  async addExtension(holder: Holder): Promise<string> {
    const { status, body } = await this.exchange.api('POST', '/extensions', holder);
    assert.equal(status, 201, JSON.stringify(body));
    return (body as { password: string }).password;
  }

  /** Its holder, logged in with what his phone knows. */
  async member(number: string, password: string): Promise<Page> {
    const page = await this.visitor();
    await this.logIn(page, number, password);
    return page;
  }

  async logIn(page: Page, number: string, password: string): Promise<void> {
    await page.goto('/mijn');
    await page.locator('#number').fill(number);
    await page.getByLabel('Wachtwoord van een toestel').fill(password);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.waitForURL('**/mijn');
  }

  /** A phone that was given these, switched on. */
  async phone(number: string, password: string): Promise<Baresip> {
    const { sipPort } = this.exchange;
    const port = sipPort + FIRST_PHONE + PORTS_OF_PHONE * (this.#phones++ % 9);
    const phone = await Baresip.launch({ number, password, port, exchangePort: sipPort, toneHz: 440 });
    this.#keeper.after(() => phone.remove());
    return phone;
  }
}

/** Waits until the page says so; a failure tells what it says instead. */
export async function sees(page: Page, text: string | RegExp, withinMs = 10_000): Promise<void> {
  try {
    await page.getByText(text).first().waitFor({ timeout: withinMs });
  } catch {
    const shown = await page.locator('main').innerText();
    assert.fail(`${page.url()} does not say ${text}, but:\n${shown}`);
  }
}
