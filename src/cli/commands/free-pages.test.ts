import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
});

async function published(address = 'velddag', text = 'We staan op de hei.'): Promise<void> {
  await desk.good(`pages add ${address} --title Velddag --title-en Field-day`);
  desk.files.set('nl.md', text);
  await desk.good(`pages publish club:${address} --nl nl.md --en nl.md --change Nieuw`);
}

describe('pages of the club’s own', () => {
  it('are added, published from a file, shown and given back', async () => {
    assert.match(
      await desk.good('pages add velddag --title Velddag --title-en Field-day --for members --place link'),
      /club:velddag is gemaakt\.\n[\s\S]*\/club\/velddag/,
    );
    assert.match(await desk.good('pages list'), /club:velddag +Velddag +niet gepubliceerd +leden +adres/);
    assert.match(await desk.good('pages show club:velddag'), /niet gepubliceerd/);
    await desk.bad('pages export club:velddag nl', 1, 'not-found');
    desk.files.set('nl.md', 'We staan op de hei.\n');
    assert.match(
      await desk.good('pages publish club:velddag --nl nl.md --en nl.md --change Nieuw'),
      /Versie 1 van de club:velddag/,
    );
    assert.match(await desk.good('pages show club:velddag'), /Versie +1\n[\s\S]*op de hei/);
    assert.equal(await desk.good('pages export club:velddag nl'), 'We staan op de hei.\n');
    assert.match(await desk.good('pages list --lang en'), /club:velddag +Field-day +1 +members +address/);
  });

  it('are changed, ordered, removed and brought back', async () => {
    await published('een');
    await published('twee');
    await desk.good('pages change club:twee --title Eerst --for members --position 1');
    assert.match(
      await desk.good('pages list'),
      /club:twee +Eerst +1 +leden +menu[\s\S]*club:een +Velddag +1 +iedereen/,
    );
    assert.match(await desk.good('pages remove club:twee'), /npx hamvoip pages return club:twee/);
    assert.match(await desk.good('pages list'), /club:twee +Eerst +weggehaald/);
    await desk.bad('pages change club:twee --place link', 1, 'page-gone');
    await desk.bad('pages add twee --title Twee', 1, 'page-taken');
    assert.match(await desk.good('pages return club:twee --lang en'), /club:twee is back/);
    await desk.bad('pages return club:twee', 1, 'not-found');
  });

  it('are refused with words that help', async () => {
    await desk.bad('pages add a/b --title Velddag', 1, 'page-address-invalid');
    await desk.bad('pages add velddag', 1, 'title-invalid');
    await desk.bad('pages add velddag --title X --for board', 2, 'setting-invalid');
    await desk.bad('pages change velddag --title X', 1, 'not-found');
    await published();
    await desk.bad('pages change club:velddag --position one', 2, 'setting-invalid');
    await desk.bad('pages remove contact', 1, 'not-found');
    await desk.bad('pages publish club:nergens --change X', 1, 'not-found');
  });
});

describe('a version that is withdrawn', () => {
  it('makes room for the one before, with the reason in the audit log', async () => {
    desk.files.set('nl.md', 'Mail ons.');
    await desk.good('pages publish contact --nl nl.md --change Korter');
    await desk.bad('pages withdraw contact', 1, 'withdrawal-reason-missing');
    assert.match(
      await desk.good('pages withdraw contact --reason Fout'),
      /Versie 2 is van de site\.[\s\S]*nu versie 1/,
    );
    assert.match(await desk.good('pages history contact'), /2 .*Korter \(ingetrokken\)\n1 /);
    await desk.bad('pages withdraw contact 2 --reason Fout', 1, 'page-gone');
    await desk.bad('pages withdraw contact 1 --reason Fout', 1, 'version-kept');
    const row = await desk.console.audit.list({ limit: 1 });
    assert.deepEqual(row.ok && [row.value[0]?.action, row.value[0]?.detail], [
      'page.withdraw',
      { version: 2, reason: 'Fout' },
    ]);
  });

  it('leaves a page of the club’s own a draft', async () => {
    await published();
    assert.match(
      await desk.good('pages withdraw club:velddag --reason Fout --lang en'),
      /The page is a draft again/,
    );
    assert.match(await desk.good('pages list'), /club:velddag .*niet gepubliceerd .*host/);
    await desk.bad('pages withdraw club:velddag --reason Fout', 1, 'not-found');
  });
});
