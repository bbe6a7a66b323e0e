import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { PROBLEM_HELP } from '../src/cli/problem-help.ts';
import { type LiveExchange, OFFLINE } from '../src/exchange/administration/live-exchange.ts';
import { openBuiltPages } from '../src/platform/built-pages.ts';
import type { PagesBundle, PagesModule } from '../src/web/contract/pages-bundle.ts';
import { API_PREFIX } from '../src/web/contract.ts';
import type { Assets } from '../src/web/pages/assets.ts';
import { problem, sendProblem } from '../src/web/problem.ts';
import type { Examine } from '../src/web/routes/doctor.ts';
import type { Whereabouts } from '../src/web/routes/reach.ts';
import type { Club } from '../src/web/routes/site.ts';
import { buildSite, networkApi } from '../src/web/server.ts';
import { CliDesk } from './cli-desk.ts';
import { MemoryCarrier } from './memory-carrier.ts';
import type { HostWords } from './memory-settings.ts';
import { RecordingJournal } from './recording-journal.ts';

const PHONE = {
  server: 'tel.example.net',
  port: 5060,
  tlsPort: 5061,
  transports: ['UDP', 'TCP', 'TLS'],
  registrationSeconds: 3600,
  codecs: ['G.722', 'PCMA'],
};

/** HTTPS ends there. */
const PROXY = '198.51.100.1';

interface Asked {
  readonly method?: 'GET' | 'POST';
  readonly form?: Readonly<Record<string, string>>;
  /** Goes along with the form. */
  readonly file?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
}

export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** The web site as a browser without scripts sees it: pages in front of an exchange on a store in memory. */
export class SiteUnderTest {
  readonly desk: CliDesk;
  readonly site: FastifyInstance;
  readonly journal: RecordingJournal;
  readonly carrier: MemoryCarrier;
  /** As a browser keeps them. */
  readonly cookies = new Map<string, string>();
  /** What pages and others read of the API, behind its prefix. */
  readonly reads: string[] = [];
  /** Which of that cannot be read: the store is locked. */
  unreadable: (path: string) => boolean = () => false;

  private constructor(
    desk: CliDesk,
    site: FastifyInstance,
    journal: RecordingJournal,
    carrier: MemoryCarrier,
  ) {
    this.carrier = carrier;
    this.desk = desk;
    this.site = site;
    this.journal = journal;
  }

  static async open({
    language = 'nl',
    club = { name: 'Club Example', contact: 'info@club.example' },
    bundle,
    assets,
    live = OFFLINE,
    host,
    whereabouts,
    examine,
  }: {
    readonly language?: 'nl' | 'en';
    readonly club?: Club;
    /** Other pages than the built ones. */
    readonly bundle?: PagesBundle;
    /** What they load, likewise. */
    readonly assets?: Assets;
    readonly live?: LiveExchange;
    /** What the host set. */
    readonly host?: HostWords;
    readonly whereabouts?: Whereabouts;
    readonly examine?: Examine;
  } = {}): Promise<SiteUnderTest> {
    const carrier = new MemoryCarrier();
    const desk = await CliDesk.open(live, undefined, carrier, host);
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
    const built = await openBuiltPages();
    assert.ok(built, 'the pages are not built: node bin/prepare.js');
    const site = buildSite({
      health: { clock, ready: () => true, checks },
      language,
      journal,
      proxies: [PROXY],
      api: networkApi({
        console,
        phone: PHONE,
        clock,
        journal,
        club,
        problems: PROBLEM_HELP,
        ...(whereabouts && { whereabouts }),
        ...(examine && { examine }),
      }),
      pages: {
        bundle:
          bundle ??
          (built.module as PagesModule).openPages({
            timeZone: 'Europe/Amsterdam',
            problems: PROBLEM_HELP,
          }),
        assets: assets ?? built.assets,
      },
    });
    const opened = new SiteUnderTest(desk, site, journal, carrier);
    site.addHook('onRequest', async ({ method, url }, reply) => {
      if (method !== 'GET' || !url.startsWith(`${API_PREFIX}/`)) return;
      const path = url.slice(API_PREFIX.length);
      opened.reads.push(path);
      if (opened.unreadable(path)) {
        return sendProblem(reply, problem('store-unread', { values: { reason: 'busy' } }));
      }
    });
    return opened;
  }

  /** What the mail server took. */
  get mails(): MemoryCarrier['mails'] {
    return this.carrier.mails;
  }

  close(): Promise<void> {
    return this.site.close();
  }

  async ask(url: string, { method, form, file, headers, from }: Asked = {}): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = form && (await encoded(form, file));
    const answer = await this.site.inject({
      method: method ?? (form ? 'POST' : 'GET'),
      url,
      remoteAddress: PROXY,
      headers: {
        host: 'tel.example.net',
        'x-forwarded-proto': 'https',
        'x-forwarded-for': from ?? '192.0.2.7',
        ...(cookie !== '' && { cookie }),
        ...(sent && { origin: 'https://tel.example.net', 'content-type': sent.type }),
        ...headers,
      },
      ...(sent && { payload: sent.body }),
    });
    for (const { name, value } of answer.cookies) {
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  }

  /** A page that must be there, and come whole: every link with a name, no leftover of a value that was missing. */
  async page(url: string): Promise<string> {
    const { status, body } = await this.ask(url);
    assert.equal(status, 200, url);
    assert.doesNotMatch(body, /undefined|\[object|NaN/, url);
    return body;
  }

  /** Sends the form that the page shows, with its hidden fields and what is given. */
  async send(
    url: string,
    form: Readonly<Record<string, string>>,
    file?: Uint8Array<ArrayBuffer>,
  ): Promise<Seen> {
    const html = await this.page(url);
    const csrf = /name="csrf" value="([^"]*)"/.exec(html)?.[1];
    const filled = { ...(csrf !== undefined && { csrf }), ...form };
    return this.ask(url, file === undefined ? { form: filled } : { form: filled, file });
  }

  /** A member, logged in with the password of a phone, which is given. */
  async asMember(number = '301', callsign = 'PX0AAA', email = 'jan@example.net'): Promise<string> {
    const added = await this.desk.console.extensions.add({ number, callsign, name: 'Jan', email });
    assert.ok(added.ok);
    const { password } = added.value;
    await this.logIn(number, password);
    return password;
  }

  async logIn(number: string, password: string): Promise<void> {
    const { status } = await this.send('/inloggen', { method: 'extension', number, password });
    assert.equal(status, 303);
  }

  /** What was begun without being waited for, mail for one, is done. */
  async settle(): Promise<void> {
    await this.desk.console.administrators.removeAdministrator('nobody');
    await this.desk.clock.advance(10);
  }
}

/** As browsers send forms: RFC 7578 when a file comes along. */
async function encoded(form: Readonly<Record<string, string>>, file: Uint8Array<ArrayBuffer> | undefined) {
  if (file === undefined) {
    return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(form).toString() };
  }
  const data = new FormData();
  for (const [name, value] of Object.entries(form)) data.append(name, value);
  data.append('file', new Blob([file]), 'a file.wav');
  const request = new Response(data);
  const type = request.headers.get('content-type') ?? '';
  return { type, body: Buffer.from(await request.arrayBuffer()) };
}
