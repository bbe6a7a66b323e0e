import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';
import { AddressPseudonyms } from './address-pseudonyms.ts';

describe('the name of an address in the log', () => {
  it('is the same all day, another one for another address, and another one tomorrow', () => {
    const clock = new FakeClock();
    const names = new AddressPseudonyms({ clock, random: seededRandom(1) });
    const today = names.of('192.0.2.7');
    assert.match(today, /^ip#[0-9a-f]{6}$/);
    assert.equal(names.of('192.0.2.7'), today);
    assert.notEqual(names.of('192.0.2.8'), today);
    clock.jumpWallTime(86_400_000);
    assert.notEqual(names.of('192.0.2.7'), today);
  });

  it('is another one in every run', () => {
    const clock = new FakeClock();
    const nameIn = (seed: number) =>
      new AddressPseudonyms({ clock, random: seededRandom(seed) }).of('192.0.2.7');
    assert.notEqual(nameIn(1), nameIn(2));
  });
});
