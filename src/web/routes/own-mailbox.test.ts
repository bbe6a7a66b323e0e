import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';
import { writePcmWav } from '../../media/prompts/wav.ts';

let people: PeopleDesk;
let owner: Browser;
let passwordOf302: string;
beforeEach(async () => {
  people = await PeopleDesk.open();
  owner = await people.member(await people.addMember('301'));
  passwordOf302 = await people.addMember('302');
});
afterEach(() => people.close());

/** A message of a second from 302 for 301; its id. */
async function leave(to = '301', from = '302'): Promise<string> {
  const sound = new Uint8Array(8_000).fill(0x55);
  assert.ok(await people.desk.voicemail.keep(to, from, { sound, spokenMs: 900, levelDb: -22 }));
  return String(people.desk.voicemail.of(to).at(-1)?.id);
}

async function other(): Promise<Browser> {
  return people.member(passwordOf302, '302');
}

function tone(seconds: number): Buffer {
  const samples = Int16Array.from({ length: seconds * 8_000 }, (_, at) => 6_000 * Math.sin(at / 3));
  return Buffer.from(writePcmWav({ rate: 8_000, samples }));
}

const WAV = { 'content-type': 'audio/wav' };

describe('a member', () => {
  it('sees his messages, the newest first, and who left them while he is there', async () => {
    const caller = await other();
    const first = await leave();
    await people.clock.advance(60_000);
    const second = await leave();
    const { body } = await owner.ask('GET', '/me/voicemail/messages');
    assert.deepEqual(
      body.items.map(({ id, heard, seconds }: { id: string; heard: boolean; seconds: number }) => [
        id,
        heard,
        seconds,
      ]),
      [
        [second, false, 1],
        [first, false, 1],
      ],
    );
    assert.deepEqual(body.items[0].caller, { number: '302', callsign: 'PX0AAA' });
    assert.equal((await caller.ask('GET', '/me/voicemail/messages')).body.items.length, 0);
  });

  it('listens to one, whole or piece by piece', async () => {
    const id = await leave();
    const url = `/me/voicemail/messages/${id}/sound`;
    const whole = await owner.ask('GET', url);
    assert.deepEqual(
      [whole.status, whole.headers['content-type'], whole.headers['accept-ranges']],
      [200, 'audio/wav', 'bytes'],
    );
    assert.match(
      String(whole.headers['content-disposition']),
      /^inline; filename="\d{4}-\d\d-\d\d-\d{4}\.wav"$/,
    );
    assert.equal(whole.headers['cache-control'], 'no-store');
    const length = Number(whole.headers['content-length']);
    assert.equal(length, 44 + 2 * 16_000);
    const part = await owner.ask('GET', url, undefined, { range: 'bytes=44-143' });
    assert.deepEqual(
      [part.status, part.headers['content-range'], part.headers['content-length']],
      [206, `bytes 44-143/${length}`, '100'],
    );
    const behind = await owner.ask('GET', url, undefined, { range: `bytes=${length}-` });
    assert.deepEqual([behind.status, behind.headers['content-range']], [416, `bytes */${length}`]);
    assert.equal(
      (await owner.ask('GET', '/me/voicemail/messages')).body.items[0].heard,
      false,
      'looking is not hearing',
    );
  });

  it('marks, keeps and deletes; the lamps are told each time', async () => {
    const id = await leave();
    const told: string[] = [];
    people.desk.voicemail.watch((extension) => {
      const { unheard, heard } = people.desk.voicemail.countsOf(extension);
      told.push(`${extension} ${unheard}/${heard}`);
    });
    const url = `/me/voicemail/messages/${id}`;
    assert.equal((await owner.ask('PATCH', url, { heard: true })).body.heard, true);
    assert.equal((await owner.ask('PATCH', url, { heard: false })).body.heard, false);
    await people.clock.advance(86_400_000);
    const { body } = await owner.ask('PATCH', url, { keep: true });
    assert.equal(Date.parse(body.expiresAt), people.clock.wallTime() + 30 * 86_400_000);
    assert.equal(body.heard, true);
    assert.equal((await owner.ask('DELETE', url)).status, 200);
    assert.deepEqual(told, ['301 0/1', '301 1/0', '301 0/1', '301 0/0']);
    assert.equal((await owner.ask('GET', `${url}/sound`)).status, 404);
    assert.equal((await owner.ask('DELETE', url)).status, 404);
  });

  it('switches voicemail on, and mail where there is an address', async () => {
    const set = await owner.ask('PATCH', '/me/voicemail', { takesMessages: true, byMail: true });
    assert.deepEqual([set.body.takesMessages, set.body.byMail], [true, true]);
    assert.ok(
      (
        await people.console.extensions.add({
          number: '303',
          callsign: 'PX0AAC',
          name: 'P',
          password: 'een twee drie',
        })
      ).ok,
    );
    const poor = await people.member('een twee drie', '303');
    assert.equal((await poor.ask('PATCH', '/me/voicemail', { byMail: true })).code, 'email-missing');
  });

  it('gives a greeting as WAV, hears it, and goes back to the usual one', async () => {
    assert.equal((await owner.ask('GET', '/me/voicemail/greeting/sound')).status, 404);
    assert.equal((await owner.ask('PUT', '/me/voicemail/greeting', tone(2), WAV)).status, 200);
    const { status, headers } = await owner.ask('GET', '/me/voicemail/greeting/sound');
    assert.deepEqual([status, headers['content-type']], [200, 'audio/wav']);
    assert.equal((await owner.ask('GET', '/me/voicemail')).body.ownGreeting, true);
    const long = await owner.ask('PUT', '/me/voicemail/greeting', tone(31), WAV);
    assert.deepEqual([long.code, long.body.values.reason], ['recording-invalid', 'too-long']);
    const junk = await owner.ask('PUT', '/me/voicemail/greeting', Buffer.from('no sound'), WAV);
    assert.equal(junk.body.values.reason, 'not-wav');
    assert.deepEqual((await owner.ask('DELETE', '/me/voicemail/greeting')).body, { own: false });
    assert.equal((await owner.ask('GET', '/me/voicemail/greeting/sound')).status, 404);
  });
});

describe('nobody else', () => {
  it('hears, marks or deletes a message: not another member, not who has not logged in, not an administrator', async () => {
    const id = await leave();
    await people.addAdministrator();
    const token = await people.console.tokens.create({ scopes: ['admin'] });
    assert.ok(token.ok);
    const script = people.browser();
    const authorization = { authorization: `Bearer ${token.value.secret}` };
    const strangers: readonly [string, Browser, number, Record<string, string>][] = [
      ['member', await other(), 404, {}],
      ['visitor', people.browser(), 401, {}],
      ['administrator', await people.administrator(), 403, {}],
      ['token', script, 403, authorization],
    ];
    const url = `/me/voicemail/messages/${id}`;
    for (const [who, browser, status, headers] of strangers) {
      const answers = [
        await browser.ask('GET', `${url}/sound`, undefined, headers),
        await browser.ask('PATCH', url, { heard: true }, headers),
        await browser.ask('DELETE', url, undefined, headers),
      ];
      assert.deepEqual(
        answers.map((answer) => answer.status),
        [status, status, status],
        who,
      );
    }
    assert.deepEqual(people.desk.voicemail.countsOf('301'), { unheard: 1, heard: 0 });
    assert.equal((await owner.ask('GET', `${url}/sound`)).status, 200);
  });
});
