import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PeopleDesk } from '../../../testkit/people-desk.ts';

test('the lowest number that neither an extension nor a bridge has is proposed, by the API and by the exchange', async () => {
  const people = await PeopleDesk.open();
  await people.addAdministrator();
  const kees = await people.administrator();
  const free = async () => {
    const { extensions, conferences } = (await kees.ask('GET', '/numbers')).body;
    return [extensions.free, conferences.free];
  };
  assert.deepEqual(await free(), ['100', '900']);
  await people.addMember('100');
  for (const number of ['101', '900']) {
    const made = await kees.ask('POST', '/conferences', { number, name: 'Ronde' });
    assert.equal(made.status, 201);
  }
  assert.deepEqual(await free(), ['102', '901']);
  const added = await kees.ask('POST', '/extensions', { callsign: 'PX0AAB', name: 'Piet' });
  assert.equal(added.body.number, '102');
  assert.equal((await people.browser().ask('GET', '/numbers')).status, 401);
  await people.close();
});
