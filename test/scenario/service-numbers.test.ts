/** Every number behind which the exchange answers, with the recordings that come with the program. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PROMPT_IDS, PROMPT_LANGUAGES, type PromptName } from '../../src/media/prompts/prompt.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

const FOLDER = new URL('../../prompts/', import.meta.url);
const SHIPPED = new Map(PROMPT_IDS.map((id) => [id, readFileSync(new URL(`${id}.wav`, FOLDER))]));

/** What is said first, or the tone that is heard. */
const SERVICES: readonly [star: string, digits: string, heard: PromptName | number][] = [
  ['*43', '9043', 440],
  ['*60', '9060', 'the-time'],
  ['*65', '9065', 'your-number'],
  ['*44', '9044', 'measure'],
  ['*55', '9055', 'all-works'],
  ['*45', '9045', 'press-keys'],
  ['*46', '9046', 1004],
  ['*70', '9070', 'enter-login-code'],
  ['*97', '9097', 'voicemail-off'],
];

for (const language of PROMPT_LANGUAGES) {
  test(`each service answers by both of its numbers and is heard in "${language}"`, async () => {
    const t = await ExchangeUnderTest.start({ prompts: SHIPPED, settings: { language } });
    const phone = await t.registered('301');
    for (const [star, digits, heard] of SERVICES) {
      for (const number of [star, digits]) {
        const before = t.spoken.length;
        const call = await phone.call(number);
        await t.until(() => call.state === 'answered', `${number} is answered`);
        call.media?.startTone(440, typeof heard === 'number' ? 8_000 : 0);
        await t.clock.advance(1_500);
        if (typeof heard === 'number') assert.ok(call.media?.hears(heard), `${number}: ${heard} Hz`);
        else assert.equal(t.spoken[before], `${language}/${heard}`, number);
        assert.ok((call.media?.loudness(1_000) ?? 0) > 500, `${number} is heard`);
        await t.clock.until(call.hangUp());
      }
    }
    await t.finish();
  });

  for (const number of ['112', '911', '777', '302']) {
    test(`who dials ${number} hears why it is not connected in "${language}"`, async () => {
      const t = await ExchangeUnderTest.start({ prompts: SHIPPED, settings: { language } });
      await t.addExtension('302');
      const call = await (await t.registered('301')).call(number);
      await t.until(() => call.statuses.includes(183), 'early media');
      call.media?.startSilence();
      await t.clock.advance(1_500);
      assert.ok((call.media?.loudness(1_000) ?? 0) > 500, `${number} is heard`);
      await t.until(() => call.state === 'ended', 'and refused', 10_000);
      await t.finish();
    });
  }
}
