/** The PDF as its own library reads it back; other readers open it in test/peers. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { PDFDict, PDFDocument, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import { drawList } from './draw-list.ts';
import { encryptPdf } from './encrypt-pdf.ts';
import type { ListDocument } from './list-document.ts';

const PASSWORD = 'kx7m4wfpn9tre3hac2bd';
const DOCUMENT: ListDocument = {
  issue: 7,
  madeAtMs: Date.UTC(2026, 10, 27, 11),
  timeZone: 'UTC',
  exchange: 'tel.example.net',
  language: 'nl',
  format: 'a4',
  order: 'number',
  entries: [
    { number: '301', callsign: 'PX0AAA', name: 'Łódź Żółć' },
    { number: '302', callsign: 'PX0AAB', name: 'Anaïs Ångström' },
  ],
};

async function encrypted(document = DOCUMENT): Promise<Uint8Array> {
  const { pdf } = await drawList(document, () => {});
  return encryptPdf(pdf, { password: PASSWORD, ownerPassword: 'zzzzzzzzzzzzzzzzzzzz' });
}

describe('the encrypted list', () => {
  let file: Uint8Array;
  before(async () => {
    file = await encrypted();
  });

  it('is PDF 2.0 with AES-256, revision 6, metadata included', async () => {
    assert.equal(Buffer.from(file).toString('latin1', 0, 8), '%PDF-2.0');
    const { context } = await PDFDocument.load(file, { ignoreEncryption: true, updateMetadata: false });
    const encryption = context.lookup(context.trailerInfo.Encrypt, PDFDict);
    const number = (name: string) => encryption.lookup(PDFName.of(name), PDFNumber).asNumber();
    assert.deepEqual([number('V'), number('R')], [5, 6]);
    const filters = encryption.lookup(PDFName.of('CF'), PDFDict).lookup(PDFName.of('StdCF'), PDFDict);
    assert.equal(filters.get(PDFName.of('CFM')), PDFName.of('AESV3'));
    // Absent means true (ISO 32000-2 table 20).
    assert.equal(encryption.get(PDFName.of('EncryptMetadata')), undefined);
  });

  it('opens with its password and with no other', async () => {
    const opened = await PDFDocument.load(file, { password: PASSWORD, updateMetadata: false });
    assert.equal(opened.getPageCount(), 1);
    await assert.rejects(PDFDocument.load(file, { password: `${PASSWORD}x` }));
    await assert.rejects(PDFDocument.load(file));
  });

  it('shows no word of what it holds to who has not the password', () => {
    const text = Buffer.from(file).toString('latin1');
    for (const word of ['PX0AAA', 'Extensielijst', 'tel.example.net', 'hamvoip', '(nl)', 'Table'])
      assert.equal(text.includes(word), false, word);
  });

  it('is another file every time', async () => {
    assert.notDeepEqual(await encrypted(), file);
  });
});

describe('the list before it is encrypted', () => {
  it('is tagged: a heading, paragraphs, and a table whose cells are named', async () => {
    const { pdf } = await drawList(DOCUMENT, () => {});
    const { context, catalog } = await PDFDocument.load(pdf, { updateMetadata: false });
    const marked = catalog.lookup(PDFName.of('MarkInfo'), PDFDict);
    assert.equal(marked.get(PDFName.of('Marked'))?.toString(), 'true');
    const tags = context.enumerateIndirectObjects().flatMap(([, object]) => {
      const tag = object instanceof PDFDict ? object.get(PDFName.of('S')) : undefined;
      return tag instanceof PDFName ? [tag.decodeText()] : [];
    });
    const count = (tag: string) => tags.filter((one) => one === tag).length;
    assert.deepEqual(
      ['Document', 'H1', 'Table', 'THead', 'TBody', 'TR', 'TH', 'TD'].map(count),
      [1, 1, 1, 1, 1, 3, 5, 4],
    );
  });

  it('embeds its fonts and can draw every name of Europe', async () => {
    const { pdf, undrawable } = await drawList(DOCUMENT, () => {});
    assert.deepEqual(undrawable, []);
    const { context } = await PDFDocument.load(pdf, { updateMetadata: false });
    const fonts = context
      .enumerateIndirectObjects()
      .filter(([, object]) => object instanceof PDFDict && object.has(PDFName.of('FontFile2')));
    assert.equal(fonts.length, 2);
  });

  it('takes as many pages as it needs and tells how far it is', async () => {
    const entries = Array.from({ length: 120 }, (_, index) => ({
      number: String(100 + index),
      callsign: 'PX0AAA',
      name: index === 5 ? 'A name so long that it takes two lines and more on a sheet of A5 pap' : 'Jan',
    }));
    const told: number[] = [];
    const drawn = await drawList({ ...DOCUMENT, format: 'a5', entries }, (done) => told.push(done));
    const { pdf, pages } = drawn;
    assert.equal((await PDFDocument.load(pdf)).getPageCount(), pages);
    assert.ok(pages > 3);
    assert.deepEqual(told, [25, 50, 75, 100, 120]);
  });

  it('of nobody says so, and is a list all the same', async () => {
    const { pages } = await drawList({ ...DOCUMENT, language: 'en', entries: [] }, () => {});
    assert.equal(pages, 1);
  });

  it('names those whose name it cannot draw', async () => {
    const entries = [...DOCUMENT.entries, { number: '303', callsign: 'PX0AAC', name: '漢字' }];
    const { undrawable } = await drawList({ ...DOCUMENT, entries }, () => {});
    assert.deepEqual(undrawable, ['303']);
  });
});
