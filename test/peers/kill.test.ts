/** The power fails while phones register: what got its 200 is still there when the exchange is back. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { seededRandom } from '../../testkit/seeded-random.ts';
import { Baresip } from './baresip.ts';
import { assertHears } from './hearing.ts';
import { Installation } from './installation.ts';
import { RegisteringClient } from './registering-client.ts';
import { importUsers } from './users.ts';
import { pause, until } from './waiting.ts';

const ROUNDS = 20;
const USERS = 500;
const REQUESTS_PER_SECOND = 1000;
/** Answers that had left when it was killed have arrived by then. */
const DRAIN_MS = 100;

interface Listed {
  readonly number: string;
  readonly registrations: readonly { readonly userAgent: string }[];
}

describe('an exchange that is killed', () => {
  let installation: Installation;
  let client: RegisteringClient;
  let phone: Baresip;
  const passwords = new Map<string, string>();
  const phones: Baresip[] = [];

  before(async () => {
    const settings = { HAMVOIP_LIMITS: 'off' };
    installation = await Installation.create({ settings });
    await installation.start();
    const users = await importUsers(installation, USERS);
    client = await RegisteringClient.open(users);
    for (const number of ['301', '302']) passwords.set(number, await installation.addExtension(number));
    phone = await startPhone('301', 21100, 440);
  });

  after(async () => {
    client?.close();
    for (const started of phones) await started.remove();
    await installation?.remove();
  });

  it(`loses no registration that got its 200, in ${ROUNDS} rounds`, async (t) => {
    const random = seededRandom(7);
    const answerMs: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const before = client.acknowledged.size;
      client.begin(REQUESTS_PER_SECOND);
      await until('registrations succeed', () => client.acknowledged.size > before + 100);
      await pause(random.integer(500));
      await installation.kill();
      await pause(DRAIN_MS);
      client.pause();
      installation.launch('node', ['bin/hamvoip.js', 'start']);
      answerMs.push(await client.firstAnswer(30_000));
      await installation.ready();
      assert.deepEqual(await missing(), [], `round ${round}`);
    }
    t.diagnostic(
      `${client.requests} requests, ${client.acknowledged.size} registrations acknowledged, none missing; ` +
        `from start to first answer at most ${Math.round(Math.max(...answerMs))} ms, ` +
        `in the middle ${Math.round(answerMs.sort((a, b) => a - b)[ROUNDS / 2] ?? 0)} ms`,
    );
  });

  it('reaches a UDP phone at the first INVITE, though that never registered again', async () => {
    const registrationsBefore = phone.registrations;
    const caller = await startPhone('302', 21200, 1000);
    caller.dial('301');
    await Promise.all([caller.happened('CALL_ESTABLISHED'), phone.happened('CALL_ESTABLISHED')]);
    await assertHears('the caller', caller, { tones: [440], notTones: [1000] });
    assert.equal(registrationsBefore, 1);
    assert.equal(phone.registrations, 1);
    assert.equal(await installation.metric('hamvoip_handler_exceptions_total'), 0);
  });

  async function startPhone(number: string, port: number, toneHz: number): Promise<Baresip> {
    const started = await Baresip.start({ number, port, toneHz, password: passwords.get(number) ?? '' });
    phones.push(started);
    return started;
  }

  /** Phones that were acknowledged and are not in the exchange's own list. */
  async function missing(): Promise<string[]> {
    const listed = (await installation.hamvoip('extension', 'list')) as Listed[];
    const there = new Set(
      listed.flatMap(({ registrations }) => registrations.map(({ userAgent }) => userAgent)),
    );
    return [...client.acknowledged].filter((phone) => !there.has(phone));
  }
});
