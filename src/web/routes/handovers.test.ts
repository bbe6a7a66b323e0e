import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { PeopleDesk } from '../../../testkit/people-desk.ts';
import type { Letter, PrintedLetters } from '../contract/handovers.ts';

const HOUR = 3_600_000;
const MAC = '001565abcdef';

interface Made {
  readonly id: string;
  readonly url: string;
  readonly address: string;
  readonly qr: string;
  readonly newPassword: string | null;
  readonly openedAt: string | null;
}

let people: PeopleDesk;
let password: string;

beforeEach(async () => {
  people = await PeopleDesk.open();
  password = await people.addMember('301');
});

afterEach(() => people.close());

async function hand(purpose: string, given: object = { password }): Promise<Made> {
  const answer = await people.desk.api.inject({
    method: 'POST',
    url: '/api/v1/extensions/301/handovers',
    payload: { purpose, ...given },
  });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json();
}

function secretOf({ url }: Made): string {
  return (
    url
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? ''
  );
}

/** What a phone gets, by default on the exchange's own network. */
function fetchFile(made: Made, file: string, remoteAddress = '192.168.1.7') {
  return people.site.inject({ url: `/p/${secretOf(made)}/${file}`, remoteAddress });
}

describe('a phone', () => {
  it('fetches its settings by its own name, as often as it likes, and no other phone does', async () => {
    const made = await hand('yealink');
    assert.equal(made.newPassword, null);
    const file = await fetchFile(made, `${MAC}.cfg`);
    assert.equal(file.statusCode, 200);
    assert.equal(file.headers['cache-control'], 'no-store');
    assert.ok(file.body.includes(`account.1.password = ${password}\n`));
    assert.ok(file.body.includes('account.1.sip_server.1.address = tel.example.net\n'));
    assert.equal((await fetchFile(made, `${MAC}.cfg`)).statusCode, 200);
    assert.equal((await fetchFile(made, '001565000000.cfg')).statusCode, 404);
    assert.equal((await fetchFile(made, 'y000000000028.cfg')).statusCode, 404);
  });

  it('gets nothing over the internet without HTTPS', async () => {
    const made = await hand('grandstream');
    const file = await fetchFile(made, `cfg${MAC}.xml`, '203.0.113.9');
    assert.equal(file.statusCode, 403);
    assert.equal(file.body.includes(password), false);
  });

  it('gets nothing any more after a day, after it was revoked, and after the password changed', async () => {
    const late = await hand('snom');
    await people.clock.advance(24 * HOUR);
    assert.equal((await fetchFile(late, `${MAC}.xml`)).statusCode, 404);
    const revoked = await hand('snom');
    const url = `/api/v1/extensions/301/handovers/${revoked.id}`;
    assert.equal((await people.desk.api.inject({ method: 'DELETE', url })).statusCode, 200);
    assert.equal((await fetchFile(revoked, `${MAC}.xml`)).statusCode, 404);
    const stale = await hand('snom');
    assert.ok((await people.console.extensions.resetPassword('301')).ok);
    assert.equal((await fetchFile(stale, `${MAC}.xml`)).statusCode, 404);
  });

  it('is set up with a new password when the old one is not at hand', async () => {
    const made = await hand('yealink', {});
    assert.match(String(made.newPassword), /^[a-z2-9]{20}$/);
    assert.ok((await fetchFile(made, `${MAC}.cfg`)).body.includes(String(made.newPassword)));
  });

  it('with Linphone needs no password: its digest does', async () => {
    const made = await hand('linphone', {});
    assert.equal(made.newPassword, null);
    assert.match(made.qr, /^<svg/);
    const file = await fetchFile(made, 'linphone.xml');
    assert.equal(file.statusCode, 200);
    assert.match(file.body, /name="ha1" overwrite="true">[0-9a-f]{32}</);
    assert.equal(file.body.includes(password), false);
    const listed = await people.desk.api.inject('/api/v1/extensions/301/handovers');
    assert.notEqual((listed.json() as { items: Made[] }).items[0]?.openedAt, null);
  });

  it('that is not the family of the address, and a secret that is none, look the same', async () => {
    const made = await hand('yealink');
    const answers = [
      await fetchFile(made, `cfg${MAC}.xml`),
      await people.site.inject({ url: `/p/${'a'.repeat(32)}/${MAC}.cfg`, remoteAddress: '192.168.1.7' }),
      await people.site.inject({ url: `/p/x/${MAC}.cfg`, remoteAddress: '192.168.1.7' }),
    ];
    assert.deepEqual(
      answers.map(({ statusCode, body }) => [statusCode, body]),
      [
        [404, ''],
        [404, ''],
        [404, ''],
      ],
    );
  });
});

describe('the welcome letter', () => {
  const open = (made: Made, given: object = {}) =>
    people.browser().ask('POST', '/letters/opening', { secret: secretOf(made), ...given });

  it('opens once, with all that is needed', async () => {
    const made = await hand('letter');
    assert.match(made.url, /^https:\/\/tel\.example\.net\/welkom\/[a-z2-7]{32}$/);
    const state = await people.browser().ask('POST', '/letters/state', { secret: secretOf(made) });
    assert.deepEqual(state.body, { purpose: 'letter', language: 'nl' });
    const letter = (await open(made)).body as unknown as Letter;
    assert.equal(letter.settings.at(-1)?.value.replaceAll(' ', ''), password);
    assert.equal(letter.houseRules.length, 6);
    assert.match(letter.app?.url ?? '', /\/p\/[a-z2-7]{32}\/linphone\.xml$/);
    assert.match(letter.site.qr, /^<svg/);
    assert.equal((await open(made)).status, 404);
  });

  it('goes by mail as an address only, to who has one on file', async () => {
    const made = await hand('letter', { password, mail: true });
    await people.settle();
    const [mail] = people.mails;
    assert.equal(mail?.to, 'jan@example.net');
    assert.ok(mail?.text.includes(made.url));
    assert.equal(mail?.text.includes(password), false);
    assert.ok((await people.console.extensions.add({ number: '302', callsign: 'PX0AAB', name: 'Anne' })).ok);
    const payload = { purpose: 'letter', mail: true };
    const url = '/api/v1/extensions/302/handovers';
    assert.equal((await people.desk.api.inject({ method: 'POST', url, payload })).statusCode, 422);
  });

  it('speaks the language that is asked for', async () => {
    const letter = (await open(await hand('letter'), { language: 'en' })).body as unknown as Letter;
    assert.match(letter.title, /ready/);
  });

  it('is over after seven days', async () => {
    const made = await hand('letter');
    await people.clock.advance(7 * 24 * HOUR - 1);
    const state = await people.browser().ask('POST', '/letters/state', { secret: secretOf(made) });
    assert.equal(state.status, 200);
    await people.clock.advance(1);
    assert.equal((await open(made)).status, 404);
  });

  it('is no settings file, nor the other way round', async () => {
    const [letter, phone] = [await hand('letter'), await hand('yealink')];
    assert.equal((await fetchFile(letter, `${MAC}.cfg`)).statusCode, 404);
    assert.equal((await open(phone)).status, 404);
  });
});

describe('a handover', () => {
  it('is refused with a password that is not the extension’s', async () => {
    const answer = await people.desk.api.inject({
      method: 'POST',
      url: '/api/v1/extensions/301/handovers',
      payload: { purpose: 'letter', password: 'another one' },
    });
    assert.equal(answer.statusCode, 422);
  });

  it('keeps its password sealed, and at most five of an extension', async () => {
    for (let count = 0; count < 7; count++) await hand('letter');
    const { ledger } = await people.desk.store.load();
    assert.equal(ledger.handovers.length, 5);
    assert.equal(JSON.stringify(ledger.handovers).includes(password), false);
  });

  it('goes with its extension', async () => {
    const made = await hand('letter');
    assert.ok((await people.console.extensions.remove('301')).ok);
    assert.deepEqual((await people.desk.store.load()).ledger.handovers, []);
    const state = await people.browser().ask('POST', '/letters/state', { secret: secretOf(made) });
    assert.equal(state.status, 404);
  });

  it('is in the audit log, without its secret and its password', async () => {
    const made = await hand('yealink');
    await fetchFile(made, `${MAC}.cfg`);
    const audit = await people.desk.api.inject('/api/v1/audit?limit=10');
    for (const action of ['handover.create', 'handover.open']) assert.ok(audit.body.includes(action));
    assert.equal(audit.body.includes(secretOf(made)), false);
    assert.equal(audit.body.includes(password), false);
  });
});

describe('letters for printing', () => {
  async function print(extensions: readonly string[]) {
    const payload = { extensions, language: 'nl' };
    return people.desk.api.inject({ method: 'POST', url: '/api/v1/extensions/letters', payload });
  }

  it('come with new passwords, which are void nowhere but on phones with the old ones', async () => {
    await people.addMember('302');
    const answer = await print(['301', '399', '302', '301']);
    assert.equal(answer.statusCode, 200, answer.body);
    const { items, refused } = answer.json() as PrintedLetters;
    assert.deepEqual(
      items.map(({ number, app }) => [number, app]),
      [
        ['301', null],
        ['302', null],
      ],
    );
    assert.deepEqual(
      refused.map(({ extension, code }) => [extension, code]),
      [['399', 'not-found']],
    );
    const given = items[0]?.settings.at(-1)?.value.replaceAll(/[^a-z2-9]/g, '') ?? '';
    const check = await hand('letter', { password: given });
    assert.equal(check.newPassword, null, 'it is the password of the extension');
    const { statusCode } = await people.desk.api.inject({
      method: 'POST',
      url: '/api/v1/extensions/301/handovers',
      payload: { purpose: 'letter', password },
    });
    assert.equal(statusCode, 422, 'the old one is not');
  });

  it('are a hundred at most', async () => {
    assert.equal((await print(Array.from({ length: 101 }, (_, n) => String(100 + n)))).statusCode, 400);
    assert.equal((await print([])).statusCode, 400);
  });
});
