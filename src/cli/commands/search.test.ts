import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { StoreError } from '../../store/store.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  await desk.good('extension add 301 --callsign PX0AAA --name Jan');
});

test('what is there, what is over and what a code means are found by words', async () => {
  assert.match(await desk.good('search px0aaa'), /extensie +301 PX0AAA +Jan/);
  await desk.good('ban add 192.0.2.99');
  assert.match(await desk.good('search 192.0.2'), /blokkade +192\.0\.2\.99/);
  await desk.good('ban lift 192.0.2.99');
  assert.match(await desk.good('search 192.0.2'), /afgelopen blokkade +192\.0\.2\.99/);
  await desk.good('suspend all');
  assert.match(await desk.good('search all --lang en'), /suspension +everyone/);
  assert.match(await desk.good('search hc sys 003'), /code +HC-SYS-003 +\S/);
  assert.match(await desk.good('search nergens'), /Niets gevonden op “nergens”/);
});

test('what could not be looked through is said, and is to be tried again', async () => {
  desk.store.findEndedBans = () => Promise.reject(new StoreError('busy', 'database is locked'));
  const { code, out } = await desk.run('search 301');
  assert.equal(code, 75);
  assert.match(out, /extensie +301 PX0AAA/);
  assert.match(out.replaceAll(/\s+/g, ' '), /Onbekend, want nu niet te doorzoeken: afgelopen blokkade\./);
});
