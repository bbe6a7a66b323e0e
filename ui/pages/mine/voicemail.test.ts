import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { writePcmWav } from '../../../src/media/prompts/wav.ts';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  await site.asMember('301', 'PX0AAA');
  assert.ok((await site.desk.console.extensions.add({ number: '302', callsign: 'PX0AAB', name: 'P' })).ok);
});
afterEach(() => site.close());

async function leave(): Promise<string> {
  const sound = new Uint8Array(16_000).fill(0x55);
  assert.ok(await site.desk.voicemail.keep('301', '302', { sound, spokenMs: 900, levelDb: -22 }));
  return String(site.desk.voicemail.of('301').at(-1)?.id);
}

function tone(seconds: number): Uint8Array<ArrayBuffer> {
  const samples = Int16Array.from({ length: seconds * 8_000 }, (_, at) => 6_000 * Math.sin(at / 3));
  return Uint8Array.from(writePcmWav({ rate: 8_000, samples }));
}

const PAGE = '/mijn/voicemail';

describe('voicemail on a member’s page, without a script', () => {
  it('shows who left what, and lets him listen, mark, keep and delete', async () => {
    const id = await leave();
    assert.match(await site.page('/mijn'), /1 nieuw bericht/);
    const html = await site.page(PAGE);
    assert.match(html, /Van 302 PX0AAB/);
    assert.match(html, /2 seconden/);
    const src = /<audio[^>]*src="([^"]+)"/.exec(html)?.[1] ?? '';
    const sound = await site.ask(src, { headers: { range: 'bytes=0-' } });
    assert.deepEqual([sound.status, sound.headers['content-type']], [206, 'audio/wav']);
    const marked = await site.send(PAGE, { act: 'heard', id });
    assert.equal(marked.headers['location'], `${PAGE}?done=changed`);
    assert.match(await site.page(`${PAGE}?done=changed`), /Markeer als nieuw/);
    assert.doesNotMatch(await site.page('/mijn'), /nieuw bericht/);
    await site.send(PAGE, { act: 'new', id });
    assert.equal(site.desk.voicemail.countsOf('301').unheard, 1);
    await site.send(PAGE, { act: 'keep', id });
    assert.equal(site.desk.voicemail.countsOf('301').unheard, 0);
    await site.send(PAGE, { act: 'remove', id });
    assert.match(await site.page('/en/mijn/voicemail'), /You have no messages/);
    const gone = await site.send(PAGE, { act: 'heard', id });
    assert.equal(gone.status, 422);
    assert.match(gone.body, /Dit is er niet meer/);
  });

  it('may play its sound and nothing of elsewhere', async () => {
    const { headers } = await site.ask(PAGE);
    assert.match(String(headers['content-security-policy']), /media-src 'self';/);
  });

  it('switches it on, and its mail', async () => {
    assert.match(await site.page(PAGE), /Je voicemail staat uit/);
    await site.send(PAGE, { act: 'settings', takes: 'yes', mail: 'yes' });
    assert.deepEqual(site.desk.voicemail.settingsOf('301'), { takesMessages: true, byMail: true });
    await site.send(PAGE, { act: 'settings', takes: 'yes' });
    assert.deepEqual(site.desk.voicemail.settingsOf('301'), { takesMessages: true, byMail: false });
  });

  it('takes a greeting as WAV file, says what is wrong with one, and goes back to the usual one', async () => {
    const sent = await site.send(PAGE, { act: 'greet' }, tone(2));
    assert.equal(sent.headers['location'], `${PAGE}?done=greeted`);
    const html = await site.page(PAGE);
    assert.match(html, /nu je eigen begroeting/);
    assert.match(html, /src="\/api\/v1\/me\/voicemail\/greeting\/sound"/);
    const long = await site.send(PAGE, { act: 'greet' }, tone(31));
    assert.equal(long.status, 422);
    assert.match(long.body, /duurt 31 seconden/);
    const junk = await site.send(
      '/en/mijn/voicemail',
      { act: 'greet' },
      Uint8Array.from(Buffer.from('junk')),
    );
    assert.match(junk.body, /This is no WAV file/);
    assert.match((await site.send(PAGE, { act: 'greet' })).body, /Kies eerst een bestand/);
    await site.send(PAGE, { act: 'usual' });
    assert.match(await site.page(PAGE), /de gewone begroeting/);
  });
});
