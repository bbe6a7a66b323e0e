/**
 * A club in which everything that a page can show is there at once: phones that call, a bridge with people in it,
 * bans, requests, an outage, letters and lists. All of it is invented.
 */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Phone } from '../../../testkit/phone.ts';
import type { Personality } from '../../../testkit/phone-personality.ts';
import { SmtpDouble } from '../../../testkit/smtp-double.ts';
import { tellTimesIn } from '../../../ui/words/format.ts';
import { ExchangeProcess } from '../../faults/exchange-process.ts';
import { until } from '../../faults/waiting.ts';
import type { Answered } from './site-map.ts';

export type Role = 'visitor' | 'member' | 'administrator';
export const ROLES = ['visitor', 'member', 'administrator'] as const;

export interface Cookie {
  readonly name: string;
  readonly value: string;
}

type Password = { readonly password: string };
type Keeper = Pick<TestContext, 'after'>;
type Items<Item> = { readonly items: readonly Item[] };

const TIME_ZONE = 'Europe/Amsterdam';
export const ADMINISTRATOR = { name: 'beheerder', password: 'correct horse battery staple' };
export const MEMBER = { number: '301', callsign: 'PX0AAA', name: 'Anaïs Lid', email: 'lid@club.example' };
/** Each role asks from an address of its own: a page answers one address only so often. The member's is banned. */
const ADDRESSES: Readonly<Record<Role, string>> = {
  visitor: '127.0.0.2',
  member: '127.0.0.1',
  administrator: '127.0.0.3',
};
export const STRANGER = '127.9.0.66';
const HOUR_S = 3_600;
/** Greeting, tone, and two seconds of sound. */
const SPOKEN_TO_MS = 12_000;

export class BusyClub {
  readonly exchange: ExchangeProcess;
  readonly base: string;
  readonly mails: SmtpDouble;
  readonly #cookies = new Map<Role, Cookie>();
  #memberPassword = '';

  private constructor(exchange: ExchangeProcess, mails: SmtpDouble) {
    this.exchange = exchange;
    this.mails = mails;
    this.base = `http://127.0.0.1:${exchange.httpPort}`;
  }

  static async open(keeper: Keeper, firstPort: number): Promise<BusyClub> {
    const mails = await SmtpDouble.open();
    keeper.after(() => mails.close());
    const exchange = await ExchangeProcess.start(keeper, {
      firstPort,
      settings: {
        HAMVOIP_LANG: 'nl',
        HAMVOIP_CONTACT: 'info@club.example',
        HAMVOIP_TIME_ZONE: TIME_ZONE,
        HAMVOIP_SMTP: `smtp://127.0.0.1:${mails.port}`,
        HAMVOIP_MAIL_FROM: 'tel@club.example',
      },
    });
    tellTimesIn(TIME_ZONE);
    const club = new BusyClub(exchange, mails);
    await club.#fill();
    return club;
  }

  /** As the host of the machine, who may everything. */
  async host<Body>(method: string, path: string, body?: object): Promise<Body> {
    const answer = await this.exchange.api(method, path, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as Body;
  }

  /** What an API request of somebody says; `/me` is the member's own. */
  async read(path: string): Promise<string> {
    if (!/^\/(me|sessions)\b/.test(path)) return JSON.stringify(await this.host('GET', path));
    const { status, body } = await this.ask('member', `/api/v1${path}`);
    assert.equal(status, 200, `${path}: ${body}`);
    return body;
  }

  /** Asks for a page or a file as a browser of that role does. */
  async ask(role: Role, address: string): Promise<Answered> {
    return this.#send(role, 'GET', address, await this.cookieOf(role));
  }

  /** Of a session that still runs; logged in anew when the last one has ended. */
  async cookieOf(role: Role): Promise<Cookie | undefined> {
    if (role === 'visitor') return undefined;
    const known = this.#cookies.get(role);
    if (known !== undefined) {
      const { body } = await this.#send(role, 'GET', '/api/v1/session', known);
      if ((JSON.parse(body) as { role: string }).role === role) return known;
    }
    const cookie = await this.logIn(role);
    this.#cookies.set(role, cookie);
    return cookie;
  }

  /** Another session of the same person. */
  async logIn(role: 'member' | 'administrator'): Promise<Cookie> {
    const login =
      role === 'administrator'
        ? { method: 'password', ...ADMINISTRATOR }
        : { method: 'extension', number: MEMBER.number, password: await this.memberPassword() };
    const { status, body, cookie } = await this.#send(role, 'POST', '/api/v1/session', undefined, login);
    assert.equal(status, 201, body);
    return cookie ?? assert.fail('there is no cookie');
  }

  /** With which the member logs in; a new one when he took another, and a new extension when he left. */
  async memberPassword(): Promise<string> {
    const login = { method: 'extension', number: MEMBER.number, password: this.#memberPassword };
    const { status } = await this.#send('visitor', 'POST', '/api/v1/session', undefined, login);
    if (status === 201) return this.#memberPassword;
    const renewed = await this.exchange.api('POST', `/extensions/${MEMBER.number}/password`, {});
    this.#memberPassword =
      renewed.status === 404
        ? (await this.host<Password>('POST', '/extensions', MEMBER)).password
        : (renewed.body as Password).password;
    return this.#memberPassword;
  }

  /** Something of the API that a member does for himself. */
  async asMember<Body>(method: string, path: string, body: object): Promise<Body> {
    const cookie = await this.cookieOf('member');
    const session = JSON.parse((await this.ask('member', '/api/v1/session')).body) as { csrfToken: string };
    const answer = await this.#send('member', method, `/api/v1${path}`, cookie, body, session.csrfToken);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body || '{}') as Body;
  }

  /** The newest mail to somebody, as a reader sees it. */
  async mailWith(pattern: RegExp): Promise<string> {
    const readable = () =>
      this.mails.mails.map((mail) => mail.replaceAll('=\r\n', '').replaceAll('=3D', '='));
    let found: string | undefined;
    await until(`a mail says ${pattern}`, () => {
      found = readable()
        .map((mail) => pattern.exec(mail)?.[0])
        .findLast((text) => text !== undefined);
      return found !== undefined;
    });
    return found ?? '';
  }

  async #send(
    role: Role,
    method: string,
    path: string,
    cookie: Cookie | undefined,
    json?: object,
    csrf?: string,
  ): Promise<Answered & { readonly cookie: Cookie | undefined }> {
    return new Promise((resolve, reject) => {
      const asked = request(`${this.base}${path}`, {
        method,
        localAddress: ADDRESSES[role],
        headers: {
          referer: this.base,
          origin: this.base,
          ...(cookie && { cookie: `${cookie.name}=${cookie.value}` }),
          ...(json && { 'content-type': 'application/json' }),
          ...(csrf !== undefined && { 'x-csrf-token': csrf }),
        },
      });
      asked.on('error', reject);
      asked.on('response', (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (text: string) => {
          body += text;
        });
        answer.on('end', () => {
          const [set = ''] = answer.headers['set-cookie'] ?? [];
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            location: answer.headers.location,
            body,
            cookie: name !== undefined && value ? { name, value } : undefined,
          });
        });
      });
      asked.end(json && JSON.stringify(json));
    });
  }

  async #fill(): Promise<void> {
    await this.host('POST', '/administrators', { ...ADMINISTRATOR, email: 'beheer@club.example' });
    await this.host('POST', '/administrators', { name: 'tweede', password: 'another horse battery staple' });
    this.#memberPassword = (await this.host<Password>('POST', '/extensions', MEMBER)).password;
    for (const number of ['302', '303', '304', '305', '306', '307']) await this.exchange.addExtension(number);
    await this.#talk();
    await this.#guard();
    await this.#tell();
    await this.#keep();
  }

  /** Two in a call, one in a bridge, one call that is over. */
  async #talk(): Promise<void> {
    await this.host('POST', '/conferences', { number: '900', name: 'Ronde' });
    await this.host('POST', '/conferences', { number: '901', name: 'Techniek', pin: '123456' });
    const [caller, called, talker] = [
      await this.exchange.registered('302'),
      await this.exchange.registered('303'),
      await this.exchange.registered('304'),
    ];
    await this.callBetween(caller, called);
    await this.enterBridge(talker);
    await this.recordCall();
  }

  async callBetween(caller: Phone, called: Phone): Promise<void> {
    const call = await caller.call(called.number);
    await until('it rings', () => called.isCalled);
    await called.incoming.answer();
    await until('it is answered', () => call.state === 'answered');
  }

  /** Into 900. */
  async enterBridge(phone: Phone): Promise<void> {
    const call = await phone.call('900');
    await until('he is in the bridge', () => call.state === 'answered');
  }

  /** The member's phone calls and hangs up, so that there is a record. */
  async recordCall(): Promise<void> {
    const phone = await this.exchange.phone(MEMBER.number, {
      password: await this.memberPassword(),
    });
    await phone.register();
    const call = await phone.call('9043');
    await until('the echo answers', () => call.state === 'answered');
    await call.hangUp();
    await until('the call is kept', async () =>
      (await this.read('/call-history')).includes(`"${MEMBER.number}"`),
    );
    await phone.unregister();
    this.exchange.discard(phone);
  }

  /** Bans of a stranger, of the member and of nobody, a whitelist and who asks for it, a suspension. */
  async #guard(): Promise<void> {
    await this.banStranger();
    await this.host('POST', '/bans', { address: '203.0.113.99', durationSeconds: HOUR_S });
    await this.banMember();
    await this.host('POST', '/whitelist', { entry: '198.51.100.0/28', owner: '305', note: 'de clubhut' });
    await this.askForWhitelist('198.51.100.71');
    await this.askForWhitelist('198.51.100.72');
    await this.host('POST', '/suspensions', { scope: ['305'], reason: 'Het toestel belt vanzelf.' });
  }

  async askForWhitelist(entry: string, note = 'nieuw toestel'): Promise<void> {
    await this.host('POST', '/whitelist-requests', { extension: '306', entry, note });
  }

  /** The address from which his browser comes. */
  async banMember(): Promise<void> {
    await this.host('POST', '/bans', { address: ADDRESSES.member, durationSeconds: HOUR_S });
  }

  /** Three wrong passwords for a number there is. */
  async banStranger(address = STRANGER, personality: Partial<Personality> = {}): Promise<void> {
    const phone = await this.exchange.phone('306', { password: 'not-the-password', address, personality });
    // Nobody who is banned gets an answer: the last one is not waited for.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await Promise.race([phone.register(), this.#isBanned(address)]);
    }
    await this.#isBanned(address);
    this.exchange.discard(phone);
  }

  async #isBanned(address: string): Promise<void> {
    await until(`${address} is banned`, async () => (await this.read('/bans')).includes(address));
  }

  /** What members read: an outage, work that is planned, an instruction, pages of the club. */
  async #tell(): Promise<void> {
    await this.openIncident();
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const work = { kind: 'maintenance', parts: ['website'], text: 'De pagina’s zijn een half uur weg.' };
    await this.host('POST', '/incidents', { ...work, title: 'Nieuwe schijf', from: at(5), until: at(6) });
    await this.giveInstruction();
    await this.apply('PX0APA');
    await this.addPage('velddag', { nl: 'Velddag', en: 'Field day' });
    await this.addPage('ledenavond', { nl: 'Ledenavond', en: 'Members’ evening' }, 'members');
  }

  /** One of the club's own, in the menu. */
  async addPage(id: string, title: object, audience = 'everyone'): Promise<void> {
    const { page } = await this.host<{ page: string }>('POST', '/pages', { id, title, audience });
    const text = { nl: 'Neem mee:\n\n## Lijst\n\n- laarzen', en: 'Bring:\n\n## List\n\n- boots' };
    const change = { nl: 'De pagina is nieuw.', en: 'The page is new.' };
    await this.host('POST', `/pages/${page}/versions`, { text, change, revision: '0-published' });
  }

  async openIncident(title = 'Bellen hapert'): Promise<string> {
    const incident = { kind: 'incident', parts: ['calls'], text: 'Wie belt hoort soms niets.', title };
    return (await this.host<{ id: string }>('POST', '/incidents', incident)).id;
  }

  async giveInstruction(): Promise<string> {
    const wish = { text: 'Schrijf je wachtwoord op.', targets: { kind: 'all' }, withinSeconds: 86_400 };
    return (await this.host<{ id: string }>('POST', '/instructions', wish)).id;
  }

  /** The part of the address at which the applicant sees how it stands. */
  async apply(callsign: string): Promise<string> {
    const wish = { callsign, name: 'Aanvrager', email: `${callsign.toLowerCase()}@club.example` };
    return (await this.host<{ token: string }>('POST', '/applications', { ...wish, rulesVersion: '1' }))
      .token;
  }

  /** For somebody who has no phone registered: called until the tone, and spoken to. */
  async leaveVoiceMessage(number: string, caller = '302'): Promise<void> {
    await this.host('PATCH', `/mailboxes/${number}`, { takesMessages: true });
    const phone = await this.exchange.registered(caller);
    const call = await phone.call(number);
    await until('voicemail answers', () => call.state === 'answered');
    call.media?.startTone(440);
    const isThere = async () => /"unheard":[1-9]/.test(JSON.stringify(await this.mailboxOf(number)));
    await pause(SPOKEN_TO_MS);
    await call.hangUp();
    this.exchange.discard(phone);
    await until('the message is kept', isThere);
  }

  mailboxOf(number: string): Promise<object> {
    return this.host('GET', `/mailboxes/${number}`);
  }

  /** What opens the screen of the club's room. */
  async keyOfScreen(name: string): Promise<string> {
    const wish = { name, scopes: ['kiosk'], durationSeconds: HOUR_S };
    return (await this.host<{ secret: string }>('POST', '/tokens', wish)).secret;
  }

  /** Where somebody becomes an administrator. */
  async invite(name: string): Promise<string> {
    const { link } = await this.host<{ link: { url: string } }>('POST', '/administrators', { name });
    return new URL(link.url).pathname;
  }

  /** Lists, backups, keys, phones of the member. */
  async #keep(): Promise<void> {
    await this.host('PUT', `/extensions/${MEMBER.number}/listing`, { listed: true });
    const { id } = await this.host<{ id: string }>('POST', '/directory/builds', {});
    await until('the list is made', async () =>
      /"finished"/.test(await this.read(`/directory/builds/${id}`)),
    );
    await this.makeBackup();
    await this.host('POST', '/tokens', { name: 'kiosk', scopes: ['read'] });
    await this.asMember('POST', '/me/phone-passwords', { name: 'shack' });
    await this.logIn('administrator');
  }

  async makeBackup(): Promise<void> {
    const { id } = await this.host<{ id: string }>('POST', '/backups', { passphrase: 'a long passphrase' });
    await until('the backup is made', async () => {
      const { items } = await this.host<Items<{ id: string; state: string }>>('GET', '/backups');
      return items.some((backup) => backup.id === id && backup.state === 'finished');
    });
  }
}
