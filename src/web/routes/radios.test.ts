import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PeopleDesk } from '../../../testkit/people-desk.ts';
import { OFFLINE } from '../../exchange/administration/live-exchange.ts';
import { UNLINKED } from '../../exchange/console/radios.ts';
import type { TokenScope } from '../../policy/token-scopes.ts';
import { radioSchema } from '../contract/radios.ts';
import { listOf } from '../contract.ts';

test('the call sign of who talks on a radio is for who may see people', async () => {
  const standing = { ...UNLINKED, state: 'receiving', talker: 'PX0AAA' } as const;
  const desk = await PeopleDesk.open({ ...OFFLINE, radioState: () => standing });
  assert.ok((await desk.console.conferences.add({ number: '900', name: 'Ronde' })).ok);
  const radio = {
    name: 'repeater',
    conference: '900',
    address: '192.0.2.8',
    remotePort: 34_001,
    localPort: 32_001,
  };
  assert.ok((await desk.console.radios.add(radio)).ok);
  const seen = async (scope: TokenScope) => {
    const made = await desk.console.tokens.create({ name: scope, scopes: [scope] });
    assert.ok(made.ok);
    const headers = { authorization: `Bearer ${made.value.secret}` };
    const answer = await desk.site.inject({ url: '/api/v1/radios', headers });
    const [item] = listOf(radioSchema).parse(answer.json()).items;
    return [item?.talker, item?.address];
  };
  assert.deepEqual(await seen('read'), [null, null]);
  assert.deepEqual(await seen('people'), ['PX0AAA', null]);
  assert.deepEqual(await seen('admin'), ['PX0AAA', '192.0.2.8']);
  await desk.close();
});
