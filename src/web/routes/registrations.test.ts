import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';
import { OFFLINE } from '../../exchange/administration/live-exchange.ts';
import type { RegistrationView } from '../../exchange/console/extensions.ts';

const PHONE: RegistrationView = {
  contactUri: 'sip:301@192.0.2.9',
  transport: 'udp',
  userAgent: 'Phone 1',
  registeredAtMs: 0,
  expiresAtMs: 3_600_000,
  reachable: true,
  roundTripMs: 20,
  silentSinceMs: null,
  routerSigns: [],
};

async function withToken(people: PeopleDesk, scope: 'read' | 'write'): Promise<Browser['ask']> {
  const made = await people.console.tokens.create({ name: scope, scopes: [scope] });
  assert.ok(made.ok);
  const authorization = `Bearer ${made.value.secret}`;
  const browser = people.browser();
  return (method, url) => browser.ask(method, url, undefined, { authorization });
}

test('who may read states sees which phones are registered, and neither people nor addresses', async () => {
  const registrationsOf = (number: string) => (number === '302' ? [] : [PHONE]);
  const people = await PeopleDesk.open({ ...OFFLINE, running: true, registrationsOf });
  const password = await people.addMember('301');
  await people.addMember('302');
  await people.addMember('303');
  const { status, body, text } = await (await withToken(people, 'read'))('GET', '/registrations?limit=1');
  assert.deepEqual([status, body.items.length, typeof body.next], [200, 1, 'string']);
  const [{ extension, registrations }] = body.items;
  assert.deepEqual([extension, registrations[0].userAgent], ['301', 'Phone 1']);
  assert.doesNotMatch(text, /192\.0\.2|PX0|Jan/);
  await people.addAdministrator();
  const all = await (await people.administrator()).ask('GET', '/registrations');
  assert.deepEqual(
    all.body.items.map((one: { extension: string }) => one.extension),
    ['301', '303'],
  );
  const [writer, member, visitor] = [
    await withToken(people, 'write'),
    await people.member(password),
    people.browser(),
  ];
  assert.equal((await writer('GET', '/registrations')).status, 403);
  assert.equal((await member.ask('GET', '/registrations')).status, 403);
  assert.equal((await visitor.ask('GET', '/registrations')).status, 401);
  await people.close();
});
