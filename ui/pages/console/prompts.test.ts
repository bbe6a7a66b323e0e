import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { writePcmWav } from '../../../src/media/prompts/wav.ts';
import { act, asAdministrator } from '../../../testkit/console-visit.ts';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

const PAGE = '/beheer/gesproken/nl/conferences';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  await asAdministrator(site);
});
afterEach(() => site.close());

function tone(seconds: number, peak = 6_000): Uint8Array<ArrayBuffer> {
  const samples = Int16Array.from({ length: seconds * 8_000 }, (_, at) => peak * Math.sin(at / 3));
  return Uint8Array.from(writePcmWav({ rate: 8_000, samples }));
}

describe('spoken text in the console', () => {
  it('is listed by language and situation', async () => {
    const html = await site.page('/beheer/gesproken');
    assert.match(html, /Nederlands[\s\S]*Voicemail[\s\S]*Engels[\s\S]*Voicemail/);
    assert.match(await site.page('/en/beheer/gesproken/en/letters'), /Words of en\/letter-q/);
    assert.doesNotMatch(await site.page(PAGE), /Words of nl\/letter-q|Words of en/);
    for (const path of ['/beheer/gesproken/de/calls', '/beheer/gesproken/nl/nothing']) {
      assert.equal((await site.ask(path)).status, 404, path);
    }
  });

  it('is replaced by a WAV file, listened to piece by piece, and put back', async () => {
    const prompt = 'nl/not-private';
    assert.match(await act(site, PAGE, { act: 'replace', prompt }, tone(2)), /De opname is vervangen/);
    const html = await site.page(PAGE);
    assert.match(html, /eigen opname/);
    const sound = await site.ask('/api/v1/prompts/nl/not-private/sound', {
      headers: { range: 'bytes=0-99' },
    });
    assert.deepEqual([sound.status, sound.headers['content-type']], [206, 'audio/wav']);
    assert.match(await act(site, PAGE, { act: 'reset', prompt }), /meegeleverde opname is terug/);
    assert.doesNotMatch(await site.page(PAGE), /eigen opname/);
    const listed = await site.desk.console.audit.list({ limit: 10 });
    assert.ok(listed.ok);
    const rows = listed.value.filter(({ action }) => action.startsWith('prompt.'));
    assert.deepEqual(rows.map(({ action }) => action).sort(), ['prompt.replace', 'prompt.reset']);
  });

  it('says at its own field what is wrong with a file', async () => {
    for (const [file, said] of [
      [tone(21), /duurt 21 seconden/],
      [tone(2, 10), /te zacht/],
      [Uint8Array.from(Buffer.from('junk')), /geen WAV-bestand/],
    ] as const) {
      const { status, body } = await site.send(PAGE, { act: 'replace', prompt: 'nl/not-private' }, file);
      assert.equal(status, 422);
      assert.match(body, said);
      assert.equal(body.match(/class="field wrong"/g)?.length, 1);
      assert.match(body, /id="file-not-private-error"/);
    }
    const none = await site.send(PAGE, { act: 'replace', prompt: 'nl/not-private' });
    assert.match(none.body, /Kies eerst een bestand/);
    const unknown = await site.send(PAGE, { act: 'reset', prompt: 'nl/nothing' });
    assert.equal(unknown.status, 422);
  });
});
