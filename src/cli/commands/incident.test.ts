import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
});

async function onlyId(): Promise<string> {
  const { json } = await desk.run('incident list --json');
  const [incident] = json() as { id: string }[];
  assert.ok(incident);
  return incident.id;
}

describe('incident', () => {
  it('is opened, gets a message, is closed, and is told of in both languages', async () => {
    assert.match(await desk.good('incident list'), /geen storing/);
    assert.match(
      await desk.good('incident open Geen_geluid Het_is_stil. --parts calls,conferences'),
      /statuspagina/,
    );
    const id = await onlyId();
    assert.match(await desk.good('incident list --lang en'), /Geen geluid +open/);
    assert.match(await desk.good(`incident update ${id} We_zoeken.`), /bericht/);
    assert.match(await desk.good(`incident close ${id} Een_kabel. --lang en`), /closed/);
    assert.match(await desk.good('incident list'), /voorbij/);
    const again = await desk.bad(`incident close ${id} Nog_eens.`, 1, 'already-decided');
    assert.match(again, /De storing is gesloten\.[\s\S]*incident list/);
    await desk.bad('incident close nowhere x', 1, 'not-found');
  });

  it('plans maintenance, and refuses times and parts that are none', async () => {
    const words = 'incident open Onderhoud Een_uur_geen_brug.';
    await desk.good(`${words} --maintenance --from 2026-02-01T20:00 --until 2026-02-01T21:00`);
    assert.match(await desk.good('incident list'), /Onderhoud +gepland/);
    await desk.bad(`${words} --maintenance --until ooit`, 2, 'setting-invalid');
    await desk.bad(`${words} --parts koffie`, 2, 'setting-invalid');
  });
});
