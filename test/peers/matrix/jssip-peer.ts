import type { Page } from 'playwright-core';
import type { Browser } from './browser.ts';
import { type FactKind, FactLog } from './fact-log.ts';
import type { Habits, Peer, Seat } from './peer.ts';

/** JsSIP in a page of Chromium. */
export class JssipPeer implements Peer {
  readonly number: string;
  readonly toneHz = undefined;
  readonly facts: FactLog;
  readonly #page: Page;

  private constructor(page: Page, { number }: Seat) {
    this.#page = page;
    this.number = number;
    this.facts = new FactLog(`JsSIP ${number}`);
  }

  static async start(browser: Browser, seat: Seat, habits: Habits = {}): Promise<JssipPeer> {
    const page = await browser.openPage();
    const phone = new JssipPeer(page, seat);
    await page.exposeFunction('report', (kind: FactKind, detail: string) => phone.facts.add(kind, detail));
    await page.goto(browser.origin);
    try {
      await page.evaluate(
        `window.phone = new BrowserPhone(${JSON.stringify(seat)}, ${JSON.stringify(habits)}); phone.start()`,
      );
      await phone.facts.next('registered', /^$/);
      return phone;
    } catch (error) {
      await page.close();
      throw error;
    }
  }

  dial(number: string): Promise<void> {
    return this.#do('dial', number);
  }

  answer(): Promise<void> {
    return this.#do('answer');
  }

  hangUp(): Promise<void> {
    return this.#do('hangUp');
  }

  hold(): Promise<void> {
    return this.#do('hold');
  }

  resume(): Promise<void> {
    return this.#do('resume');
  }

  transfer(number: string): Promise<void> {
    return this.#do('transfer', number);
  }

  completeTransfer(): Promise<void> {
    return this.#do('completeTransfer');
  }

  press(key: string): Promise<void> {
    return this.#do('press', key);
  }

  send(number: string, text: string): Promise<void> {
    return this.#do('send', number, text);
  }

  watch(what: 'dialog' | 'presence'): Promise<void> {
    return this.#do(
      'watch',
      what,
      what === 'dialog' ? 'application/dialog-info+xml' : 'application/pidf+xml',
    );
  }

  async remove(): Promise<void> {
    await this.#do('stop');
    await this.#page.close();
  }

  async #do(what: string, ...words: readonly string[]): Promise<void> {
    await this.#page.evaluate(`phone.${what}(${words.map((word) => JSON.stringify(word)).join(', ')})`);
  }
}
