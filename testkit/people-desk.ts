import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { type LiveExchange, OFFLINE } from '../src/exchange/administration/live-exchange.ts';
import type { Administration } from '../src/exchange/administration.ts';
import { buildSite, networkApi } from '../src/web/server.ts';
import { CliDesk } from './cli-desk.ts';
import type { FakeClock } from './fake-clock.ts';
import { MemoryCarrier } from './memory-carrier.ts';
import { RecordingJournal } from './recording-journal.ts';

const PHONE = {
  server: 'tel.example.net',
  port: 5060,
  tlsPort: null,
  transports: ['UDP'],
  registrationSeconds: 3600,
  codecs: ['PCMA'],
};

/** Of every administrator here. */
export const PASSWORD = 'een paar lange woorden';
const PROXY = '198.51.100.1';

/** The API on the network, behind a proxy that speaks HTTPS, and people with browsers before it. */
export class PeopleDesk {
  readonly desk: CliDesk;
  readonly site: FastifyInstance;
  /** What the mail server took. */
  readonly mails: MemoryCarrier['mails'];

  private constructor(parts: Pick<PeopleDesk, 'desk' | 'site' | 'mails'>) {
    this.desk = parts.desk;
    this.site = parts.site;
    this.mails = parts.mails;
  }

  static async open(live: LiveExchange = OFFLINE): Promise<PeopleDesk> {
    const carrier = new MemoryCarrier();
    const desk = await CliDesk.open(live, undefined, carrier);
    const { console, clock } = desk;
    const journal = new RecordingJournal();
    const pass = () => ({ status: 'pass' }) as const;
    const checks = {
      sip: pass,
      tls: pass,
      store: pass,
      media: pass,
      eventLoop: pass,
      disk: pass,
      mail: pass,
    };
    const site = buildSite({
      health: { clock, ready: () => true, checks },
      language: 'nl',
      journal,
      api: networkApi({ console, phone: PHONE, clock, journal }),
      proxies: [PROXY],
    });
    return new PeopleDesk({ desk, site, mails: carrier.mails });
  }

  get console(): Administration {
    return this.desk.console;
  }

  get clock(): FakeClock {
    return this.desk.clock;
  }

  close(): Promise<void> {
    return this.site.close();
  }

  browser(): Browser {
    return new Browser(this.site);
  }

  async addAdministrator(name = 'kees'): Promise<void> {
    assert.ok((await this.console.administrators.addAdministrator({ name, password: PASSWORD })).ok);
  }

  async administrator(name = 'kees'): Promise<Browser> {
    const browser = this.browser();
    const login = { method: 'password', name, password: PASSWORD };
    assert.equal((await browser.ask('POST', '/session', login)).status, 201);
    return browser;
  }

  /** Gives the password. */
  async addMember(number = '301', email = 'jan@example.net'): Promise<string> {
    const added = await this.console.extensions.add({ number, callsign: 'PX0AAA', name: 'Jan', email });
    assert.ok(added.ok);
    return added.value.password;
  }

  async member(password: string, number = '301'): Promise<Browser> {
    const browser = this.browser();
    const login = { method: 'extension', number, password };
    assert.equal((await browser.ask('POST', '/session', login)).status, 201);
    return browser;
  }

  /** What was begun without being waited for, mail for one, is done. */
  async settle(): Promise<void> {
    await this.console.administrators.removeAdministrator('nobody');
    await this.clock.advance(10);
  }
}

/** A person's browser: keeps cookies, shows the CSRF token, says what it is. */
export class Browser {
  readonly #site: FastifyInstance;
  readonly cookies = new Map<string, string>();
  csrfToken = '';
  /** HTTPS ends at our proxy; without it there is no proxy either. */
  secure = true;
  address = '203.0.113.7';
  lastSetCookie = '';

  constructor(site: FastifyInstance) {
    this.#site = site;
  }

  async ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    extra: Record<string, string> = {},
  ) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#site.inject({
      method,
      url: `/api/v1${url}`,
      remoteAddress: this.secure ? PROXY : this.address,
      headers: {
        host: 'tel.example.net',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
        ...(this.secure && { 'x-forwarded-proto': 'https', 'x-forwarded-for': this.address }),
        ...(cookie !== '' && { cookie }),
        ...(this.csrfToken !== '' && { 'x-csrf-token': this.csrfToken }),
        ...extra,
      },
      ...(payload && { payload }),
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) this.#keep(line);
    const isJson = /json/.test(String(answer.headers['content-type']));
    const body = answer.body !== '' && isJson ? answer.json() : undefined;
    if (typeof body?.csrfToken === 'string') this.csrfToken = body.csrfToken;
    return {
      status: answer.statusCode,
      code: body?.code,
      body,
      text: answer.body,
      headers: answer.headers,
    };
  }

  #keep(line: string): void {
    this.lastSetCookie = line;
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/Max-Age=0/.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
