/** The directory as its readers get it: opened by qpdf and poppler, with its password and without. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Installation } from './installation.ts';
import { runProgram } from './programs.ts';

interface Made {
  readonly file: string;
  readonly password: string;
  readonly issue: number;
  readonly pages: number;
}

describe('the directory', () => {
  let exchange: Installation;
  let first: Made;

  before(async () => {
    exchange = await Installation.create({ settings: { HAMVOIP_LANG: 'nl' } });
    const rows = Array.from({ length: 60 }, (_, index) => `${400 + index},PX0AAA,Houder ${400 + index}`);
    const listed = ['301,PX0AAB,Łódź Żółć', '302,PX0AAC,Anaïs Ångström'];
    const csv = ['number,callsign,name', ...listed, ...rows].join('\n');
    writeFileSync(`${exchange.data}/leden.csv`, csv);
    await exchange.hamvoip('extension', 'import', `${exchange.data}/leden.csv`);
    await exchange.start();
    for (const number of ['301', '302', ...Array.from({ length: 50 }, (_, index) => `${400 + index}`)])
      await exchange.hamvoip('extension', 'listed', number, 'on');
    first = (await exchange.hamvoip('directory', 'build')) as Made;
  });

  after(async () => {
    await exchange.stop();
    await exchange.remove();
  });

  const text = async ({ file, password }: Made): Promise<string> =>
    (await runProgram('pdftotext', ['-layout', '-upw', password, file, '-'])).stdout;

  it('is sound PDF 2.0, encrypted with AES-256, revision 6', async () => {
    const { code, stdout } = await runProgram('qpdf', [
      `--password=${first.password}`,
      '--check',
      first.file,
    ]);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /PDF Version: 2\.0/);
    assert.match(stdout, /^R = 6$/m);
    for (const what of ['stream', 'string', 'file'])
      assert.match(stdout, new RegExp(`${what} encryption method: AESv3`));
    assert.match(stdout, /extract for accessibility: allowed/);
    assert.match(stdout, /modify anything: not allowed/);
    assert.match(stdout, /Supplied password is user password/);
  });

  it('opens with its password only', async () => {
    for (const wrong of ['', 'wrong', first.password.toUpperCase()]) {
      const { code, stdout, stderr } = await runProgram('pdftotext', ['-upw', wrong, first.file, '-']);
      assert.notEqual(code, 0);
      assert.match(stderr, /Incorrect password/);
      assert.equal(stdout, '');
      const qpdf = await runProgram('qpdf', [`--password=${wrong}`, '--check', first.file]);
      assert.equal(qpdf.code, 2);
      assert.match(qpdf.stderr, /invalid password/);
    }
    const bytes = readFileSync(first.file).toString('latin1');
    for (const word of ['PX0AA', 'Extensielijst', 'Houder']) assert.equal(bytes.includes(word), false);
  });

  it('has number, call sign and name of those who agreed, accents right, and of nobody else', async () => {
    const shown = await text(first);
    assert.match(shown, /301 +PX0AAB +Łódź Żółć/);
    assert.match(shown, /302 +PX0AAC +Anaïs Ångström/);
    assert.match(shown, /449 +PX0AAA +Houder 449/);
    assert.doesNotMatch(shown, /Houder 45\d/);
  });

  it('bears issue, date and for whom it is on every page', async () => {
    assert.ok(first.pages > 1);
    const pages = (await text(first)).split('\f').slice(0, first.pages);
    assert.equal(pages.length, first.pages);
    for (const [index, page] of pages.entries()) {
      assert.match(page, /uitgave 1 · \d+ [a-z]+ \d{4}/);
      assert.match(page, /Alleen voor extensiehouders/);
      assert.ok(page.includes(`pagina ${index + 1} van ${first.pages}`));
    }
  });

  it('is read aloud in order: heading, issue, table with named columns', async () => {
    const about = await runProgram('pdfinfo', ['-upw', first.password, first.file]);
    assert.match(about.stdout, /Title: +Extensielijst · 127\.0\.0\.1 · uitgave 1/);
    assert.match(about.stdout, /Tagged: +yes/);
    const { stdout } = await runProgram('pdfinfo', ['-struct-text', '-upw', first.password, first.file]);
    assert.match(stdout, /Document\n {2}H1.*\n {4}"Extensielijst/);
    assert.match(stdout, /Table[^\n]*\n {4}THead\n {6}TR\n {8}TH[^"]*Column\n {10}"Nummer"/);
    assert.match(stdout, /TH[^"]*\/Row\n {10}"301"\n {8}TD\n {10}"PX0AAB"\n {8}TD\n {10}"Łódź Żółć"/);
    assert.equal(stdout.match(/^ {6}TR$/gm)?.length, 53);
  });

  it('embeds its fonts', async () => {
    const { stdout } = await runProgram('pdffonts', ['-upw', first.password, first.file]);
    const fonts = stdout.trim().split('\n').slice(2);
    assert.equal(fonts.length, 2);
    for (const font of fonts) assert.match(font, /DejaVuSans.* yes +yes +yes/);
  });

  it('of the next issue leaves out who withdrew and has a password of its own; the older one stays', async () => {
    await exchange.hamvoip('extension', 'listed', '301', 'off');
    const second = (await exchange.hamvoip('directory', 'build')) as Made;
    assert.equal(second.issue, 2);
    assert.doesNotMatch(await text(second), /Łódź/);
    assert.match(await text(first), /Łódź/);
    assert.equal(await text({ ...second, password: first.password }), '');
    const told = (await exchange.hamvoip('directory', 'password', '--issue', '1')) as Made;
    assert.equal(told.password, first.password);
  });

  it('leaves no name, call sign or password in the log', () => {
    for (const word of ['PX0AA', 'Łódź', first.password]) assert.equal(exchange.output.includes(word), false);
  });
});
