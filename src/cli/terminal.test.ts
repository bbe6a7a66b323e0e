import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDuration } from './duration.ts';
import { takeGlobalFlags } from './setting-flags.ts';
import { printable, Terminal, wrap } from './terminal.ts';

function linesOf(write: (terminal: Terminal) => void): string[] {
  let out = '';
  const stdout = { write: (text: string) => (out += text) };
  write(new Terminal({ stdout, stderr: stdout, isTerminal: false, environment: {} }));
  return out.split('\n').slice(0, -1);
}

describe('a table', () => {
  it('aligns its columns and ends lines without spaces', () => {
    const lines = linesOf((terminal) =>
      terminal.table(
        [{ title: 'a' }, { title: 'b' }],
        [
          ['long cell', ''],
          ['x', 'y'],
        ],
      ),
    );
    assert.deepEqual(lines, ['a          b', 'long cell', 'x          y']);
  });

  it('shortens only the columns that may shrink, to 80 columns', () => {
    const lines = linesOf((terminal) =>
      terminal.table(
        [{ title: 'id' }, { title: 'name', shrinks: true }],
        [['i'.repeat(30), 'n'.repeat(200)]],
      ),
    );
    const [, row = ''] = lines;
    assert.ok(row.length <= 80);
    assert.match(row, /^i{30} {2}n+…$/);
  });
});

describe('text for the terminal', () => {
  it('loses what would steer it', () => {
    assert.equal(printable('a\u001b[31mb\nc\u202ed\u200f'), 'a?[31mb?c?d?');
  });

  it('wraps between words and keeps long words whole', () => {
    assert.equal(wrap('one two three', 7, '> '), 'one two\n> three');
    assert.equal(wrap('x'.repeat(20), 7, ''), 'x'.repeat(20));
    assert.equal(wrap('Try: npx hamvoip status --json', 12, '> '), 'Try:\n> npx hamvoip status --json');
  });
});

describe('a duration', () => {
  it('has a unit', () => {
    assert.deepEqual(
      ['90s', '60m', '2h', '7d'].map((text) => parseDuration(text)),
      [90, 3_600, 7_200, 604_800],
    );
    for (const text of ['', '60', 'm', '-1m', '1.5h', '1w', '1h30m'])
      assert.equal(parseDuration(text), undefined, text);
  });
});

describe('flags that hold for every command', () => {
  it('are taken out wherever they stand', () => {
    const flags = takeGlobalFlags([
      '--sip-port',
      '5070',
      'extension',
      '--json',
      'list',
      '--lang=en',
      '--name',
      'x',
    ]);
    assert.deepEqual(flags, {
      ok: true,
      value: {
        settings: { 'sip-port': '5070', lang: 'en' },
        json: true,
        debug: false,
        words: ['extension', 'list', '--name', 'x'],
      },
    });
  });

  it('belong to the command behind --', () => {
    const flags = takeGlobalFlags(['a', '--', '--json', '--data']);
    assert.deepEqual(flags.ok && flags.value.words, ['a', '--', '--json', '--data']);
  });

  it('need their value', () => {
    assert.deepEqual(takeGlobalFlags(['--data']), { ok: false, error: '--data' });
    assert.deepEqual(takeGlobalFlags(['--data', '--json']), { ok: false, error: '--data' });
    assert.deepEqual(takeGlobalFlags(['--domain=']), {
      ok: true,
      value: { settings: { domain: '' }, json: false, debug: false, words: [] },
    });
  });
});
