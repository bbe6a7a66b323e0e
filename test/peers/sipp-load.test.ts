/** Many phones at once, by a program that forgives nothing. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertBecomesEmpty, Installation } from './installation.ts';
import { Sipp } from './sipp.ts';
import { importUsers, type User } from './users.ts';

const USERS = 1000;
const REGISTRATIONS = 10_000;
const REGISTRATIONS_PER_SECOND = 500;
const CALLS = 2000;
const CALLS_PER_SECOND = 50;
/** A phone is called at the flow it registered from, so the called ones answer where they registered. */
const PHONES_PORT = 21100;
const CALLERS_PORT = 21200;

describe('1000 phones', () => {
  let users: readonly User[] = [];
  let installation: Installation;

  before(async () => {
    const settings = { HAMVOIP_LIMITS: 'off' };
    installation = await Installation.create({ settings });
    await installation.start();
  });

  after(() => installation?.remove());

  it('`extension import` makes 1000 extensions from a CSV file', async () => {
    users = await importUsers(installation, USERS);
    assert.equal(((await installation.hamvoip('extension', 'list')) as unknown[]).length, USERS);
  });

  it('10,000 REGISTERs with digest all succeed', async (t) => {
    const file = await injectionFile('registrations.csv', users.map(credentials));
    const sipp = await Sipp.start({
      scenario: 'register',
      port: PHONES_PORT,
      calls: REGISTRATIONS,
      rate: REGISTRATIONS_PER_SECOND,
      users: file,
    });
    const { retransmissions } = await sipp.assertAllWell();
    t.diagnostic(
      `${REGISTRATIONS} registrations at ${REGISTRATIONS_PER_SECOND}/s, ${retransmissions} retransmissions`,
    );
    assert.equal(await installation.metric('hamvoip_registrations_active'), USERS);
    const evaluations = await installation.metric('hamvoip_auth_evaluations_total', 'result="authentic"');
    assert.equal(evaluations, REGISTRATIONS);
  });

  it('2000 calls with digest all come about and end', async (t) => {
    const calls = users.map(
      (user, index) => `${credentials(user)};${users[(index + USERS / 2) % USERS]?.number}`,
    );
    const file = await injectionFile('calls.csv', calls);
    const callees = await Sipp.start({ scenario: 'callee', port: PHONES_PORT, calls: CALLS });
    const callers = await Sipp.start({
      scenario: 'caller',
      port: CALLERS_PORT,
      calls: CALLS,
      rate: CALLS_PER_SECOND,
      users: file,
    });
    const made = await callers.assertAllWell();
    const taken = await callees.assertAllWell();
    t.diagnostic(
      `${CALLS} calls at ${CALLS_PER_SECOND}/s, ${made.retransmissions + taken.retransmissions} retransmissions`,
    );
    assert.equal(await installation.metric('hamvoip_calls_total', 'result="answered"'), CALLS);
  });

  it('within 37 s nothing is left of it, and nothing went wrong', async () => {
    await assertBecomesEmpty(installation);
    assert.equal(await installation.metric('hamvoip_handler_exceptions_total'), 0);
  });

  async function injectionFile(name: string, lines: readonly string[]): Promise<string> {
    const file = join(installation.data, name);
    await writeFile(file, `SEQUENTIAL\n${lines.join('\n')}\n`);
    return file;
  }
});

function credentials({ number, password }: User): string {
  return `${number};[authentication username=${number} password=${password}]`;
}
