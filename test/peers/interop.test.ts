/** Phones people have, with everything a phone does, over every transport: docs/phones/interop.md is what came of it. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { assertBecomesEmpty, Installation, SIP_PORT } from './installation.ts';
import { Browser } from './matrix/browser.ts';
import { type Column, columnsOf, play, usersFor } from './matrix/matrix.ts';
import type { Transport } from './matrix/peer.ts';
import { writeTable } from './matrix/table.ts';
import { importUsers } from './users.ts';

const PAGE = new URL('../../docs/phones/interop.md', import.meta.url);
const SECURE_PORT = SIP_PORT + 100;

describe('the matrix of phones', () => {
  const words = (process.env['MATRIX'] ?? '').split(' ').filter(Boolean);
  const columns = columnsOf().filter((column) => words.every((word) => nameOf(column).includes(word)));
  const installations: Installation[] = [];
  let browser: Browser | undefined;

  before(async () => {
    browser = await Browser.start();
    const settings = { HAMVOIP_BIND: '127.0.0.1,::1', HAMVOIP_WEB_ORIGINS: browser.origin };
    const plain = await Installation.create({ settings });
    // The web port speaks HTTPS or HTTP; the other ports are the first one's.
    const secure = await Installation.create({
      port: SECURE_PORT,
      settings: { ...settings, HAMVOIP_HTTPS: 'true', HAMVOIP_RTP_PORTS: '28000-29999' },
    });
    installations.push(plain, secure);
    for (const installation of installations) await installation.start();
    const count = usersFor(columns);
    const users = await importUsers(plain, count);
    await importUsers(secure, count);
    const exchangeFor = (transport: Transport): Installation => (transport === 'WSS' ? secure : plain);
    await play(columns, { users, tools: { browser }, exchangeFor });
  });

  after(async () => {
    await browser?.close();
    for (const installation of installations) await installation.remove();
  });

  for (const column of columns) {
    it(`${nameOf(column)}: all it can do works`, () => {
      assert.equal(failuresOf(column), '');
    });
  }

  // Of some columns only, there is no page.
  if (words.length === 0) {
    it('the page says what the run saw', async () => {
      const before = await readFile(PAGE, 'utf8').catch(() => '');
      const now = writeTable(columns);
      await writeFile(PAGE, now);
      assert.equal(now, before, 'docs/phones/interop.md is written anew');
    });
  }

  it('leaves nothing behind, and nothing went wrong inside', async () => {
    for (const installation of installations) {
      await assertBecomesEmpty(installation);
      assert.equal(await installation.metric('hamvoip_handler_exceptions_total'), 0);
    }
  });
});

function nameOf({ program, transport }: Column): string {
  return `${program.name} over ${transport}`;
}

/** One line for each. */
function failuresOf({ cells }: Column): string {
  return [...cells]
    .flatMap(([row, outcome]) => (outcome.kind === 'fails' ? [`${row}: ${outcome.how}`] : []))
    .join('\n');
}
